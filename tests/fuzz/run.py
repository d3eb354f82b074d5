"""python -m tests.fuzz.run --target NAME --seconds N [--texts N] [--seed N]

Targets: text, mentions, rules, rewriter (the checker by rules), whole (with its models).

Guided by coverage where atheris is installed (see CONTRIBUTING.md), else by chance. Prints how many
texts were tried, and each kind of finding with the shortest text that shows it; exit 1 if any.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.fuzz.mutator import Mutator, seeds

if TYPE_CHECKING:
    from tests.fuzz.campaign import Campaign

SEEDS = 300
NAMES = ("text", "mentions", "rules", "rewriter", "whole")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run")
    parser.add_argument("--target", choices=NAMES, required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--texts", type=float, default=math.inf, help="end after so many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-atheris", action="store_true", help="by chance, in any case")
    asked = parser.parse_args()
    random = Random(asked.seed)
    posts = seeds(SEEDS, random)
    if asked.no_atheris or importlib.util.find_spec("atheris") is None:
        by_chance(_campaign(asked), Mutator(posts, random))
    else:
        by_coverage(asked, Mutator(posts, random), posts)


def by_chance(campaign: Campaign, mutator: Mutator) -> None:
    while not campaign.over:
        campaign.try_text(mutator.post())
    _end("by chance", campaign)


def by_coverage(asked: argparse.Namespace, mutator: Mutator, posts: list[str]) -> None:
    import atheris  # noqa: PLC0415

    with atheris.instrument_imports(include=["app"]):
        campaign = _campaign(asked)

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        if seed % 2:
            return bytes(atheris.Mutate(data, longest))
        return mutator.change(data.decode("utf-8", "replace")).encode()[:longest]

    with TemporaryDirectory(prefix="unburnt-fuzz-") as folder:
        for number, post in enumerate(posts):
            (Path(folder) / str(number)).write_text(post, "utf-8")

        def try_one(data: bytes) -> None:
            campaign.try_bytes(data)
            if campaign.over:  # atheris never returns
                kept = list(Path(folder).iterdir())  # libFuzzer adds what reaches new code
                for file in kept:
                    file.unlink()
                Path(folder).rmdir()
                fresh = len(kept) - len(posts)
                _end(f"by coverage ({fresh} texts reached new code)", campaign)

        options = [f"-seed={asked.seed}", "-max_len=8000", "-timeout=3600", "-rss_limit_mb=4096"]
        arguments = [sys.argv[0], *options, "-verbosity=0", f"-artifact_prefix={folder}/", folder]
        atheris.Setup(arguments, try_one, custom_mutator=mutate)
        atheris.Fuzz()


def _campaign(asked: argparse.Namespace) -> Campaign:
    # Imported here: atheris instruments what is imported in its block.
    from tests.fuzz.campaign import Campaign  # noqa: PLC0415
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415

    targets: dict[str, Any] = TARGETS
    return Campaign(targets[asked.target](), asked.seconds, asked.texts)


def _end(how: str, campaign: Campaign) -> None:
    campaign.finish()
    print(f"{how}: {campaign.report()}", flush=True)
    os._exit(1 if campaign.findings else 0)


if __name__ == "__main__":
    main()

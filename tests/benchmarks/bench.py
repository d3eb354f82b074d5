"""Speed and memory, each figure beside baselines of the same run and beside its goal.

    make bench
    python -m tests.benchmarks.bench --only http,throughput --rounds 40

Lengths are in word pieces of our tokenizer. Texts are our own train posts, and no text comes twice,
so the reader's memory of windows helps only where a section is about it. The machine should have
nothing else to do.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence

from tests.benchmarks.figures import Goal
from tests.benchmarks.sections import edits, files, latency, serve
from tests.benchmarks.setting import Setting

Section = Callable[[Setting], Sequence[Goal]]
SECTIONS: dict[str, Section] = {
    "check": latency.in_process,
    "http": latency.over_http,
    "rivals": latency.beside_rivals,
    "linear": latency.growth,
    "edit": edits.recheck,
    "batch": edits.batch,
    "files": files.files,
    "wire": edits.wire,
    "start": serve.start,
    "memory": serve.resident,
    "throughput": serve.throughput,
    "load": serve.half_load,
}


def chosen(names: str) -> list[str]:
    """Return the sections to run, in our order; raises ArgumentTypeError for an unknown name."""
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    if unknown := wanted - SECTIONS.keys():
        known = ", ".join(SECTIONS)
        raise argparse.ArgumentTypeError(f"no section {', '.join(sorted(unknown))}; known: {known}")
    return [name for name in SECTIONS if name in wanted]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--only", type=chosen, default=list(SECTIONS), metavar="NAMES", help=", ".join(SECTIONS)
    )
    parser.add_argument(
        "--rounds", type=int, default=200, help="texts of a short length; long ones get fewer"
    )
    asked = parser.parse_args(arguments)
    busy = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load of the last minute {busy:.1f}, {asked.rounds} rounds")
    if busy > 0.5:
        print("Other work is running here: times mean little, ratios a little more.")
    setting = Setting(asked.rounds)
    goals: list[Goal] = []
    for name in asked.only:
        print(f"\n== {name}", flush=True)
        goals += SECTIONS[name](setting)
    print("\n== goals of issue 6")
    for goal in goals:
        print(goal)


if __name__ == "__main__":
    main()

"""What a finished decoder says of drafts whose neutral version is known, and how good that is.

    python -m training.recast_rivals READER DECODER OUT [--latest N] [--older N] [--pairs FILE]
        [--critic FOLDER]

A decoder that only ever copied an editor never saw its own mistakes. training.recast learns from
these rivals which of two versions it should have found likelier.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from app.modelstore import LearnedReader
from app.modelstore.comparison import SOUND, Comparison, Network
from app.modelstore.critic import network_of
from app.modelstore.decode import sigmoid
from app.modelstore.recaster import Recaster
from app.text import TextReader
from training.lines import read_lines
from training.recast_pairs import SPLITS, written

LEANS, EACH = (0.0, 1.0, 2.5), 3
"""As app.rewriting.sayings asks, and one version more of each."""
HOT = 0.5
"""How much of its worth a version loses that the reader takes for a rant."""
GRAM = 3
NET = "net.onnx"
"""As training.critic_reading calls the network of a critic."""


@dataclass(frozen=True)
class Rated:
    """A version, and what it is worth: 1 where it is the editor's own and calm."""

    text: str
    worth: float


def closeness(one: str, other: str) -> float:
    """Return 0..1: words that two versions have in one order, and letters in threes."""
    a, b = one.lower().split(), other.lower().split()
    row = SequenceMatcher(None, a, b, autojunk=False).ratio()
    x, y = _grams(one), _grams(other)
    shared = 2 * (x & y).total() / max(1, (x + y).total())
    return (row + shared) / 2


def _grams(text: str) -> Counter[str]:
    bare = " ".join(text.lower().split())
    return Counter(bare[at : at + GRAM] for at in range(max(1, len(bare) - GRAM + 1)))


class Judge:
    """Lets a decoder say drafts anew, as the rewriter does, and holds that against an editor."""

    def __init__(
        self, reader: LearnedReader, recaster: Recaster, network: Network | None = None
    ) -> None:
        self._reader, self._recaster, self._texts = reader, recaster, TextReader()
        self._network = network

    def rivals(self, pair: tuple[str, str]) -> list[Rated]:
        """Return versions of a draft, best first, none twice and none that is the draft."""
        text = self._texts.read(pair[0])
        spans = [(s.start, s.end) for s in text.sentences]
        fates = self._reader.read(text.clean, spans).fates
        words = [w for w in fates.words if w.telling] if fates else []
        leanings = [[(w.start, w.end, lean * w.drop) for w in words] for lean in LEANS]
        said = self._recaster.open(text.clean, spans).versions(EACH, leanings)
        found = {each.text for group in said for each in group} - {text.clean}
        beside = Comparison(self._reader, self._network, text.clean) if self._network else None
        rated = [Rated(each, self._worth(each, pair[1], beside)) for each in sorted(found)]
        return sorted(rated, key=lambda each: -each.worth)

    def _worth(self, version: str, neutral: str, beside: Comparison | None) -> float:
        text = self._texts.read(version)
        heat = self._reader.read(text.clean, [(s.start, s.end) for s in text.sentences]).post.warn
        good = closeness(version, neutral)
        if beside is not None:
            sound = float(sigmoid(np.array(beside.tells(version)[SOUND])))
            good = (good + sound) / 2
        return round(good - HOT * heat, 4)


def wanted(asked: argparse.Namespace) -> Iterator[tuple[str, str]]:
    if asked.pairs:
        yield from ((p["text"], p["neutral"]) for p in read_lines(asked.pairs))
        return
    known = written(SPLITS)
    older, latest = known[: len(known) - asked.latest], known[len(known) - asked.latest :]
    yield from latest
    yield from random.Random(0).sample(older, asked.older)


def chosen(pairs: Iterator[tuple[str, str]], longest: int) -> Sequence[tuple[str, str]]:
    return [pair for pair in pairs if len(pair[0]) <= longest]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", type=Path)
    parser.add_argument("decoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--latest", type=int, default=0)
    parser.add_argument("--older", type=int, default=0)
    parser.add_argument("--pairs", type=Path, help="pairs of this file instead of the corpus's")
    parser.add_argument("--critic", type=Path, help="a critic whose network is to be heard")
    parser.add_argument("--longest", type=int, default=450, help="most characters of a draft")
    asked = parser.parse_args()
    reader = LearnedReader(asked.reader)
    network = network_of(asked.critic / NET) if asked.critic else None
    judge = Judge(reader, Recaster(asked.decoder, reader), network)
    with ThreadPoolExecutor(os.cpu_count()) as many, asked.out.open("w", encoding="utf-8") as out:
        pairs = chosen(wanted(asked), asked.longest)
        for pair, found in zip(pairs, many.map(judge.rivals, pairs), strict=True):
            row = {"text": pair[0], "neutral": pair[1], "rivals": [asdict(r) for r in found]}
            print(json.dumps(row, ensure_ascii=False), file=out, flush=True)


if __name__ == "__main__":
    main()

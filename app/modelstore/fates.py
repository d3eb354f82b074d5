"""What a careful editor would do with each word of a text: keep it, say it otherwise, drop it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"[@#]?\w+(?:['’]\w+)*|[^\w\s]")
SMALL = frozenset(
    "a an the and or but so of to in on at for with by from is are was were be been am i me my we "
    "us our you your they them their he she his her it its this that these those not no do does "
    "did have has had will would can could should as if then than when who what which how there "
    "here just also very too all any some one out up about after before into over i'm i've i'd "
    "i'll it's we're we've you're they're that's don't didn't isn't wasn't".split()
)
"""Words that tell nothing by themselves: what becomes of them hangs on their neighbours."""


@dataclass(frozen=True, slots=True)
class Fate:
    """One word, `text[start:end]`, and how likely an editor keeps, recasts or drops it.

    The three add up to 1; `telling` is false for small words and for marks.
    """

    start: int
    end: int
    keep: float
    recast: float
    drop: float
    telling: bool


@dataclass(frozen=True)
class Fates:
    """The fates of all words of a text, by position."""

    words: tuple[Fate, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _sums(self) -> NDArray[np.float64]:
        """Of the words before each one: keep, drop and number of the telling, then of all."""
        rows = [
            (w.keep * w.telling, w.drop * w.telling, w.telling, w.keep, w.drop, 1.0)
            for w in self.words
        ]
        return np.cumsum([(0.0,) * 6, *rows], axis=0)

    def keep(self, start: int, end: int) -> float:
        """Return how likely the telling words in `start..end` are kept, on average, 0..1.

        Where no word is telling, all of them count; where there is none, the answer is 1.
        """
        return self._mean(start, end)[0]

    def drop(self, start: int, end: int) -> float:
        """Return how likely they are dropped, and not said in other words either, 0..1."""
        return self._mean(start, end)[1]

    def _mean(self, start: int, end: int) -> tuple[float, float]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if first >= last:
            return 1.0, 0.0
        kept, dropped, telling, *others = map(float, self._sums[last] - self._sums[first])
        if not telling:
            kept, dropped, telling = others
        return kept / telling, dropped / telling

    def before(self, position: int, count: int) -> tuple[Fate, ...]:
        """Return the last `count` words that begin before `position`."""
        last = bisect_left(self._starts, position)
        return self.words[max(0, last - count) : last]

    def moved(self, place: Callable[[int, int], tuple[int, int]]) -> Fates:
        """Return the same fates where `place` says that each range of the text stands."""
        spots = [place(word.start, word.end) for word in self.words]
        return Fates(
            tuple(
                replace(word, start=start, end=end)
                for word, (start, end) in zip(self.words, spots, strict=True)
                if start < end
            )
        )


def fates_of(text: str, offsets: Sequence[tuple[int, int]], shares: NDArray[Any]) -> Fates:
    """Return the fates of the words of `text`.

    `offsets` are the ranges of its pieces, `shares` their probabilities [pieces, 3].
    """
    found = list(WORD.finditer(text))
    starts = np.array([start for start, _ in offsets])
    firsts = np.maximum(np.searchsorted(starts, [m.start() for m in found], "right") - 1, 0)
    lasts = np.maximum(np.searchsorted(starts, [m.end() for m in found], "left"), firsts + 1)
    sums = np.concatenate([np.zeros((1, 3)), np.cumsum(shares, axis=0, dtype=np.float64)])
    means = (sums[lasts] - sums[firsts]) / (lasts - firsts)[:, None]
    return Fates(
        tuple(
            Fate(m.start(), m.end(), keep, recast, drop, tells(m.group()))
            for m, (keep, recast, drop) in zip(found, means.tolist(), strict=True)
        )
    )


def tells(word: str) -> bool:
    """Say whether a word tells something by itself: small words and marks do not."""
    return word.lower().replace("’", "'") not in SMALL and any(map(str.isalnum, word))

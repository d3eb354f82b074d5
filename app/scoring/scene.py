"""A post with everybody it speaks of, by sentence: looking around costs the same in any post."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.scoring.referents import Referent
from app.text.text import Range, Text

_BACK, _AHEAD = 24, 10
"""How many referents before and after some words are looked at."""


@dataclass(frozen=True)
class Scene:
    """`at_work`: the post's words show that it is about work or custom."""

    text: Text
    referents: Sequence[Referent]
    at_work: bool

    @cached_property
    def sentences(self) -> tuple[Range, ...]:
        return self.text.sentences or (Range(0, len(self.text.clean)),)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _positions(self) -> list[int]:
        return [referent.start for referent in self.referents]

    @cached_property
    def _homes(self) -> list[int]:
        return [self.sentence_index(referent.start) for referent in self.referents]

    def sentence_index(self, position: int) -> int:
        """Return the number of the sentence that holds `position`, or of the one before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def sentence(self, index: int) -> str:
        """Return the words of a sentence; empty where there is none of that number."""
        if not 0 <= index < len(self.sentences):
            return ""
        return self.text.clean[self.sentences[index].start : self.sentences[index].end]

    def around(self, words: Range) -> list[tuple[Referent, int, bool]]:
        """Return the referents near `words`: each with its sentence, and whether it comes first."""
        middle = bisect_left(self._positions, words.start)
        low = max(0, middle - _BACK)
        high = min(len(self.referents), middle + _AHEAD)
        return [
            (
                self.referents[n],
                self._homes[n],
                n == 0 or self._homes[n - 1] != self._homes[n],
            )
            for n in range(low, high)
        ]

"""The draft as the later stages see it: cleaned, cut into sentences, with the way back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from app.text.names import Entity


class ZoneKind(StrEnum):
    """Stretches of a post that are not plain running text."""

    QUOTE = "quote"  # "...", ‘...’, > markdown quote: what somebody else said
    CODE = "code"  # `...` and ``` blocks
    URL = "url"
    HANDLE = "handle"  # @name
    HASHTAG = "hashtag"  # #WorstEmployerEver, split into words in `clean`
    EMOJI = "emoji"  # shown in `clean` by name, ":clown face:"
    MASKED = "masked"  # f**k, sh1t, c r a p: shown in `clean` as the word that is meant


@dataclass(frozen=True, slots=True)
class Range:
    """Half-open range of `Text.clean`."""

    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end

    def holds(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end


R = TypeVar("R", bound=Range)


@dataclass(frozen=True, slots=True)
class Zone(Range):
    kind: ZoneKind


@dataclass(frozen=True)
class Text:
    """One draft, normalised; all offsets of later stages are into `clean`.

    `starts[i]`, `ends[i]` give the half-open range of `original` (code points) that the character
    `clean[i]` stands for; both are non-decreasing, and `len(starts) == len(ends) == len(clean)`.
    `sentences` are in order, do not overlap, and cover every character that is not white space.
    """

    original: str
    clean: str
    starts: Sequence[int]
    ends: Sequence[int]
    sentences: tuple[Range, ...]
    zones: tuple[Zone, ...] = ()
    _entities: Callable[[str], tuple[Entity, ...]] | None = field(
        default=None, repr=False, compare=False
    )

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of `original` that `clean[start:end]` stands for; `start < end`."""
        return self.starts[start], self.ends[end - 1]

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest range of `clean` that stands for all of `original[start:end]`.

        Empty (equal positions) where nothing of it is left in `clean`.
        """
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def zones_of(self, *kinds: ZoneKind) -> tuple[Zone, ...]:
        return tuple(zone for zone in self.zones if zone.kind in kinds)

    def sentence_at(self, position: int) -> Range:
        """Return the sentence that holds `position`, or the nearest one before it."""
        if not self.sentences:
            return Range(0, 0)
        before = bisect_right(self.sentences, position, key=lambda sentence: sentence.start)
        return self.sentences[max(before - 1, 0)]

    def by_sentence(self, items: Iterable[R]) -> list[list[R]]:
        """Return for each sentence the items that overlap it, in the order given; one pass."""
        groups: list[list[R]] = [[] for _ in self.sentences]
        starts = [sentence.start for sentence in self.sentences]
        for item in items:
            index = max(bisect_right(starts, item.start) - 1, 0)
            while index < len(groups) and starts[index] < item.end:
                if self.sentences[index].overlaps(item.start, item.end):
                    groups[index].append(item)
                index += 1
        return groups

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Names that spaCy sees in `clean`, found when first asked for; none without spaCy."""
        return self._entities(self.clean) if self._entities is not None else ()

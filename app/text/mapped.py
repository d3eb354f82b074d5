"""A text under change that keeps the way back: every edit carries the original positions along."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.text.text import Zone


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `new` in place of `[start, end)` of the text as it stands.

    A replacement of equal length stands for the old characters one by one, any other for all of
    them together; `start == end` inserts.
    """

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """`text[i]` stands for `[starts[i], ends[i])` of the original; `zones` are ranges of `text`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    zones: tuple[Zone, ...] = ()

    @classmethod
    def of(cls, original: str) -> Mapped:
        size = len(original)
        return cls(original, range(size), range(1, size + 1))

    def apply(self, edits: Sequence[Edit], zones: Iterable[Zone] = ()) -> Mapped:
        """Return the text after `edits` (by position, not overlapping).

        `zones` are new ones, as ranges of the text before the edits.
        """
        old = tuple(sorted((*self.zones, *zones), key=lambda zone: (zone.start, -zone.end)))
        if not edits:
            return Mapped(self.text, self.starts, self.ends, old)
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for edit in edits:
            parts += (self.text[done : edit.start], edit.new)
            starts += self.starts[done : edit.start]
            ends += self.ends[done : edit.start]
            self._place(edit, starts, ends)
            done = edit.end
        parts.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Mapped("".join(parts), starts, ends, _moved(old, edits))

    def _place(self, edit: Edit, starts: list[int], ends: list[int]) -> None:
        size = len(edit.new)
        if size == edit.end - edit.start:
            starts += self.starts[edit.start : edit.end]
            ends += self.ends[edit.start : edit.end]
        elif size:
            start, end = self._stands_for(edit.start, edit.end)
            starts += [start] * size
            ends += [end] * size

    def _stands_for(self, start: int, end: int) -> tuple[int, int]:
        if start < end:
            return self.starts[start], self.ends[end - 1]
        before = self.ends[start - 1] if start else 0
        here = self.starts[start] if start < len(self.text) else before
        return here, max(before, here)


def _moved(zones: tuple[Zone, ...], edits: Sequence[Edit]) -> tuple[Zone, ...]:
    """Return `zones` where they lie after `edits`; those that vanish are left out."""
    if not zones:
        return ()
    starts = [edit.start for edit in edits]
    ends = [edit.end for edit in edits]
    grown = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]

    def start_of(place: int) -> int:
        whole = bisect_right(ends, place)
        inside = whole < len(edits) and starts[whole] < place
        return (starts[whole] if inside else place) + grown[whole]

    def end_of(place: int) -> int:
        begun = bisect_left(starts, place)
        return max(place, ends[begun - 1] if begun else 0) + grown[begun]

    moved = (Zone(start_of(z.start), end_of(z.end), z.kind) for z in zones)
    return tuple(zone for zone in moved if zone.start < zone.end)

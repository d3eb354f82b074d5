"""Ranges that are spoken for, so that asking costs the logarithm of their number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from app.text.text import Range


class Taken:
    """Half-open ranges; those that overlap are joined."""

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for each in sorted(ranges, key=lambda r: r.start):
            if self._ends and each.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], each.end)
            else:
                self._starts.append(each.start)
                self._ends.append(each.end)

    def touches(self, start: int, end: int) -> bool:
        """Whether any range shares a character with `start:end`."""
        index = bisect_right(self._ends, start)
        return index < len(self._starts) and self._starts[index] < end

    def take(self, start: int, end: int) -> bool:
        """Take `start:end` unless it touches a range; return whether it was free."""
        if self.touches(start, end):
            return False
        index = bisect_left(self._starts, start)
        self._starts.insert(index, start)
        self._ends.insert(index, end)
        return True

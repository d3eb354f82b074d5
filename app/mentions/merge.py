"""Mentions from several readers -> one list without overlaps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from app.mentions.found import FoundMention


class Ledger:
    """Takes mentions in order of trust: a later one that overlaps an earlier one is left out."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._kept: list[FoundMention] = []

    def __bool__(self) -> bool:
        return bool(self._kept)

    def add(self, mentions: Iterable[FoundMention]) -> None:
        """Take in `mentions`: of those that overlap each other, the longer ones."""
        for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
            if mention.start < mention.end and self.free(mention.start, mention.end):
                at = bisect_left(self._starts, mention.start)
                self._starts.insert(at, mention.start)
                self._kept.insert(at, mention)

    def free(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end)
        return at == 0 or self._kept[at - 1].end <= start

    def all(self) -> tuple[FoundMention, ...]:
        return tuple(self._kept)

"""Roles and implicit mentions, by the patterns of rules/mentions/."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from app.mentions.found import FoundMention
from app.results import MentionKind
from app.rulebook import Rulebook
from app.rulebook.patterns import Found, PatternSet, expand
from app.rulebook.schema import MentionRule
from app.text.text import Text

_CONFIDENCE = {MentionKind.ROLE: 0.85, MentionKind.PERSON: 0.85}
_ALONE = 0.55
_OTHERWISE = 0.75


@dataclass(frozen=True, slots=True)
class Spoken:
    """A mention and the rule that found it."""

    mention: FoundMention
    rule: MentionRule


class _Ranges:
    """Ranges joined where they overlap, so that asking is a binary search."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end)
        return at > 0 and self._ends[at - 1] > start


class SpokenReader:
    """Searches all patterns in one pass; pure, so one reader serves all texts."""

    def __init__(self, book: Rulebook) -> None:
        rules = [(file.kind, rule) for file in book.mentions for rule in file.rules]
        self._owners: list[tuple[MentionKind, MentionRule]] = []
        patterns: list[str] = []
        self._excused: list[str] = []
        excuses: list[str] = []
        for kind, rule in rules:
            for pattern in rule.any_of:
                self._owners.append((kind, rule))
                patterns.append(expand(pattern, book.words))
            for pattern in rule.unless:
                self._excused.append(rule.id)
                excuses.append(expand(pattern, book.words))
        self._patterns = PatternSet(patterns)
        self._excuses = PatternSet(excuses)

    def read(self, text: Text) -> Iterator[Spoken]:
        """Yield what the rules find, by rule, then by position; matches may overlap."""
        found = [*self._patterns.finditer(text.clean)]
        if not found:
            return
        excused: dict[str, list[tuple[int, int]]] = {}
        for excuse in self._excuses.finditer(text.clean):
            ranges = excused.setdefault(self._excused[excuse.index], [])
            ranges.append((excuse.start, excuse.end))
        free = {rule: _Ranges(ranges) for rule, ranges in excused.items()}
        for match in found:
            kind, rule = self._owners[match.index]
            if rule.id in free and free[rule.id].touch(match.start, match.end):
                continue
            confidence = _ALONE if rule.only_alone else _CONFIDENCE.get(kind, _OTHERWISE)
            start, end = _marked(match)
            mention = FoundMention(
                start,
                end,
                kind,
                confidence=confidence,
                company_side=rule.company_side,
            )
            yield Spoken(mention, rule)


def _marked(match: Found) -> tuple[int, int]:
    """Return the range of the first group, where the pattern has one: the rest is context."""
    if len(match.spans) > 1 and match.groups[1]:
        return match.spans[1]
    return match.start, match.end

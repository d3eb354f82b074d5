"""Roles and implicit mentions, by the patterns of rules/mentions/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.mentions.found import FoundMention
from app.results import MentionKind
from app.rulebook import Rulebook
from app.rulebook.patterns import Found, PatternSet, expand
from app.rulebook.schema import MentionRule
from app.text.text import Range, Text

_CONFIDENCE = {MentionKind.ROLE: 0.85, MentionKind.PERSON: 0.85}
_ALONE = 0.55
_OTHERWISE = 0.75


@dataclass(frozen=True, slots=True)
class Spoken:
    """A mention and the rule that found it."""

    mention: FoundMention
    rule: MentionRule


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
        excused: dict[str, list[Range]] = {}
        for excuse in self._excuses.finditer(text.clean):
            ranges = excused.setdefault(self._excused[excuse.index], [])
            ranges.append(Range(excuse.start, excuse.end))
        for match in found:
            kind, rule = self._owners[match.index]
            if any(r.overlaps(match.start, match.end) for r in excused.get(rule.id, ())):
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

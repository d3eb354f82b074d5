"""Whom a post can speak of: companies and their people, everybody else, the author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.mentions.found import FoundMention
from app.results import MentionKind, TargetKind
from app.rulebook import Rulebook
from app.rulebook.patterns import PatternSet, expand
from app.rulebook.reasons import TargetGroup
from app.text.text import Range, Text, ZoneKind

_PEOPLE = (MentionKind.PERSON, MentionKind.ROLE, MentionKind.HANDLE)


@dataclass(frozen=True, slots=True)
class Referent(Range):
    """Somebody or something words can be about; `about` names it for the author.

    `pull` 0..1 is how readily words that stand apart are about it.
    """

    target: TargetKind
    about: str
    person: bool = False
    mention: FoundMention | None = None
    pull: float = 1.0


class ReferentFinder:
    """Joins the mentions with the people and things that are no company."""

    def __init__(self, book: Rulebook) -> None:
        self._groups: list[TargetGroup] = []
        self._unless: list[str] = []
        patterns: list[str] = []
        context: list[str] = []
        if book.targets is not None:
            context = [expand(pattern, book.words) for pattern in book.targets.context]
            for group in book.targets.groups:
                patterns += [expand(pattern, book.words) for pattern in group.any_of]
                self._groups += [group] * len(group.any_of)
                self._unless += [expand(pattern, book.words) for pattern in group.unless]
        self._patterns = PatternSet(patterns)
        self._harmless = PatternSet(self._unless)
        self._context = PatternSet(context)

    def find(self, text: Text, mentions: Sequence[FoundMention]) -> tuple[Referent, ...]:
        """Return everybody the post speaks of, by position, without overlaps.

        A company's side wins over the same words read as anything else.
        """
        found = [_mentioned(text, m) for m in mentions if m.company_side]
        taken: list[Range] = list(found)
        taken += [Range(m.start, m.end) for m in self._harmless.finditer(text.clean)]
        taken += text.zones_of(ZoneKind.URL)
        matches = sorted(
            self._patterns.finditer(text.clean), key=lambda m: (m.start - m.end, m.start)
        )
        for match in matches:
            if not any(each.overlaps(match.start, match.end) for each in taken):
                group = self._groups[match.index]
                referent = _grouped(match.start, match.end, group)
                found.append(referent)
                taken.append(referent)
        for mention in mentions:
            if not mention.company_side and mention.kind is not MentionKind.HASHTAG:
                referent = _mentioned(text, mention)
                if not any(each.overlaps(mention.start, mention.end) for each in taken):
                    found.append(referent)
                    taken.append(referent)
        return tuple(sorted(found, key=lambda each: (each.start, each.end)))

    def at_work(self, text: Text) -> bool:
        """Whether the post's words show that it is about work or custom."""
        return next(self._context.finditer(text.clean), None) is not None


def _grouped(start: int, end: int, group: TargetGroup) -> Referent:
    return Referent(start, end, group.target, group.about, group.person, pull=group.pull)


def _mentioned(text: Text, mention: FoundMention) -> Referent:
    words = mention.name or text.clean[mention.start : mention.end]
    target = TargetKind.COMPANY if mention.company_side else TargetKind.OTHER
    person = mention.kind in _PEOPLE
    pull = 1.0 if mention.company_side else 0.7
    return Referent(mention.start, mention.end, target, words, person, mention, pull)

"""Whom a post can speak of: companies and their people, everybody else, the author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.mentions.found import FoundMention
from app.results import MentionKind, TargetKind
from app.rulebook import Rulebook
from app.rulebook.patterns import Found, PatternSet, expand
from app.rulebook.reasons import TargetGroup
from app.scoring.taken import Taken
from app.text.text import Range, Text, ZoneKind

_VERB = re.compile(r"(?<!\s)\s++(?:is|was|are|were|has|have|had)$", re.IGNORECASE)
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
        harmless = [Range(m.start, m.end) for m in self._harmless.finditer(text.clean)]
        taken = Taken([*found, *harmless, *text.zones_of(ZoneKind.URL)])
        grouped = [
            _grouped(text.clean, match, self._groups[match.index])
            for match in self._patterns.finditer(text.clean)
        ]
        for referent in sorted(grouped, key=lambda r: (r.start - r.end, r.start)):
            if taken.take(referent.start, referent.end):
                found.append(referent)
        for mention in mentions:
            if mention.company_side or mention.kind is MentionKind.HASHTAG:
                continue
            if taken.take(mention.start, mention.end):
                found.append(_mentioned(text, mention))
        return tuple(sorted(found, key=lambda each: (each.start, each.end)))

    def at_work(self, text: Text) -> bool:
        """Whether the post's words show that it is about work or custom."""
        return next(self._context.finditer(text.clean), None) is not None


def _grouped(clean: str, match: Found, group: TargetGroup) -> Referent:
    """Return the match without the verb that a pattern may need to see after the noun."""
    verb = _VERB.search(clean, match.start, match.end)
    end = verb.start() if verb else match.end
    return Referent(match.start, end, group.target, group.about, group.person, pull=group.pull)


def _mentioned(text: Text, mention: FoundMention) -> Referent:
    words = mention.name or text.clean[mention.start : mention.end]
    target = TargetKind.COMPANY if mention.company_side else TargetKind.OTHER
    person = mention.kind in _PEOPLE
    pull = 1.0 if mention.company_side else 0.7
    return Referent(mention.start, mention.end, target, words, person, mention, pull)

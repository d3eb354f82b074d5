"""One draft and its calm version -> what may help after a no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.afterwards.values import Aftercare, Letter, NotePart
from app.errors import RulebookError
from app.results import MentionKind, Notice, Verdict, Versions
from app.rewriting.seen import Seen
from app.rulebook import Rulebook
from app.rulebook.aftercare import NoteSection, Occasion
from app.rulebook.patterns import PatternSet, unspoiled

OWN_THANKS = "went-well"
_ARTICLE = re.compile(r"(?i)(?:the|my|our|your)\b")
_LONGEST_KIND = 2
"""Kind sentences that a letter takes over."""


@dataclass(frozen=True)
class _People:
    """Whom a letter can greet and name; each as the draft writes it."""

    person: str | None
    company: str | None


class Adviser:
    """Builds the note and the letters; raises RulebookError where the rulebook has none."""

    def __init__(self, book: Rulebook) -> None:
        if book.aftercare is None:
            raise RulebookError("rules/afterwards.yaml is missing")
        self._words = book.aftercare
        self._occasions = [
            (each, PatternSet.of(each.any_of, book.words), PatternSet.of(each.unless, book.words))
            for each in self._words.occasions
        ]
        self._sections = [
            (each, PatternSet.of(each.any_of, book.words), PatternSet.of(each.unless, book.words))
            for each in self._words.sections
        ]
        self._stages = PatternSet.of(self._words.stages, book.words)

    def advise(
        self, draft: Seen, calm: Seen | None, notices: Sequence[Notice], versions: Versions
    ) -> Aftercare:
        """Return the advice on `draft`; `calm` is a version of it that reads safely, if any.

        `notices` are those beside which nothing else may be said.
        """
        if notices:
            return _support(notices, versions)
        occasion = self._occasion(draft.text.clean)
        said = self._sorted(calm or draft)
        parts = tuple(self._part(section, said[section.id]) for section in self._words.sections)
        parts = tuple(sorted(parts, key=lambda part: part.id != "happened"))
        people = _people(draft)
        thank_you, invitation, missing = None, None, None
        if occasion is None:
            missing = self._words.no_occasion
        elif people.company is None and people.person is None:
            missing = self._words.missing_name
        else:
            filled = self._slots(draft, occasion, people, self._kind_words(calm or draft))
            thank_you = _letter(self._words.thank_you.format(**filled), None)
            invitation = self._invitation(filled, people)
        return Aftercare(
            occasion=occasion.id if occasion else None,
            parts=parts,
            note=_note(parts),
            thank_you=thank_you,
            invitation=invitation,
            missing=missing,
            versions=versions,
        )

    def _occasion(self, words: str) -> Occasion | None:
        """Return the first occasion that clean `words` tell of."""
        for occasion, wanted, unless in self._occasions:
            if next(unspoiled(wanted, unless, words), None) is not None:
                return occasion
        return None

    def _sorted(self, seen: Seen) -> dict[str, list[str]]:
        """Return the harmless or measured sentences by section, in order."""
        said: dict[str, list[str]] = {section.id: [] for section in self._words.sections}
        for sentence in seen.report.sentences:
            words = sentence.of(seen.text.original).strip()
            if sentence.verdict is not Verdict.WARN and (section := self._section(words)):
                said[section].append(words)
        return said

    def _section(self, words: str) -> str | None:
        """Return the first section that takes a sentence; None where it has no word."""
        if not any(c.isalnum() for c in words):
            return None
        for section, wanted, unless in self._sections:
            if not len(wanted) or (wanted.matching(words) and not unless.matching(words)):
                return section.id
        return None

    def _kind_words(self, seen: Seen) -> list[str]:
        """Return what a letter can repeat: thanks without a sting, or a word that counts."""
        report = seen.report
        return [
            words
            for sentence in report.sentences
            if sentence.verdict is Verdict.CLEAR
            and sentence.sentiment >= 0
            and not any(f.start < sentence.end and sentence.start < f.end for f in report.findings)
            and self._section(words := sentence.of(seen.text.original).strip()) == OWN_THANKS
        ]

    def _part(self, section: NoteSection, said: Sequence[str]) -> NotePart:
        return NotePart(
            id=section.id,
            title=section.title,
            said=tuple(said),
            ask=None if said else section.ask,
        )

    def _slots(
        self, draft: Seen, occasion: Occasion, people: _People, kind: Sequence[str]
    ) -> dict[str, str]:
        stage = next(iter(self._stages.finditer(draft.text.clean)), None)
        words = stage.groups[1] if stage is not None else None
        # A sentence about the rejection itself is not what a thank-you repeats.
        glad = [sentence for sentence in kind if self._occasion(sentence) is None]
        own = " ".join(glad[:_LONGEST_KIND])
        return {
            "who": f"Hello {people.person}"
            if people.person
            else self._words.team.format(company=people.company),
            "company": people.company or "",
            "stage": _with_article(words) if words else self._words.any_stage,
            "kind": f"{own} " if own else "",
            "ask": occasion.ask,
        }

    def _invitation(self, filled: dict[str, str], people: _People) -> Letter | None:
        limit = self._words.longest_invitation
        for wording in self._words.invitations:
            if "{company}" in wording and None in (people.company, people.person):
                continue  # a company that is greeted need not be named again
            text = wording.format(**filled)
            if len(text) <= limit:
                return _letter(text, limit)
        return None


def _support(notices: Sequence[Notice], versions: Versions) -> Aftercare:
    """Return the notices alone: somebody needs support, not letters."""
    return Aftercare(
        occasion=None,
        parts=(),
        note="",
        thank_you=None,
        invitation=None,
        missing=None,
        notices=tuple(notices),
        versions=versions,
    )


def _people(draft: Seen) -> _People:
    """Return the first company, and the first person of it whom the draft does not attack."""
    person = company = None
    for mention in draft.mentions:
        start, end = draft.text.to_original(mention.start, mention.end)
        words = re.sub(r"['’]s$", "", draft.text.original[start:end])
        if mention.kind is MentionKind.COMPANY and company is None:
            company = mention.name or words
        elif mention.kind is MentionKind.PERSON and person is None and mention.company_side:
            person = None if _attacked(draft, mention.start) else words
    return _People(person, company)


def _attacked(draft: Seen, position: int) -> bool:
    """Say whether the sentence around `position` holds words that count against the draft."""
    sentence = draft.text.sentence_at(position)
    return any(sentence.overlaps(hit.start, hit.end) for hit in draft.evidence.hits)


def _with_article(words: str) -> str:
    return words.lower() if _ARTICLE.match(words) else f"the {words.lower()}"


def _letter(text: str, limit: int | None) -> Letter:
    return Letter(text=text.strip(), length=len(text.strip()), limit=limit)


def _note(parts: Sequence[NotePart]) -> str:
    """Return the parts as plain text: own sentences as a list, questions in brackets."""
    blocks = []
    for part in parts:
        lines = [f"- {sentence}" for sentence in part.said] or [f"({part.ask})"]
        blocks.append("\n".join([part.title, *lines]))
    return "\n\n".join(blocks)

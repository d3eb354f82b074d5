"""The private style: companies and people are spoken of without their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from app.results import MentionKind, Style
from app.rewriting.calling import call
from app.rewriting.change import Change
from app.rewriting.facts import squash
from app.rewriting.guards import Before
from app.rewriting.scene import Name, Scene
from app.rulebook import Rulebook
from app.rulebook.patterns import PatternSet, expand
from app.rulebook.styling import PrivateStyle, Relation
from app.text import Parse

_UNNAMED = frozenset(
    (MentionKind.COMPANY, MentionKind.PERSON, MentionKind.HANDLE, MentionKind.HASHTAG)
)
_WORD = re.compile(r"\w+")
_OWNS = re.compile(r"['’]s?(?!\w)")
_OWNED = re.compile(
    r"(?i)\b(?:my|our|your|his|her|their|an?|this|that|these|those|every|no|some) $"
)
_THE = re.compile(r"(?i)\bthe $")
_PLACED = re.compile(r"(?i)\s+(?:on|at|from|in|of)\b")
"""What says where somebody is, so that "there" would say it twice."""
_BESIDE = re.compile(r",? $")
_BRACKETED = re.compile(r"\s?\($")
_ROLE_AFTER = re.compile(r",? (?=(?:my|our|the|their)\b)")


@dataclass(frozen=True)
class _Spoken:
    """How the companies of one draft are spoken of."""

    relation: Relation
    about_company: bool


class Unnaming:
    """Finds what to say in place of each name."""

    def __init__(self, style: PrivateStyle, book: Rulebook, parse: Parse | None) -> None:
        self._style, self._parse = style, parse
        self._relations = [PatternSet.of(r.any_of, book.words) for r in style.relations]
        self._close = PatternSet.of(style.close, book.words)
        self._noun = _just_before(style.nouns, book)
        self._title = _just_before(style.titles, book, r"\.?")
        self._greeting = _just_before(style.greetings, book)

    @property
    def why(self) -> str:
        return self._style.why

    def changes(self, scene: Scene, names: Sequence[Name]) -> Iterator[Change]:
        """Yield the changes that leave `names`, in order, unsaid."""
        spoken = _Spoken(self._relation(scene.words), _speaks_of_company(scene))
        known: set[str] = set()
        for name in names:
            if name.kind is MentionKind.HASHTAG:
                yield self._without(scene, name.start, name.end)
            elif name.kind is MentionKind.PERSON:
                yield self._person(scene, name, spoken, known)
            else:
                yield self._company(scene, name, spoken, known)
            known.add(squash(scene.words[name.start : name.end]))

    def _relation(self, words: str) -> Relation:
        for relation, cues in zip(self._style.relations, self._relations, strict=True):
            if not relation.any_of or cues.matching(words):
                return relation
        return self._style.relations[-1]

    def _company(self, scene: Scene, name: Name, spoken: _Spoken, known: Set[str]) -> Change:
        words, start, end = scene.words, name.start, name.end
        before, after = words[:start], words[end:]
        called = self._called(scene, name)
        if called is not None:
            return called
        owns = _OWNS.match(after)
        if owns is None and self._ends(self._noun, before) is not None:
            return self._beside(scene, start, end)
        if owns is None and _OWNED.search(before) and self._is_part(scene, name):
            return self._without(scene, start, end)
        the = _THE.search(before)
        start = the.start() if the else start
        if owns is not None:
            return self._said(start, end + owns.end(), _owner(spoken.relation.later))
        if self._is_part(scene, name):
            return self._said(start, end, _owner(spoken.relation.later))
        return self._said(start, end, self._noun_phrase(scene, name, spoken, known))

    def _noun_phrase(self, scene: Scene, name: Name, spoken: _Spoken, known: Set[str]) -> str:
        if squash(scene.words[name.start : name.end]) in known:
            return spoken.relation.later
        before = scene.words[max(0, name.start - 60) : name.start]
        return self._style.close_first if self._close.matching(before) else spoken.relation.first

    def _person(self, scene: Scene, name: Name, spoken: _Spoken, known: Set[str]) -> Change:
        words, start, end = scene.words, name.start, name.end
        title = self._ends(self._title, words[:start])
        start = title if title is not None else start
        called = self._called(scene, replace(name, start=start))
        if called is not None:
            return called
        roles = [n for n in scene.names if n.kind is MentionKind.ROLE]
        if any(_BESIDE.fullmatch(words[r.end : start]) for r in roles):
            return self._beside(scene, start, end)
        after = _ROLE_AFTER.match(words, end)
        if after and any(r.start == after.end() for r in roles):
            return Change(start, after.end(), self.why)
        person = self._style.person
        placed = _PLACED.match(words, end) is not None
        said = person.first if spoken.about_company and not placed else person.alone
        if squash(words[name.start : end]) in known:
            said = person.later
        owns = _OWNS.match(words, end)
        return self._said(start, owns.end() if owns else end, _owner(said) if owns else said)

    def _called(self, scene: Scene, name: Name) -> Change | None:
        """Return the change for a name that is spoken to: it goes, with its greeting."""
        greeting = self._ends(self._greeting, scene.words[: name.start])
        gone = call(scene.words, name, greeting)
        return Change(gone.start, gone.end, self.why) if gone is not None else None

    def _is_part(self, scene: Scene, name: Name) -> bool:
        """Say whether a name belongs to the noun after it: "the Norvane recruiter"."""
        passage = scene.passage_at(name.start)
        if self._parse is None or passage is None:
            return False
        tokens = self._parse(scene.words[passage.start : passage.end])
        end = name.end - passage.start
        for token in tokens:
            if token.start < end <= token.end:
                head = tokens[token.head]
                return token.role in ("compound", "nmod", "amod") and head.start >= end
        return False

    def _beside(self, scene: Scene, start: int, end: int) -> Change:
        """Return the change that takes a name out beside a noun, with the commas around it."""
        words = scene.words
        if words[:start].endswith(", ") and words[end : end + 1] == ",":
            return Change(start - 2, end + 1, self.why)
        bracket = _BRACKETED.search(words, max(0, start - 2), start)
        if bracket and words[end : end + 1] == ")":
            return Change(bracket.start(), end + 1, self.why)
        lead = len(words[:start]) - len(words[:start].rstrip(" ,"))
        return Change(start - lead, end, self.why)

    def _without(self, scene: Scene, start: int, end: int) -> Change:
        blank = scene.words[end : end + 1] == " "
        return Change(start, end + blank, self.why)

    def _said(self, start: int, end: int, words: str) -> Change:
        return Change(start, end, self.why, (words,))

    @staticmethod
    def _ends(pattern: PatternSet, before: str) -> int | None:
        """Return where the last words of `before` begin that the pattern is."""
        tail = before[-40:]
        for found in pattern.finditer(tail):
            if found.end == len(tail):
                return len(before) - len(tail) + found.start
        return None


class Unnamed:
    """The private style at work on one draft."""

    style = Style.PRIVATE

    def __init__(self, unnaming: Unnaming, scene: Scene) -> None:
        self._unnaming, self._scene = unnaming, scene
        self._named = _named(scene)

    @property
    def possible(self) -> bool:
        return bool(self._named)

    def opening(self) -> Sequence[Change]:
        return ()

    def closing(self, version: Scene) -> Sequence[Change]:
        """Return the changes that take the names out of a version of the draft."""
        hidden = {squash(self._scene.words[n.start : n.end]) for n in self._named}
        names = [
            n
            for n in version.names
            if n in _named(version) or squash(version.words[n.start : n.end]) in hidden
        ]
        return [*self._unnaming.changes(version, names)]

    def facts_to_keep(self, before: Before) -> Before:
        words = self._scene.words
        hidden = {squash(words[n.start : n.end]) for n in self._named}
        kept = [f for f in before.facts if not any(f.key in h or h in f.key for h in hidden)]
        return replace(before, facts=kept)

    def is_met(self, version: Scene) -> bool:
        """Say whether the version names nobody whom the draft names, nor anybody else."""
        words, said = self._scene.words, _spoken(version.words)
        if any(_spoken(words[n.start : n.end]) in said for n in self._named):
            return False
        return not _named(version)


def _named(scene: Scene) -> list[Name]:
    return [n for n in scene.names if n.ours and n.kind in _UNNAMED]


def _speaks_of_company(scene: Scene) -> bool:
    return any(n.ours and n.kind is not MentionKind.PERSON for n in scene.names)


def _owner(words: str) -> str:
    return words + "'s"


def _spoken(words: str) -> str:
    """Return the words alone, in lower case, with a blank around each."""
    return f" {' '.join(_WORD.findall(words.lower()))} "


def _just_before(words: Sequence[str], book: Rulebook, mark: str = "") -> PatternSet:
    """Return the pattern of one of the words, a blank after it and nothing more."""
    known = "|".join(expand(each, book.words) for each in words)
    return PatternSet([rf"\b(?:{known}){mark},? $"])

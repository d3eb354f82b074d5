"""The private style: companies and people are spoken of without their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

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
from app.text.text import Range

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
_PARTS = frozenset(("compound", "nmod", "amod"))
"""Roles of a name that belongs to the noun after it."""
_ROLE_AFTER = re.compile(r",? (?=(?:my|our|the|their)\b)")


class Unnaming:
    """What the rulebook says of names that are to go, compiled."""

    def __init__(self, style: PrivateStyle, book: Rulebook, parse: Parse | None) -> None:
        self.style, self.parse = style, parse
        self._relations = [PatternSet.of(r.any_of, book.words) for r in style.relations]
        self.close = PatternSet.of(style.close, book.words)
        self.noun = _just_before(style.nouns, book)
        self.title = _just_before(style.titles, book, r"\.?")
        self.greeting = _just_before(style.greetings, book)

    @property
    def why(self) -> str:
        return self.style.why

    def relation(self, words: str) -> Relation:
        """Return how the companies of a draft are spoken of; the last one fits any."""
        fits = zip(self.style.relations, self._relations, strict=True)
        found = (r for r, cues in fits if not r.any_of or cues.matching(words))
        return next(found, self.style.relations[-1])

    def changes(self, scene: Scene, names: Sequence[Name]) -> Iterator[Change]:
        """Yield the changes that leave `names`, in order, unsaid."""
        speaker = _Speaker(self, scene)
        known: set[str] = set()
        for name in names:
            key = squash(scene.words[name.start : name.end])
            gone, said = speaker.unnamed(name, again=key in known)
            yield Change(gone.start, gone.end, self.why, (said,) if said else ())
            known.add(key)


class _Speaker:
    """Speaks of the companies and people of one scene without their names."""

    def __init__(self, unnaming: Unnaming, scene: Scene) -> None:
        self._scene, self._words, self._rules = scene, scene.words, unnaming
        self._relation = unnaming.relation(scene.words)
        self._of_firms = any(n.ours and n.kind is not MentionKind.PERSON for n in scene.names)
        self._roles = [n for n in scene.names if n.kind is MentionKind.ROLE]
        self._parse = cache(unnaming.parse) if unnaming.parse is not None else None

    def unnamed(self, name: Name, *, again: bool) -> tuple[Range, str]:
        """Return the range that goes for `name`, and what is said there; `again`: not at first."""
        if name.kind is MentionKind.HASHTAG:
            return self._with_blank(name), ""
        if name.kind is MentionKind.PERSON:
            title = _ends(self._rules.title, self._words[: name.start])
            name = name if title is None else replace(name, start=title)
        called = call(self._words, name, _ends(self._rules.greeting, self._words[: name.start]))
        if called is not None:
            return called, ""
        if name.kind is MentionKind.PERSON:
            return self._person(name, again)
        return self._company(name, again)

    def _company(self, name: Name, again: bool) -> tuple[Range, str]:
        words, start, end = self._words, name.start, name.end
        owns = _OWNS.match(words, end)
        if owns is None and _ends(self._rules.noun, words[:start]) is not None:
            return self._beside(start, end), ""
        part = owns is None and self._is_part(name)
        if part and _OWNED.search(words, max(0, start - 7), start):
            return self._with_blank(name), ""
        the = _THE.search(words, max(0, start - 5), start)
        gone = Range(the.start() if the else start, owns.end() if owns else end)
        if owns or part:
            return gone, _owner(self._relation.later)
        return gone, self._relation.later if again else self._first(start)

    def _first(self, start: int) -> str:
        close = self._rules.close.matching(self._words[max(0, start - 60) : start])
        return self._rules.style.close_first if close else self._relation.first

    def _person(self, name: Name, again: bool) -> tuple[Range, str]:
        words, start, end = self._words, name.start, name.end
        if any(_BESIDE.fullmatch(words, r.end, start) for r in self._roles):
            return self._beside(start, end), ""
        after = _ROLE_AFTER.match(words, end)
        if after and any(r.start == after.end() for r in self._roles):
            return Range(start, after.end()), ""
        person = self._rules.style.person
        there = self._of_firms and not _PLACED.match(words, end)
        said = person.later if again else person.first if there else person.alone
        owns = _OWNS.match(words, end)
        return (Range(start, owns.end()), _owner(said)) if owns else (Range(start, end), said)

    def _is_part(self, name: Name) -> bool:
        """Say whether a name belongs to the noun after it: "the Norvane recruiter"."""
        passage = self._scene.passage_at(name.start)
        if self._parse is None or passage is None:
            return False
        tokens = self._parse(self._words[passage.start : passage.end])
        end = name.end - passage.start
        token = next((t for t in tokens if t.start < end <= t.end), None)
        return token is not None and token.role in _PARTS and tokens[token.head].start >= end

    def _beside(self, start: int, end: int) -> Range:
        """Return the range of a name beside a noun, with the marks around it."""
        words = self._words
        if words[:start].endswith(", ") and words[end : end + 1] == ",":
            return Range(start - 2, end + 1)
        bracket = _BRACKETED.search(words, max(0, start - 2), start)
        if bracket and words[end : end + 1] == ")":
            return Range(bracket.start(), end + 1)
        return Range(len(words[:start].rstrip(" ,")), end)

    def _with_blank(self, name: Name) -> Range:
        return Range(name.start, name.end + (self._words[name.end : name.end + 1] == " "))


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
        named = {*_named(version)}
        names = [
            n
            for n in version.names
            if n in named or squash(version.words[n.start : n.end]) in hidden
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


def _owner(words: str) -> str:
    return words + "'s"


def _ends(pattern: PatternSet, before: str) -> int | None:
    """Return where the last words of `before` begin that the pattern is."""
    tail = before[-40:]
    ends = (found.start for found in pattern.finditer(tail) if found.end == len(tail))
    start = next(ends, None)
    return None if start is None else len(before) - len(tail) + start


def _spoken(words: str) -> str:
    """Return the words alone, in lower case, with a blank around each."""
    return f" {' '.join(_WORD.findall(words.lower()))} "


def _just_before(words: Sequence[str], book: Rulebook, mark: str = "") -> PatternSet:
    """Return the pattern of one of the words, a blank after it and nothing more."""
    known = "|".join(expand(each, book.words) for each in words)
    return PatternSet([rf"\b(?:{known}){mark},? $"])

"""The private style: companies and people are spoken of without their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from app.results import MentionKind, Style
from app.rewriting.calling import call, with_marks
from app.rewriting.change import Change
from app.rewriting.facts import squash
from app.rewriting.guards import Before
from app.rewriting.naming import owned
from app.rewriting.scene import FIRMS, Name, Scene
from app.rewriting.turn import Turn
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
_STOPS = re.compile(r"[^\w\s-]")
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
        self.kin = _just_before(style.kin, book)

    @property
    def why(self) -> str:
        return self.style.why

    def relation(self, words: str) -> Relation:
        """Return how a company is spoken of in sentences that name it; the last one fits any."""
        fits = zip(self.style.relations, self._relations, strict=True)
        found = (r for r, cues in fits if not r.any_of or cues.matching(words))
        return next(found, self.style.relations[-1])

    def changes(self, scene: Scene, names: Sequence[Name]) -> Iterator[Change]:
        """Yield the changes that leave `names`, in order, unsaid; none where one has to stay."""
        if any(scene.is_protected(name.start, name.end) for name in names):
            return
        speaker = _Speaker(self, scene, names)
        for name in names:
            gone, said = speaker.unnamed(name)
            yield Change(gone.start, gone.end, self.why, (said,) if said else ())


class _Speaker:
    """Speaks of the companies and people of one scene without their names.

    Of several companies each can be spoken of once: "the company" would be either.
    """

    def __init__(self, unnaming: Unnaming, scene: Scene, names: Sequence[Name]) -> None:
        self._scene, self._words, self._rules = scene, scene.words, unnaming
        firms = [n for n in names if n.kind in FIRMS]
        self._several = len({self._key(n) for n in firms}) > 1
        held = (scene.passage_at(n.start) for n in firms)
        passages = dict.fromkeys(p for p in held if p is not None)
        named = "\n".join(scene.words[p.start : p.end] for p in passages)
        self._relation = unnaming.relation("" if self._several else named)
        self._of_firms = any(n.ours and n.kind is not MentionKind.PERSON for n in scene.names)
        self._roles = [n for n in scene.names if n.kind is MentionKind.ROLE]
        self._parse = cache(unnaming.parse) if unnaming.parse is not None else None
        self._firms: set[str] = set()
        self._people: set[str] = set()

    def _key(self, name: Name) -> str:
        return squash(self._words[name.start : name.end])

    def unnamed(self, name: Name) -> tuple[Range, str]:
        """Return the range that goes for `name`, and what is said there; names come in order."""
        if name.kind is MentionKind.HASHTAG:
            return self._with_blank(name), ""
        alone = self._alone(name)
        if alone is not None:
            return alone, ""
        if name.kind is MentionKind.PERSON:
            title = _ends(self._rules.title, self._words[: name.start])
            name = name if title is None else replace(name, start=title)
        called = call(self._words, name, _ends(self._rules.greeting, self._words[: name.start]))
        if called is not None:
            return called, ""
        return self._person(name) if name.kind is MentionKind.PERSON else self._company(name)

    def _alone(self, name: Name) -> Range | None:
        """Return the sentence of a name that says nothing else: "Norvane."."""
        passage = self._scene.passage_at(name.start)
        if passage is None or name.end > passage.end:
            return None
        rest = self._words[passage.start : name.start] + self._words[name.end : passage.end]
        blanks = len(self._words[: passage.start]) - len(self._words[: passage.start].rstrip())
        return None if _WORD.search(rest) else Range(passage.start - blanks, passage.end)

    def _company(self, name: Name) -> tuple[Range, str]:
        words, start, end = self._words, name.start, name.end
        owns = _OWNS.match(words, end)
        if owns is None and _ends(self._rules.noun, words[:start]) is not None:
            return self._beside(start, end), ""
        part = owns is None and self._is_part(name)
        if part and _OWNED.search(words, max(0, start - 7), start):
            return self._with_blank(name), ""
        the = _THE.search(words, max(0, start - 5), start)
        gone = Range(the.start() if the else start, owns.end() if owns else end)
        return self._spoken_of(name, gone, bool(owns or part))

    def _spoken_of(self, name: Name, gone: Range, owns: bool) -> tuple[Range, str]:
        key, others = self._key(name), bool(self._firms)
        again = key in self._firms
        self._firms.add(key)
        if self._several:
            fresh = not (again or owns)
            said = self._rules.style.another if others else self._first(gone.start)
            return (gone, said) if fresh else (Range(name.start, name.start), "")
        if owns:
            return gone, owned(self._relation.later)
        return gone, self._relation.later if again else self._first(gone.start)

    def _first(self, start: int) -> str:
        close = self._rules.close.matching(self._words[max(0, start - 60) : start])
        return self._rules.style.close_first if close else self._relation.first

    def _person(self, name: Name) -> tuple[Range, str]:
        words, start, end = self._words, name.start, name.end
        parts = {part.lower() for part in _WORD.findall(words[start:end]) if len(part) > 2}
        again = bool(parts & self._people)
        self._people |= parts
        if _ends(self._rules.kin, words[:start]) is not None:
            return self._beside(start, end), ""
        if any(_BESIDE.fullmatch(words, r.end, start) for r in self._roles):
            return self._beside(start, end), ""
        after = _ROLE_AFTER.match(words, end)
        if after and any(r.start == after.end() for r in self._roles):
            return Range(start, after.end()), ""
        person = self._rules.style.person
        owns = _OWNS.match(words, end)
        there = self._of_firms and not owns and not _PLACED.match(words, end)
        said = person.later if again else person.first if there else person.alone
        return (Range(start, owns.end()), owned(said)) if owns else (Range(start, end), said)

    def _is_part(self, name: Name) -> bool:
        """Say whether a name belongs to the noun after it: "the Norvane recruiter"."""
        passage = self._scene.passage_at(name.start)
        if self._parse is None or passage is None:
            return False
        tokens = self._parse(self._words[passage.start : passage.end])
        end = name.end - passage.start
        token = next((t for t in tokens if t.start < end <= t.end), None)
        if token is None or token.role not in _PARTS:
            return False
        between = self._words[name.end : passage.start + tokens[token.head].start]
        return tokens[token.head].start >= end and not _STOPS.search(between)

    def _beside(self, start: int, end: int) -> Range:
        """Return the range of a name beside a noun, with the marks around it."""
        words = self._words
        if words[:start].endswith(", ") and words[end : end + 1] == ",":
            return Range(start - 2, end + 1)
        bracket = _BRACKETED.search(words, max(0, start - 2), start)
        if bracket and words[end : end + 1] == ")":
            return Range(bracket.start(), end + 1)
        return with_marks(words, start, end)

    def _with_blank(self, name: Name) -> Range:
        return Range(name.start, name.end + (self._words[name.end : name.end + 1] == " "))


class Unnamed(Turn):
    """The private style at work on one draft."""

    style = Style.PRIVATE

    def __init__(self, unnaming: Unnaming, scene: Scene) -> None:
        self._unnaming, self._scene = unnaming, scene
        self._named = _named(scene)
        self._hidden = {squash(scene.words[n.start : n.end]) for n in self._named}
        self.possible = bool(self._named)

    def closing(self, version: Scene) -> Sequence[Change]:
        """Return the changes that take the names out of a version of the draft."""
        named = {*_named(version)}
        names = [
            n
            for n in version.names
            if n in named or squash(version.words[n.start : n.end]) in self._hidden
        ]
        return [*self._unnaming.changes(version, names)]

    def facts_to_keep(self, before: Before) -> Before:
        """Return what stays due once the names have gone, and what is a part of them."""
        kept = [
            fact
            for fact in before.facts
            if not any(name.holds(fact.start, fact.end) for name in self._named)
            and not (fact.named and fact.key in self._hidden)
        ]
        return replace(before, facts=kept)

    def is_met(self, version: Scene) -> bool:
        """Say whether the version names nobody whom the draft names, nor anybody else."""
        said, joined = {*_WORD.findall(version.words)}, squash(version.words)
        for name in self._named:
            shown = self._scene.words[name.start : name.end]
            if name.kind is MentionKind.PERSON:
                if any(part in said for part in _WORD.findall(shown) if _is_telling(part)):
                    return False
            elif _spoken(shown) in _spoken(version.words) or _is_within(squash(shown), joined):
                return False
        return not _named(version)


def _is_telling(part: str) -> bool:
    """Say whether a part of a person's name would give it away."""
    return len(part) > 2 and part[0].isupper()


def _is_within(name: str, joined: str) -> bool:
    """Say whether a long name stands in a tag or an address, all in one word."""
    return len(name) > 5 and name in joined


def _named(scene: Scene) -> list[Name]:
    return [n for n in scene.names if n.ours and n.kind in _UNNAMED]


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

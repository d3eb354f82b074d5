"""Which words must stand in a text for a pattern to match there: without them it is not tried.

After Russ Cox, "Regular Expression Matching with a Trigram Index" (2012): of each part of a pattern
either all that it can match, if that is little, or strings of which one is in whatever it matches.
All are casefolded, and looked for in casefolded texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

FEW = 24
"""Strings that are multiplied out; more are told apart no further."""
LONG = 5
"""Characters from which on a string is rare enough: fewer strings are then better than longer."""
_TOKEN = re.compile(
    r"(?P<run>[^\\()\[\]|*+?{}.^$]+)"
    r"|\\(?P<escape>.)"
    r"|(?P<open>\((?:\?(?:-?i)?:|\?P<\w+>)?)"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|\[(?P<signs>\^?\]?(?:[^\]\\]|\\.){0,200})\]"
    r"|(?P<repeat>[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??"
    r"|(?P<any>\.)"
    r"|(?P<edge>[\^$])"
    r"|(?P<foreign>(?s:.))",
)
_EDGES, _CLASSES, _CONTROLS = "bBAz", "dDsSwW", {"n": "\n", "t": "\t", "r": "\r"}

Strings = frozenset[str]
Token = tuple[str, str]
_NOTHING: Strings = frozenset(("",))


class _Foreign(Exception):
    """The pattern has something that is not understood here."""


@dataclass(frozen=True, slots=True)
class _Part:
    """`exact` are all strings that it matches; else one of `needed` is in whatever it matches.

    Both are None where nothing is known.
    """

    exact: Strings | None = None
    needed: Strings | None = None

    @property
    def sure(self) -> Strings | None:
        """Strings of which one is in whatever it matches, if any are known."""
        found = self.exact if self.exact is not None else self.needed
        return None if found is None or "" in found else found


_ANYTHING, _EMPTY = _Part(), _Part(exact=_NOTHING)


def needed_by(pattern: str) -> Strings | None:
    """Return strings of which one stands, casefolded, in every casefolded text that matches.

    None where it may match without any, or is not understood.
    """
    try:
        return _Parser(pattern).whole().sure
    except _Foreign:
        return None


class _Parser:
    """Reads the part of RE2's syntax that rules use."""

    def __init__(self, pattern: str) -> None:
        found = ((m.lastgroup or "", m[m.lastgroup or 0]) for m in _TOKEN.finditer(pattern))
        self._tokens: list[Token] = [*found, ("end", "")]
        self._next = 0

    def whole(self) -> _Part:
        part = self._either()
        if self._tokens[self._next][0] != "end":
            raise _Foreign
        return part

    def _either(self) -> _Part:
        parts = [_sequence([*self._items()])]
        while self._tokens[self._next][0] == "bar":
            self._next += 1
            parts.append(_sequence([*self._items()]))
        return parts[0] if len(parts) == 1 else _either(parts)

    def _items(self) -> Iterator[_Part]:
        while self._tokens[self._next][0] not in ("bar", "close", "end"):
            kind, said = self._tokens[self._next]
            self._next += 1
            repeat, _ = self._tokens[self._next]
            if kind == "run" and repeat == "repeat" and len(said) > 1:
                yield _literal(said[:-1])  # only the last sign is repeated
                said = said[-1]
            part = self._part(kind, said)
            if self._tokens[self._next][0] == "repeat":
                part = _repeated(part, self._tokens[self._next][1])
                self._next += 1
            yield part

    def _part(self, kind: str, said: str) -> _Part:
        if kind == "run":
            return _literal(said)
        if kind == "escape":
            return _escaped(said)
        if kind == "signs":
            return _one_of(said)
        if kind == "any":
            return _ANYTHING
        if kind == "edge":
            return _EMPTY
        if kind != "open":
            raise _Foreign
        part = self._either()
        if self._tokens[self._next][0] != "close":
            raise _Foreign
        self._next += 1
        return part


def _literal(said: str) -> _Part:
    return _Part(exact=frozenset((said.casefold(),)))


def _escaped(sign: str) -> _Part:
    if sign in _EDGES:
        return _EMPTY
    if sign in _CLASSES:
        return _ANYTHING
    if sign.isalnum() and sign not in _CONTROLS:
        raise _Foreign
    return _literal(_CONTROLS.get(sign, sign))


def _one_of(signs: str) -> _Part:
    if "[:" in signs or "\\p" in signs or "\\P" in signs:
        raise _Foreign
    if len(signs) > FEW or "-" in signs or "\\" in signs or signs[:1] in "^]":
        return _ANYTHING
    return _Part(exact=frozenset(sign.casefold() for sign in signs))


def _repeated(part: _Part, how: str) -> _Part:
    if how in ("?", "{0,1}"):
        known = part.exact is not None and len(part.exact) < FEW
        return _Part(exact=part.exact | _NOTHING) if known and part.exact else _ANYTHING
    if how == "*" or how.startswith("{0"):
        return _ANYTHING
    return part if how in ("{1}", "{1,1}") else _Part(needed=part.sure)


def _sequence(parts: Sequence[_Part]) -> _Part:
    if len(parts) == 1:
        return parts[0]
    run, found, whole = _NOTHING, list[Strings | None](), True
    for part in parts:
        exact = part.exact
        if exact is not None and len(run) * len(exact) <= FEW:
            run = frozenset([a + b for a in run for b in exact])
            continue
        whole = False
        found += [_Part(exact=run).sure, part.needed]
        run = exact if exact is not None else _NOTHING
    if whole:
        return _Part(exact=run)
    return _Part(needed=_best([*found, _Part(exact=run).sure]))


def _either(parts: Sequence[_Part]) -> _Part:
    exact = [part.exact for part in parts if part.exact is not None]
    if len(exact) == len(parts) and sum(map(len, exact)) <= FEW:
        return _Part(exact=frozenset().union(*exact))
    sure = [part.sure for part in parts]
    known = [each for each in sure if each is not None]
    return _Part(needed=frozenset().union(*known)) if len(known) == len(sure) else _ANYTHING


def _best(choices: Iterable[Strings | None]) -> Strings | None:
    known = [each for each in choices if each is not None]
    return max(known, key=lambda each: (min(LONG, *map(len, each)), -len(each)), default=None)


class Prefilter:
    """Says which of many patterns may match a text; its memory is what it was made with."""

    def __init__(self, patterns: Sequence[str]) -> None:
        owners: dict[str, list[int]] = {}
        always = []
        for index, pattern in enumerate(patterns):
            needed = needed_by(pattern)
            if needed is None:
                always.append(index)
            for each in needed or ():
                owners.setdefault(each, []).append(index)
        self._always = tuple(always)
        self._owners = [tuple(owned) for owned in owners.values()]
        self._words = AhoCorasick(owners, store_patterns=False) if owners else None

    def candidates(self, text: str) -> list[int]:
        """Return the indexes of patterns that may match, in order."""
        found = set(self._always)
        if self._words is not None:
            all_there = self._words.find_matches_as_indexes(text.casefold(), overlapping=True)
            for word in {each[0] for each in all_there}:
                found.update(self._owners[word])
        return sorted(found)

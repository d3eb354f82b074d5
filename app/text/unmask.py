"""Words in disguise: "sh!t", "f**k", "c r a p", "cl0wns" -> the words that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from operator import contains
from string import ascii_lowercase
from unicodedata import combining, normalize

from app.rulebook.textdata import MaskedFile
from app.text.mapped import Edit
from app.text.spelled_out import SpelledOut
from app.text.words import Vocabulary

_LEET = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "il",
    "|": "il", "+": "t", "€": "e", "£": "l",
}  # fmt: skip
_INNER_ONLY = frozenset("!|+£€")
_SIGNS = r"0-9@$!|*#%&+€£"
_TOKEN = re.compile(rf"(?<![\w$@#&/])(?:[A-Za-z]++[{_SIGNS}]|[0-9@$]++[A-Za-z])[A-Za-z_{_SIGNS}]*+")
_DASHED = re.compile(r"(?<![\w.*-])[A-Za-z]{1,3}[-_.]{1,3}[A-Za-z]{1,4}(?![\w-])")
_NUMBER = re.compile(r"\$?[0-9]+[A-Za-z]{0,2}\Z|[A-Za-z][0-9]+s?\Z")
_LABEL = re.compile(r"[A-Za-z]+[0-9]+\Z|[A-Z][0-9]+s\Z|\$[A-Z]{1,5}\Z")  # "Grade5", "P45s", "$NOW"
_TICKER = re.compile(r"\$[A-Z]{1,5}\Z")
_ACCENTED = re.compile(r"(?<!\w)[A-Za-z]*+[\u00c0-\u024f][A-Za-z\u00c0-\u024f]*+(?!\w)")
_SHORTEST_ACCENTED = 4
_DASHES = "-_."
_DASH = re.compile("[-_.]")
_ANY = frozenset(ascii_lowercase)
_DASHED_FIRST = frozenset("bcdfs")
_WILD = frozenset("*#%&")
_WILD_RUN = re.compile(r"[*#%&]{2,}")
_ONE_PART = re.compile(r"[*#%&]{2,}|.", re.DOTALL)
_LONGEST_RUN = 8
_TRAILING = "!#%&+|_"
_VOWEL = re.compile(r"[aeiouy]")
_CLUSTER = re.compile(r"[^aeiouy]{4}|[aeiou]{4}")
_NAME = re.compile(r"[A-Za-z]+(?:[013][A-Za-z]+)+\Z")
_MOST_READINGS = 16
_LONGEST = 40
Part = tuple[frozenset[str], int, int]
"""Letters that a stretch of a word may consist of, and how many there are, at least and most."""


class Unmasker:
    """Reads disguised words, only ever as words that it knows."""

    def __init__(self, masked: MaskedFile, vocabulary: Vocabulary) -> None:
        self._swears = tuple(masked.swears)
        self._words = frozenset((*masked.swears, *masked.insults))
        self._insults = tuple(masked.insults)
        self._vocabulary = vocabulary
        self._keep = frozenset(masked.keep)
        self._spellings = dict(masked.spellings)
        letters = sorted((s for s in self._spellings if s[0].isalpha()), key=len, reverse=True)
        self._spelled = re.compile(
            rf"(?<![\w'@#.-])(?:{'|'.join(map(re.escape, letters))})(?![\w'-])", re.IGNORECASE
        )
        self._apart = SpelledOut(
            {*masked.swears, *(w for w in masked.insults if len(w) > 3)},
            masked.abbreviations,
            vocabulary,
        )

    def edits(self, text: str) -> list[tuple[Sequence[Edit], int, int]]:
        """Return (edits, start, end) of each disguised word, in order, not overlapping."""
        found = [
            *self._apart.edits(text),
            *self._tokens(text),
            *self._respelled(text),
            *self._dashed(text),
            *self._accented(text),
        ]
        found.sort(key=lambda item: (item[1], -item[2]))
        return list(_apart_from_each_other(found))

    def read(self, token: str) -> str | None:
        """Return the word that `token` disguises, in its case, or None."""
        lower = token.lower()
        if lower in self._keep or len(token) > _LONGEST:
            return None
        word = self._spellings.get(lower) or self._meant(token, lower)
        return _in_case_of(token, word) if word and word != lower else None

    def _tokens(self, text: str) -> Iterator[tuple[Sequence[Edit], int, int]]:
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            shown = self._shown(text, start, match.group())
            word = self.read(shown)
            if word is not None:
                end = start + len(shown)
                yield [Edit(start, end, word)], start, end

    def _shown(self, text: str, start: int, token: str) -> str:
        """Return the token without what only stands beside a word: "wow!", "*sigh*", "sunday*"."""
        before = start
        while before and text[before - 1] == "*":
            before -= 1
        bold = token[-1] == "*" and before < start
        bare = token.rstrip("*" + _TRAILING)
        footnote = token[-1] == "*" and token[-2:] != "**" and bare.lower() in self._vocabulary
        return bare if bold or footnote else token.rstrip(_TRAILING)

    def _respelled(self, text: str) -> Iterator[tuple[Sequence[Edit], int, int]]:
        for match in self._spelled.finditer(text):
            word = _in_case_of(match.group(), self._spellings[match.group().lower()])
            if word != match.group():
                yield [Edit(*match.span(), word)], *match.span()

    def _dashed(self, text: str) -> Iterator[tuple[Sequence[Edit], int, int]]:
        for match in _DASHED.finditer(text):
            token = match.group()
            word = self._dashed_swear(token.lower())
            if word:
                yield [Edit(*match.span(), _in_case_of(token, word))], *match.span()

    def _accented(self, text: str) -> Iterator[tuple[Sequence[Edit], int, int]]:
        for match in () if text.isascii() else _ACCENTED.finditer(text):
            bare = "".join(c for c in normalize("NFD", match.group()) if not combining(c))
            if len(bare) >= _SHORTEST_ACCENTED and bare.lower() in self._words:
                yield [Edit(*match.span(), bare)], *match.span()

    def _dashed_swear(self, lower: str) -> str | None:
        if len(lower) < 4 or lower[0] not in _DASHED_FIRST or lower in self._keep:
            return None
        without = _DASH.sub("", lower)
        signs = [_ANY if c in _DASHES else frozenset(c) for c in lower]
        return next((w for w in self._swears if w == without or _is_spelt(w, signs)), None)

    def _meant(self, token: str, lower: str) -> str | None:
        lower = lower.replace("|_|", "u")
        if not any(sign in _WILD for sign in lower):
            return self._leet(token, lower)
        return self._wild(lower)

    def _leet(self, token: str, lower: str) -> str | None:
        readings = [
            "".join(reading)
            for reading in islice(product(*(_LEET.get(c, c) for c in lower)), _MOST_READINGS)
        ]
        if not readings[0].isalpha() or _NUMBER.match(token):
            return None
        known = next((r for r in readings if r in self._words or r in self._spellings), None)
        known = self._spellings.get(known or "", known)
        if known:
            return None if _TICKER.match(token) and len(known) < 4 else known
        if self._may_be_common(token, lower):
            return next((r for r in readings if r in self._vocabulary), None) or _name(token, lower)
        return None

    @staticmethod
    def _may_be_common(token: str, lower: str) -> bool:
        """An everyday word needs more proof than a swear word: "G4S", "4bed", "Level5" are none."""
        letters = sum(c.isalpha() for c in token)
        if letters < 2 or _LABEL.match(token) or token[-1] in _INNER_ONLY:
            return False
        if lower[0] in _LEET and (letters < 4 or lower[0] not in "01"):
            return False
        if len(token) == 3:
            return token.islower() or "0" in token
        return sum(c in _INNER_ONLY for c in lower) < letters

    def _wild(self, lower: str) -> str | None:
        """Return the first listed word that fits the letters shown, swear words before insults."""
        if not any(c in "*" for c in lower) and len(lower) < 4:
            return None
        if not lower[0].isalpha() and lower[0] not in _LEET:
            return None
        shown = sum(c.isalnum() for c in lower)
        signs = [_letters(c) for c in lower]
        firsts = _LEET.get(lower[0], lower[0])
        for words in (self._swears, self._insults if 2 * shown >= len(lower) else ()):
            for word in words:
                if word[0] in firsts and _is_spelt(word, signs):
                    return word
        if _WILD_RUN.search(lower) and (len(lower) > 3 or shown > 1 or lower[0] in "fs"):
            parts = _parts(lower)
            return next((w for w in self._swears if w[0] in firsts and _fits(w, parts)), None)
        return None


# Matched by hand, not by a pattern made of the token: `re` remembers patterns, so the draft, too.


def _letters(sign: str) -> frozenset[str]:
    """Return the letters that a sign may stand for."""
    if sign.isalpha():
        return frozenset(sign)
    return frozenset(_LEET[sign]) if sign in _LEET else _ANY


def _is_spelt(word: str, signs: Sequence[frozenset[str]]) -> bool:
    """Say whether each letter of the word is one of those at its place."""
    return len(word) == len(signs) and all(map(contains, signs, word))


def _parts(lower: str) -> list[Part]:
    """Return what a word may consist of: a run of wild signs is one to eight letters."""
    parts: list[Part] = []
    for match in _ONE_PART.finditer(lower):
        sign = match.group()
        if len(sign) > 1:
            parts.append((_ANY, 1, _LONGEST_RUN))
        elif sign == "*" and parts:  # "shi*t": any number of what stands before it
            parts[-1] = (parts[-1][0], 0, _LONGEST)
        else:
            letters = _ANY if sign == "." else frozenset(_LEET.get(sign, sign))
            parts.append((letters, 1, 1))
    return parts


def _fits(word: str, parts: Sequence[Part]) -> bool:
    """Say whether the word consists of the parts, in order."""
    if not parts:
        return not word
    letters, least, most = parts[0]
    for taken in range(min(most, len(word)) + 1):
        if taken and word[taken - 1] not in letters:
            return False
        if taken >= least and _fits(word[taken:], parts[1:]):
            return True
    return False


def _name(token: str, lower: str) -> str | None:
    """Read "N0RVALE" as a name: letters in one case, and something that can be spoken."""
    if not _NAME.match(token) or sum(c.isalpha() for c in token) < 5:
        return None
    if not (token[1:].islower() or token.isupper() or token[1:].replace(token[0], "").islower()):
        return None
    word = "".join(_LEET.get(c, c)[-1 if c == "1" else 0] for c in lower)
    return word if _VOWEL.search(word) and not _CLUSTER.search(word) else None


def _in_case_of(token: str, word: str) -> str:
    letters = [c for c in token if c.isalpha()]
    if (len(letters) > 1 or "*" not in token) and letters and all(c.isupper() for c in letters):
        return word.upper()
    if token[0].isupper() or (not token[0].isalpha() and letters and letters[0].isupper()):
        return word[0].upper() + word[1:]
    return word


def _apart_from_each_other(
    found: list[tuple[Sequence[Edit], int, int]],
) -> Iterator[tuple[Sequence[Edit], int, int]]:
    done = -1
    for item in found:
        if item[1] >= done:
            done = item[2]
            yield item

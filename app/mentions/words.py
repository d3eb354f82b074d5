"""The words of a text as the readers of names see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.text.text import Text, ZoneKind

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['&-][^\W_]+)*(?:'(?=\s|$|[,.;]))?|&|\+(?=\s)|(?<=\s)@(?=\s)"
)
_FORMER = re.compile(r"(ex|non|anti|post|pro)-(?=\w)", re.IGNORECASE)
_OPENERS = frozenset('.!?:\n"([{*>|;\u2022\u2014\u2013-')
_HIDDEN = (ZoneKind.URL, ZoneKind.HANDLE, ZoneKind.HASHTAG, ZoneKind.EMOJI, ZoneKind.CODE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of `Text.clean`.

    `key` is the word as the gazetteer compares it (lower case, no apostrophes or dots, "and" as
    "&"); `base` the key without a possessive 's; `base_end` where the word ends without it.
    `capital` says whether the first letter is one: "Norvane", "7-Eleven", "3M".
    `opens` is true at the start of a sentence, a line or a quotation, where a capital says nothing.
    `shouted` is true in a sentence written in capitals throughout, where it says nothing either.
    """

    start: int
    end: int
    text: str
    key: str
    base: str
    base_end: int
    capital: bool
    opens: bool
    shouted: bool

    @property
    def possessive(self) -> bool:
        return self.base_end < self.end


def words_of(text: Text) -> tuple[Word, ...]:
    """Return the words of `text`, in order; addresses, hashtags, emoji and code have none."""
    hidden = text.zones_of(*_HIDDEN)
    found: list[Word] = []
    zone = 0
    for sentence in text.sentences:
        stretch = text.clean[sentence.start : sentence.end]
        shouted = _shouted(stretch)
        for match in _WORD.finditer(stretch):
            start = match.start() + sentence.start
            while zone < len(hidden) and hidden[zone].end <= start:
                zone += 1
            if zone < len(hidden) and hidden[zone].start <= start:
                continue
            first = match.start() == 0 or not found
            opens = first or _opens(text.clean, start)
            found.extend(_split(match.group(), start, opens=opens, shouted=shouted))
    return tuple(found)


def _shouted(stretch: str) -> bool:
    upper = sum(map(str.isupper, stretch))
    lower = sum(map(str.islower, stretch))
    return upper > 8 and upper > 2 * lower


def _opens(clean: str, start: int) -> bool:
    before = start - 1
    while before >= 0 and clean[before] == " ":
        before -= 1
    spaced = before < start - 1
    return before < 0 or clean[before] in _OPENERS or (spaced and clean[before] in "/)#~=")


def _split(text: str, start: int, *, opens: bool, shouted: bool) -> Iterator[Word]:
    former = _FORMER.match(text)
    if former and len(text) > former.end():
        yield _word(former.group(1), start, opens=opens, shouted=shouted)
        start, text, opens = start + former.end(), text[former.end() :], False
    yield _word(text, start, opens=opens, shouted=shouted)


def _word(text: str, start: int, *, opens: bool, shouted: bool) -> Word:
    lower = text.lower()
    key = key_of(lower)
    base, cut = key, 0
    if lower.endswith("'s"):
        base, cut = key[:-1], 2
    elif lower.endswith("'"):
        cut = 1
    end = start + len(text)
    return Word(start, end, text, key, base, end - cut, _capital(text), opens, shouted)


def _capital(text: str) -> bool:
    if text[0].isalpha():
        return text[0].isupper()
    return next((c.isupper() for c in text if c.isalpha()), False)


def key_of(lower: str) -> str:
    """Return the form in which names are compared, of one word in lower case."""
    if lower in ("and", "+", "&"):
        return "&"
    if lower.isalnum():
        return lower
    return lower.replace("'", "").replace(".", "")


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys of the words of a name."""
    return tuple(key_of(match.group()) for match in _WORD.finditer(name.lower()))

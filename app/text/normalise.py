"""Characters as they were typed -> plain writing, with the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.text.characters import composed, plain
from app.text.confusables import latin_letters
from app.text.mapped import Edit, Mapped

# Printable ASCII and the line feed need no reading, unless a combining mark follows.
_UNUSUAL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\U0010ffff]+")
_LAYOUT = re.compile(r"^[ \n]+|[ \n]+\Z|  |[ ]\n|\n[ ]|\n\n\n")
_SPACE = re.compile(r"[ \n]+")
_LINE_END = re.compile(r"\r\n?")


def normalise(mapped: Mapped) -> Mapped:
    """Return the text in plain characters.

    NFKC, accents composed, look-alikes read as Latin letters, invisible characters gone, quotes
    straight, line breaks as "\\n" (two at most), other white space one blank.
    """
    if _UNUSUAL.search(mapped.text):
        mapped = mapped.apply([*_line_ends(mapped.text)])
        mapped = mapped.apply([*_characters(mapped.text)])
        mapped = mapped.apply([*latin_letters(mapped.text)])
    if _LAYOUT.search(mapped.text):
        mapped = mapped.apply([*_layout(mapped.text)])
    return mapped


def _line_ends(text: str) -> Iterator[Edit]:
    if "\r" in text:
        for match in _LINE_END.finditer(text):
            yield Edit(*match.span(), "\n")


def _characters(text: str) -> Iterator[Edit]:
    for run in _UNUSUAL.finditer(text):
        yield from _run(text, *run.span())


def _run(text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of a run of unusual characters; a leading mark belongs to what is before."""
    if start and _is_mark(text[start]):
        start -= 1
    place = start
    while place < end:
        after = place + 1
        while after < end and _is_mark(text[after]):
            after += 1
        cluster = text[place:after]
        new = plain(cluster[0])
        if after > place + 1:
            new = new[:-1] + composed(new[-1], cluster[1:]) if new else ""
        if new != cluster:
            yield Edit(place, after, new)
        place = after


def _is_mark(character: str) -> bool:
    return character >= "\u0300" and unicodedata.category(character)[0] == "M"


def _layout(text: str) -> Iterator[Edit]:
    last = len(text)
    for run in _SPACE.finditer(text):
        start, end = run.span()
        breaks = run.group().count("\n")
        new = "\n" * min(breaks, 2) or " "
        if start == 0 or end == last:
            new = ""
        if new != run.group():
            yield Edit(start, end, new)

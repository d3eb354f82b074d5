"""Hashtags cut into words: "#WorstEmployerEver" -> "#Worst Employer Ever"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from app.text.mapped import Edit
from app.text.words import Vocabulary

_TAG = re.compile(r"(?<![\w&#/])#(?=\w*[^\W\d_])(\w{1,140}(?:[@$!]\w+)*)")
_PIECE = re.compile(r"[0-9]+(?:st|nd|rd|th)?(?![a-z])|[0-9]+|[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|_+")
_SIGN = re.compile(r"[^\W\d_][0-9@$!]+[^\W\d_]")
_SHORTEST = 4
_LONGEST = 60

Found = tuple[Sequence[Edit], int, int]


class HashtagSplitter:
    """Cuts hashtags at capitals, digits and underscores, and run-together words by `vocabulary`."""

    def __init__(self, vocabulary: Vocabulary, read: Callable[[str], str | None]) -> None:
        """`read` returns the word that a disguised one ("tr4sh") stands for, or None."""
        self._vocabulary = vocabulary
        self._read = read

    def edits(self, text: str) -> Iterator[Found]:
        """Yield (edits, start, end) of each hashtag of `text`, in order; most need no edit."""
        for match in _TAG.finditer(text):
            body = match.start() + 1
            tag = match.group(1)
            plain = self._plain(tag)
            letters = [] if plain == tag else _letters(tag, plain, body)
            edits = sorted((*letters, *self._gaps(plain, body)), key=lambda edit: edit.start)
            yield edits, match.start(), match.end()

    def _plain(self, tag: str) -> str:
        """Return the tag with its disguised letters read, where that makes words."""
        if not _SIGN.search(tag):
            return tag
        plain = "".join(_PLAIN.get(sign, sign) for sign in tag)
        known = self._vocabulary.parts(plain.lower(), unknown=False)
        return plain if known else tag

    def _gaps(self, tag: str, at: int) -> Iterator[Edit]:
        pieces = [match.span() for match in _PIECE.finditer(tag)]
        for index, (start, end) in enumerate(pieces):
            if tag[start] == "_":
                inner = 0 < index < len(pieces) - 1
                yield Edit(at + start, at + end, " " if inner else "")
                continue
            if index and tag[start - 1] != "_":
                yield Edit(at + start, at + start, " ")
            yield from self._within(tag[start:end], at + start)

    def _within(self, piece: str, at: int) -> Iterator[Edit]:
        lower = piece.lower()
        if (
            not _SHORTEST <= len(piece) <= _LONGEST
            or lower in self._vocabulary
            or piece[0].isdigit()
        ):
            return
        done = 0
        for part in (self._vocabulary.parts(lower) or [])[:-1]:
            done += len(part)
            yield Edit(at + done, at + done, " ")


_PLAIN = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}


def _letters(tag: str, plain: str, at: int) -> Iterator[Edit]:
    for index, (old, new) in enumerate(zip(tag, plain, strict=True)):
        if old != new:
            yield Edit(at + index, at + index + 1, new)

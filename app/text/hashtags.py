"""Hashtags cut into words: "#WorstEmployerEver" -> "#Worst Employer Ever"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.text.mapped import Edit
from app.text.words import Vocabulary

_TAG = re.compile(r"(?<![\w&#/])#(?=\w*[^\W\d_])(\w{1,140}(?:[@$!]\w+)*)")
_PIECE = re.compile(r"[0-9]+(?:(?:st|nd|rd|th)(?![a-z]))?|[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|_+")
_SIGN = re.compile(r"[^\W\d_][0-9@$!]+[^\W\d_]")
_SHORTEST = 4
_LONGEST = 60
_FEWEST = 3  # "#Southmoor" and "#Ormiston" may be names, "#Worstbossever" is none

Found = tuple[Sequence[Edit], int, int]


class HashtagSplitter:
    """Cuts hashtags at capitals, digits and underscores, and run-together words by `vocabulary`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def edits(self, text: str) -> Iterator[Found]:
        """Yield (edits, start, end) of each hashtag of `text`, in order; most need no edit."""
        for match in _TAG.finditer(text):
            body = match.start() + 1
            tag = match.group(1)
            plain = self._plain(tag)
            letters = [] if plain == tag else _letters(tag, plain, body)
            edits = sorted(
                (*letters, *self._gaps(plain, body)), key=lambda edit: (edit.start, edit.end)
            )
            yield edits, match.start(), match.end()

    def _plain(self, tag: str) -> str:
        """Return the tag with its disguised letters read, where that makes words."""
        if not _SIGN.search(tag):
            return tag
        plain = "".join(_PLAIN.get(sign, sign) for sign in tag)
        known = self._vocabulary.parts(plain.lower(), unknown=False)
        return plain if known else tag

    def _gaps(self, tag: str, at: int) -> Iterator[Edit]:
        pieces = self._pieces(tag)
        for index, (start, end) in enumerate(pieces):
            if tag[start] == "_":
                inner = 0 < index < len(pieces) - 1
                yield Edit(at + start, at + end, " " if inner else "")
                continue
            if index and tag[start - 1] != "_":
                yield Edit(at + start, at + start, " ")
            if len(pieces) == 1 or not tag[start].isupper():
                yield from self._within(tag[start:end], at + start)

    def _pieces(self, tag: str) -> list[tuple[int, int]]:
        """Return the ranges of words by their form; "ACMEsucks" ends its initials at a word."""
        pieces = [match.span() for match in _PIECE.finditer(tag)]
        for index in range(1, len(pieces)):
            (first, _), (start, end) = pieces[index - 1 : index + 1]
            word = tag[start:end].lower()
            initials = tag[first:start].isupper() and tag[start].isupper()
            if initials and word not in self._vocabulary and word[1:] in self._vocabulary:
                pieces[index - 1 : index + 1] = [(first, start + 1), (start + 1, end)]
        return pieces

    def _within(self, piece: str, at: int) -> Iterator[Edit]:
        """Cut run-together words; one capitalised word is cut only where each part is a word."""
        lower = piece.lower()
        if not _SHORTEST <= len(piece) <= _LONGEST or lower in self._vocabulary:
            return
        done = 0
        capital = piece[0].isupper()
        parts = self._vocabulary.parts(lower, unknown=not capital) or []
        if capital and (len(parts) < _FEWEST or min(map(len, parts)) < _FEWEST):
            return
        for part in parts[:-1]:
            done += len(part)
            yield Edit(at + done, at + done, " ")


_PLAIN = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}


def _letters(tag: str, plain: str, at: int) -> Iterator[Edit]:
    for index, (old, new) in enumerate(zip(tag, plain, strict=True)):
        if old != new:
            yield Edit(at + index, at + index + 1, new)

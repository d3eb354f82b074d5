"""Words spelled out letter by letter: "c r a p", "i-d-i-o-t", "W T F", "d o n o t b u y"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from app.text.mapped import Edit
from app.text.words import Vocabulary

_APART = re.compile(
    r"(?<![\w'@#&$.*/-])[A-Za-z0-9@$!]([ .*_-])[A-Za-z0-9@$!](?:\1[A-Za-z0-9@$!])+(?![\w'@$*&])"
)
_DOTTED_PAIR = re.compile(r"(?<![\w.])[A-Za-z]\.[A-Za-z]\.?(?![\w.])")
_SIGNS = str.maketrans("013457@$!", "oieastasi")
_SHORTEST = 4
_SHORTEST_PHRASE = 5


class SpelledOut:
    """Joins letters that stand apart, where they make words that it knows."""

    def __init__(
        self, words: Collection[str], abbreviations: Collection[str], vocabulary: Vocabulary
    ) -> None:
        """`words` are joined whatever their length, those of `vocabulary` from four letters."""
        self._words = words
        self._abbreviations = frozenset(abbreviations)
        self._vocabulary = vocabulary

    def edits(self, text: str) -> Iterator[tuple[Sequence[Edit], int, int]]:
        """Yield (edits, start, end) of each stretch of single letters that makes words."""
        for match in _APART.finditer(text):
            start, end = match.span()
            letters = match.group()[::2]
            skipped, parts = self._parts(letters)
            if parts:
                if match.group(1) == "." and text[end : end + 1] == ".":
                    end += not self._ends_sentence(text, end)
                start += 2 * skipped
                yield _joined(text, start, end, parts), start, end
        for match in _DOTTED_PAIR.finditer(text):
            letters = match.group().replace(".", "").lower()
            degree = text[match.end() :].startswith((" in ", " degree", " from "))
            if letters in self._abbreviations and not degree:
                yield _joined(text, *match.span(), [letters]), *match.span()

    @staticmethod
    def _ends_sentence(text: str, dot: int) -> bool:
        return dot + 1 == len(text) or text[dot + 1] == "\n"

    def _parts(self, letters: str) -> tuple[int, list[str]]:
        """Return how many leading letters stand for themselves, and the words of the others."""
        lower = letters.lower()
        plain = lower.translate(_SIGNS)
        if not any(c.isalpha() for c in lower) or sum(c.isdigit() for c in lower) > len(lower) / 2:
            return 0, []
        if lower in self._abbreviations or plain in self._words:
            return 0, [plain]
        if len(plain) >= _SHORTEST and plain in self._vocabulary:
            return 0, [plain]
        if len(plain) > _SHORTEST and plain[1:] in self._words:
            return 1, [plain[1:]]
        parts = self._vocabulary.parts(plain, unknown=False) or []
        phrase = len(plain) >= _SHORTEST_PHRASE and any(len(p) >= 3 for p in parts)
        return 0, parts if phrase and sum(len(p) == 1 for p in parts) < len(parts) / 2 else []


def _joined(text: str, start: int, end: int, parts: list[str]) -> list[Edit]:
    """Return the edits that take out what stands between letters; words stay one blank apart."""
    word_ends = set(accumulate(map(len, parts)))
    word = "".join(parts)
    shouted = _shouted(text[start:end])
    edits = []
    for index, letter in enumerate(word):
        at = start + 2 * index
        shown = text[at]
        if shown.lower() != letter:
            edits.append(Edit(at, at + 1, letter.upper() if shouted else letter))
        if at + 1 < end:
            last = index + 1 == len(word)
            new = " " if index + 1 in word_ends and not last else ""
            if text[at + 1] != new:
                edits.append(Edit(at + 1, at + 2, new))
    return edits


def _shouted(stretch: str) -> bool:
    return any(c.isupper() for c in stretch) and not any(c.islower() for c in stretch)

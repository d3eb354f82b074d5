"""Drawn-out writing: "soooo" -> "so", "goooood" -> "good", "!!!!!" -> "!!!"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from math import inf

from app.text.mapped import Edit
from app.text.words import Vocabulary

_RUN = re.compile(r"([^\W\d_])\1\1+")
_WORD = re.compile(r"[^\W\d_]*+")
_PUNCTUATION = re.compile(r"([^\w\s])\1{3,}|(_)\2{3,}")
_NUMERAL = re.compile(r"M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})\Z")
_MOST_RUNS = 3
_LONGEST = 60
_DOUBLE = 4.0


class Elongation:
    """Squeezes drawn-out words to the word that is meant, as far as `vocabulary` knows it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield the drawn-out words of `text`, in order."""
        done = 0
        for run in _RUN.finditer(text):
            if run.start() < done:
                continue
            start = _word_start(text, run.start(), done)
            end = _word_end(text, run.end())
            done = end
            yield from self._squeezed(text[start:end], start)

    def _squeezed(self, word: str, at: int) -> Iterator[Edit]:
        runs = [match.span() for match in _RUN.finditer(word)]
        if _NUMERAL.match(word):
            return
        if len(word) == runs[0][1] - runs[0][0]:  # "aaaa", "zzzz", "WWW"
            if len(word) > 3:
                yield Edit(at + 3, at + len(word), "")
            return
        lengths = self._lengths(word, runs)
        for (start, end), length in zip(runs, lengths, strict=True):
            if length < end - start:
                yield Edit(at + start + length - 1, at + end, word[start])

    def _lengths(self, word: str, runs: list[tuple[int, int]]) -> tuple[int, ...]:
        """Return how many letters stay of each run: as in a known word, else one."""
        if len(runs) <= _MOST_RUNS and len(word) - sum(e - s for s, e in runs) < _LONGEST:
            ways = list(product((2, 1), repeat=len(runs)))
            costs = [self._cost(_with(word, runs, way), way) for way in ways]
            if min(costs) < inf:
                return ways[costs.index(min(costs))]
        shouted_initials = word.isupper() and all(end - start == 3 for start, end in runs)
        return tuple(3 if shouted_initials else 1 for _ in runs)

    def _cost(self, word: str, lengths: tuple[int, ...]) -> float:
        """A double letter is likelier to be drawn out: "tooo" is "too", but "gooo" is "go"."""
        return self._vocabulary.cost(word.lower()) - _DOUBLE * lengths.count(2)


def _with(word: str, runs: list[tuple[int, int]], lengths: tuple[int, ...]) -> str:
    parts, done = [], 0
    for (start, end), length in zip(runs, lengths, strict=True):
        parts += [word[done:start], word[start] * length]
        done = end
    return "".join((*parts, word[done:]))


def _word_start(text: str, place: int, earliest: int) -> int:
    while place > earliest and text[place - 1].isalpha():
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    found = _WORD.match(text, place)
    return found.end() if found else place


def shorter_punctuation(text: str) -> Iterator[Edit]:
    """Yield runs of more than three equal signs, shown as three."""
    for run in _PUNCTUATION.finditer(text):
        start, end = run.span()
        yield Edit(start + 2, end, text[start])

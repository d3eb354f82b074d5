"""A version of a draft as copies of the draft's pieces, and new ones between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.modelstore.beams import BEGIN, END, FIRST, UNKNOWN


@dataclass(frozen=True)
class Dictation:
    """A known version, place by place: what stands before, and the outcome there; [t] each.

    `said` is a word of the vocabulary, `copied` a piece of the draft, `latest` the last one copied;
    `wanted` numbers the draft's pieces first, then the words; the end comes last.
    """

    said: NDArray[Any]
    copied: NDArray[Any]
    latest: NDArray[Any]
    wanted: NDArray[Any]


def dictation(pieces: Sequence[str], said: Sequence[str], words: Mapping[str, int]) -> Dictation:
    """Return the version `said` of a draft of these `pieces`; `words` is the vocabulary."""
    size, latest = len(pieces), -1
    before, copied, lasts, wanted = [BEGIN], [-1], [-1], []
    for piece, copy in zip(said, copies_of(pieces, said), strict=True):
        word = FIRST + words[piece] if piece in words else UNKNOWN
        wanted.append(copy if copy >= 0 else size + word)
        latest = copy if copy >= 0 else latest
        before.append(word)
        copied.append(copy)
        lasts.append(latest)
    wanted.append(size + END)
    return Dictation(*(np.array(each, np.int64) for each in (before, copied, lasts, wanted)))


def copies_of(pieces: Sequence[str], said: Sequence[str]) -> list[int]:
    """Return for each piece of `said` the one of `pieces` that it is a copy of, or -1.

    What stands in the same order first; then what was moved, in runs as long as can be.
    """
    found = [-1] * len(said)
    for what, i, j, p, _ in SequenceMatcher(None, pieces, said, autojunk=False).get_opcodes():
        if what == "equal":
            found[p : p + j - i] = range(i, j)
    at = 0
    while at < len(said):
        size, start = 1, -1
        if found[at] < 0:
            size, start = _run(pieces, said, found, at)
        if start >= 0:
            found[at : at + size] = range(start, start + size)
        at += size
    return found


def _run(
    pieces: Sequence[str], said: Sequence[str], found: Sequence[int], at: int
) -> tuple[int, int]:
    """Return (size, start) of the longest run that `said` copies from `at` on, the nearest one."""
    near = found[at - 1] + 1 if at else 0
    runs = [
        (_size(pieces, said, found, start, at), start)
        for start, piece in enumerate(pieces)
        if piece == said[at]
    ]
    return max(runs, key=lambda run: (run[0], -abs(run[1] - near)), default=(1, -1))


def _size(
    pieces: Sequence[str], said: Sequence[str], found: Sequence[int], start: int, at: int
) -> int:
    """Return how many pieces from `start` on are said from `at` on, where none is placed yet."""
    size = 1
    while (
        start + size < len(pieces)
        and at + size < len(said)
        and found[at + size] < 0
        and pieces[start + size] == said[at + size]
    ):
        size += 1
    return size

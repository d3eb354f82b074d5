"""Scores per word piece -> labelled stretches of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.modelstore.reading import Label

Array = NDArray[Any]
K = TypeVar("K")
_EDGES = " \n.,;:-–—)("
LIKELY = 0.5
GAP = 2
"""Pieces under the threshold that may stand inside one stretch."""
SHORT = 9
"""Characters up to which a stretch needs a sure reader."""
SURE = 0.75


def softmax(scores: Array) -> Array:
    """Return the softmax over the last axis."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True))


def sigmoid(scores: Array) -> Array:
    """Return the logistic function of each score, without overflow."""
    small = np.exp(-np.abs(scores))
    return np.asarray(np.where(scores < 0, small, 1.0) / (1.0 + small))


def tagged(
    tags: Array, offsets: Sequence[tuple[int, int]], kinds: Sequence[K]
) -> tuple[Label[K], ...]:
    """Return the stretches of a begin/inside tagging; none begins or ends inside a word.

    `tags` are probabilities [pieces, 1 + 2 * kinds]: outside, then begin and inside per kind.
    """
    best = tags.argmax(-1)
    labels: list[Label[K]] = []
    i = 0
    while i < len(best):
        if best[i] == 0:
            i += 1
            continue
        kind = (int(best[i]) - 1) // 2
        end = i + 1
        while end < len(best) and (
            best[end] == 2 * kind + 2 or (best[end] and offsets[end][0] == offsets[end - 1][1])
        ):
            end += 1
        shares = tags[i:end, 1:].sum(0).reshape(-1, 2).sum(-1)
        kind = int(shares.argmax())
        confidence = float(tags[i:end, 2 * kind + 1 : 2 * kind + 3].sum(-1).mean())
        labels.append(Label(offsets[i][0], offsets[end - 1][1], kinds[kind], confidence))
        i = end
    return tuple(labels)


def stretches(
    shares: Array, offsets: Sequence[tuple[int, int]], kinds: Sequence[K]
) -> tuple[Label[K], ...]:
    """Return per kind the runs of pieces whose probability reaches a half, small gaps closed.

    `shares` are independent probabilities [pieces, kinds]; the result is ordered by position.
    """
    labels: list[Label[K]] = []
    for column, kind in enumerate(kinds):
        marked = np.flatnonzero(shares[:, column] >= LIKELY)
        if not len(marked):
            continue
        breaks = np.flatnonzero(np.diff(marked) > GAP + 1)
        firsts = [marked[0], *marked[breaks + 1]]
        lasts = [*marked[breaks], marked[-1]]
        labels += [
            Label(
                offsets[first][0],
                offsets[last][1],
                kind,
                float(shares[first : last + 1, column].mean()),
            )
            for first, last in zip(firsts, lasts, strict=True)
        ]
    return tuple(sorted(labels, key=lambda label: (label.start, -label.confidence)))


def whole_words(labels: Sequence[Label[K]], text: str) -> tuple[Label[K], ...]:
    """Return the labels widened to whole words and without loose punctuation at their edges.

    A stretch of one short word that the reader is not sure of says nothing, and is left out.
    """
    tidied = []
    for label in labels:
        start, end = label.start, label.end
        while start > 0 and _in_word(text, start):
            start -= 1
        while 0 < end < len(text) and _in_word(text, end):
            end += 1
        words = text[start:end]
        start += len(words) - len(words.lstrip(_EDGES))
        end -= len(words) - len(words.rstrip(_EDGES))
        if end - start > SHORT or (end > start and label.confidence >= SURE):
            tidied.append(Label(start, end, label.kind, label.confidence))
    return tuple(tidied)


def _in_word(text: str, at: int) -> bool:
    """Say whether the border before `text[at]` cuts a word: "couldn|'t" is one, too."""
    before, after = text[at - 1], text[at]
    if before.isalnum():
        return after.isalnum() or (after == "'" and text[at + 1 : at + 2].isalnum())
    return before == "'" and after.isalnum() and text[max(at - 2, 0) : at - 1].isalnum()

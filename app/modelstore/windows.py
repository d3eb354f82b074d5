"""Word pieces of a text -> windows that the encoder can read, cut between sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
OPENING = 8
"""Pieces by which a sentence is told from others."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `start:end` of a text."""

    start: int
    end: int


def sentence_rows(
    offsets: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]
) -> Array:
    """Return for each piece the index of its sentence; pieces between belong to the next."""
    rows = np.zeros(len(offsets), dtype=np.int64)
    at = 0
    for i, (start, _) in enumerate(offsets):
        while at + 1 < len(sentences) and sentences[at][1] <= start:
            at += 1
        rows[i] = at
    return rows


def cut(rows: Array, room: int, ids: Sequence[int]) -> list[Window]:
    """Return windows of at most `room` pieces that together hold each piece once.

    A window ends with a sentence where one ends in its last half, else where it is full, so the
    number of windows grows with the length of the text. Of several sentences the words of the next
    one decide: after an edit the windows behind it soon end where they ended before.
    """
    windows, start, total = [], 0, len(rows)
    while start < total:
        end = min(start + room, total)
        if end < total:
            last_half = range(start + room // 2 + 1, end + 1)
            ends = [i for i in last_half if rows[i] != rows[i - 1]]
            end = min(ends, key=lambda i: _mark(rows, ids, i), default=end)
        windows.append(Window(start, end))
        start = end
    return windows


def _mark(rows: Array, ids: Sequence[int], first: int) -> int:
    """Return a number that depends on the first words of the sentence at piece `first` alone."""
    opening = [
        ids[i] for i in range(first, min(first + OPENING, len(ids))) if rows[i] == rows[first]
    ]
    return crc32(np.asarray(opening, np.int32).tobytes())

"""Word pieces of a text -> windows that the encoder can read, cut between sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


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


def cut(rows: Array, room: int) -> list[Window]:
    """Return windows of at most `room` pieces that together hold each piece once.

    A window ends with a sentence where one ends in its last half, else where it is full, so the
    number of windows grows with the length of the text.
    """
    windows, start, total = [], 0, len(rows)
    while start < total:
        end = min(start + room, total)
        if end < total:
            while end > start + room // 2 and rows[end] == rows[end - 1]:
                end -= 1
            if end == start + room // 2:
                end = start + room
        windows.append(Window(start, end))
        start = end
    return windows

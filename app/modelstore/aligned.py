"""Which pieces of a version are copies of which pieces of its draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
MOST_VERSION, MOST_LOST = 180, 120
"""Pieces of a version that are looked at, and of what it lacks."""
NEW, BESIDE, COPIED, LOST = 0, 1, 2, 3
"""What a piece is: said anew, a copy beside a change, any other copy; gone from the draft."""


@dataclass(frozen=True)
class Aligned:
    """`source` [n]: the draft's piece that each piece of the version is, -1 for none; `kinds` [n];
    `lost` [m]: pieces of the draft that the version lacks, in order.
    """

    source: Array
    kinds: Array
    lost: Array


def aligned(draft: Sequence[int], version: Sequence[int]) -> Aligned:
    """Return how the pieces of a version go back to those of its draft, both as ids."""
    source, kept = np.full(len(version), -1), np.zeros(len(draft), bool)
    matcher = SequenceMatcher(None, list(draft), list(version), autojunk=False)
    for first, at, size in matcher.get_matching_blocks():
        source[at : at + size] = np.arange(first, first + size)
        kept[first : first + size] = True
    before = np.concatenate([[-1], source[:-1]])
    after = np.concatenate([source[1:], [len(draft)]])
    smooth = (source == before + 1) & (source == after - 1)
    kinds = np.where(source < 0, NEW, np.where(smooth, COPIED, BESIDE))
    lost = np.flatnonzero(~kept)[:MOST_LOST]
    return Aligned(source[:MOST_VERSION], kinds[:MOST_VERSION], lost)

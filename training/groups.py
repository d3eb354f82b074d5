"""Examples in groups for one step of learning each."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
CHUNK = 50
"""Groups among which examples of like length are brought together."""


def groups(
    found: Sequence[T], size: int, length: Callable[[T], int], *, shuffle: bool
) -> list[list[T]]:
    """Return groups of `size` examples: in order, or shuffled and of like length."""
    order = list(found)
    if shuffle:
        random.shuffle(order)
        chunk = size * CHUNK
        order = [
            each
            for at in range(0, len(order), chunk)
            for each in sorted(order[at : at + chunk], key=length)
        ]
    parts = [order[at : at + size] for at in range(0, len(order), size)]
    if shuffle:
        random.shuffle(parts)
    return parts

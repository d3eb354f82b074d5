"""Marked stretches -> the clauses they stand for.

The encoder says of each word piece whether it is risky, and wavers at the edges. People mark
phrases: a clause that is mostly marked is meant as a whole, one that a mark only brushes is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from app.modelstore.reading import Label

K = TypeVar("K")
_CLAUSE = re.compile(r"[^,;:.!?\n()–—]+[,;:.!?)–—]*")
MOST, LEAST = 0.5, 0.25
"""Share of a clause from which all of it is marked; below which a mark from next door is not."""


def to_clauses(
    labels: Sequence[Label[K]], text: str, sentences: Sequence[tuple[int, int]]
) -> tuple[Label[K], ...]:
    """Return the labels at the edges of clauses where they nearly are; none crosses a sentence."""
    clauses = [
        [(start + m.start(), start + m.end()) for m in _CLAUSE.finditer(text[start:end])]
        for start, end in sentences
    ]
    starts, ends = [start for start, _ in sentences], [end for _, end in sentences]
    return tuple(
        replace(label, start=start, end=end)
        for label in labels
        for number in range(bisect_right(ends, label.start), bisect_left(starts, label.end))
        for start, end in _snapped(label, clauses[number])
    )


def _snapped(label: Label[K], clauses: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what `label` marks of one sentence, as unbroken ranges."""
    found: list[tuple[int, int]] = []
    for first, last in clauses:
        start, end = max(label.start, first), min(label.end, last)
        if start >= end:
            continue
        share = (end - start) / (last - first)
        if share >= MOST:
            start, end = first, last
        elif share < LEAST and (label.start < first or label.end > last):
            continue
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    yield from found

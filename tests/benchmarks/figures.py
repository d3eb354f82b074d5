"""Figures of one run: percentiles, turns that share the machine's moods, goals, and tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Clock = Callable[[str], float]
"""Works on one text and returns the milliseconds that took."""
TURNS = 4


@dataclass(frozen=True)
class Timing:
    """Milliseconds over `count` texts."""

    p50: float
    p95: float
    p99: float
    mean: float
    count: int

    @classmethod
    def of(cls, spent: Sequence[float]) -> Timing:
        p50, p95, p99 = (float(each) for each in np.percentile(spent, (50, 95, 99)))
        return cls(p50, p95, p99, float(np.mean(spent)), len(spent))

    def __str__(self) -> str:
        return " / ".join(short(each) for each in (self.p50, self.p95, self.p99))


@dataclass(frozen=True)
class Goal:
    """A figure beside what issue 6 asks for; `most`: no larger is fine, else no smaller."""

    what: str
    figure: float
    limit: float
    unit: str = ""
    most: bool = True

    @property
    def met(self) -> bool:
        return self.figure <= self.limit if self.most else self.figure >= self.limit

    def __str__(self) -> str:
        side, unit = "at most" if self.most else "at least", f" {self.unit}" if self.unit else ""
        word = "ok" if self.met else "MISSED"
        return (
            f"{word:6s}  {self.what}: {short(self.figure)}{unit} ({side} {short(self.limit)}{unit})"
        )


def clocked(work: Callable[[str], object]) -> Clock:
    """Return `work` with a stop-watch around it."""

    def clock(text: str) -> float:
        began = time.perf_counter()
        work(text)
        return (time.perf_counter() - began) * 1e3

    return clock


def in_turns(contenders: Mapping[str, Clock], texts: Sequence[str]) -> dict[str, Timing]:
    """Return the timing of each contender over the same texts.

    They take turns of a quarter of the texts each, so that a slow minute of the machine hits all.
    The first text of each turn warms up and does not count.
    """
    spent: dict[str, list[float]] = {name: [] for name in contenders}
    size = max(2, -(-len(texts) // TURNS))
    for first in range(0, len(texts), size):
        turn = texts[first : first + size]
        for name, clock in contenders.items():
            times = [clock(text) for text in turn]
            spent[name] += times[1:] or times
    return {name: Timing.of(times) for name, times in spent.items()}


def short(figure: float) -> str:
    """Return the figure with three digits that count."""
    return f"{figure:.2f}" if abs(figure) < 10 else f"{figure:,.{1 if abs(figure) < 100 else 0}f}"


def table(title: str, columns: Sequence[str], rows: Mapping[str, Sequence[str]]) -> str:
    """Return a plain table; the first column is as wide as its longest name."""
    first = max([len(title), *map(len, rows)])
    widths = [
        max(len(column), *(len(row[i]) for row in rows.values()))
        for i, column in enumerate(columns)
    ]
    head = [title.ljust(first), *(c.rjust(w) for c, w in zip(columns, widths, strict=True))]
    lines = [
        [name.ljust(first), *(cell.rjust(w) for cell, w in zip(row, widths, strict=True))]
        for name, row in rows.items()
    ]
    return "\n".join("  ".join(line) for line in (head, *lines))

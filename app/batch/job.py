"""What is asked for, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.checker import Checker
from app.results import Options

Build = Callable[[], Checker]
"""How a worker comes by its checker; a function of a module, so that other processes find it."""

CHUNK = 256
"""Rows judged and kept together, unless said otherwise: what a kill costs, for each worker."""


@dataclass(frozen=True)
class Job:
    """`column` None: the column is guessed; `ident` names a column that bad rows are known by.

    `resume` goes on with unfinished work, `restart` throws it and an older result away.
    """

    source: Path
    out: Path
    errors: Path
    options: Options
    column: str | None = None
    ident: str | None = None
    chunk: int = CHUNK
    resume: bool = False
    restart: bool = False

    @property
    def folder(self) -> Path:
        """Where finished parts wait until all are done: beside the result."""
        return self.out.with_name(f"{self.out.name}.parts")


@dataclass(frozen=True)
class Summary:
    """Rows by verdict in the whole result; `fresh` of all rows were judged in this run."""

    verdicts: Counter[str] = field(default_factory=Counter)
    aside: int = 0
    fresh: int = 0
    seconds: float = 0.0
    prefix: str = "unburnt_"

    @property
    def rows(self) -> int:
        return sum(self.verdicts.values()) + self.aside

    @property
    def speed(self) -> float:
        """Rows judged per second in this run."""
        return self.fresh / self.seconds if self.seconds > 0 else 0.0

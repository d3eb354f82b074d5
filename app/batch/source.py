"""What the three kinds of input have in common, and where the draft stands in one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.batch.rows import Block, Record
from app.errors import FileUnusable

SAMPLE = 1_000
"""Rows looked at to tell what the columns are."""
BLOCK, BLOCK_SIZE = 200, 1 << 22
"""Rows copied at a time into the result; fewer where they have more characters or bytes."""
DEFAULT = "text"
LONGEST_NAME, MOST_NAMES = 40, 30
"""What is shown of column names: where a header is missing, they are somebody's words."""


@dataclass(frozen=True, slots=True)
class Look:
    """Columns in their order, and those of them that hold words."""

    columns: tuple[str, ...]
    wordy: tuple[str, ...]


class Source(Protocol):
    """An input file that can be read several times from the top, with the same rows each time."""

    path: Path
    size: int
    reach: int

    def look(self) -> Look:
        """Return what the first rows hold; raises FileUnusable where the file is no use."""

    def records(self, only: Collection[str]) -> Iterator[Record]:
        """Yield every row with at least the columns `only`; `reach` grows towards `size`."""

    def blocks(self) -> Iterator[Block]:
        """Yield every row with all columns; comes after `records` was read to its end."""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns; known once `records` was read to its end."""

    def schema(self) -> Any:
        """Return the Arrow schema of the rows; known when `columns` is."""


def blocks_of(records: Iterator[Record]) -> Iterator[Block]:
    """Yield `records` in blocks."""
    while found := _some(records):
        yield Block(found[0].row, len(found), lambda found=found: found)  # type: ignore[misc]


def _some(records: Iterator[Record]) -> list[Record]:
    found: list[Record] = []
    size = 0
    for record in records:
        found.append(record)
        size += len(record.raw) or sum(map(len, (record.fields or {}).values()))
        if len(found) >= BLOCK or size >= BLOCK_SIZE:
            break
    return found


def column_of_drafts(path: Path, look: Look, wanted: str | None) -> str:
    """Return the column that holds the drafts: `wanted`, else "text", else the only wordy one."""
    if wanted is not None:
        return known_column(path, look, wanted)
    if DEFAULT in look.columns or not look.columns:
        return DEFAULT
    if len(look.wordy) == 1:
        return look.wordy[0]
    several = "several columns hold text" if look.wordy else "no column holds text"
    raise FileUnusable(f"{path}: {several}; name one with --column: {_listed(look.columns)}")


def known_column(path: Path, look: Look, wanted: str) -> str:
    """Return `wanted`; raises FileUnusable where there is no such column."""
    if look.columns and wanted not in look.columns:
        raise FileUnusable(f"{path}: no column {wanted!r}; there are: {_listed(look.columns)}")
    return wanted


def refuse_doubles(path: Path, columns: Sequence[str]) -> None:
    """Raise FileUnusable where two columns have one name."""
    for place, name in enumerate(columns):
        if name in columns[:place]:
            raise FileUnusable(f"{path}: two columns are called {_shown(name)}; rename one.")


def _listed(columns: Sequence[str]) -> str:
    more = len(columns) - MOST_NAMES
    rest = f" and {more} more" if more > 0 else ""
    return ", ".join(map(_shown, columns[:MOST_NAMES])) + rest


def _shown(name: str) -> str:
    if len(name) > LONGEST_NAME:
        return f"(a name of {len(name)} characters; is there a header?)"
    return repr(name)

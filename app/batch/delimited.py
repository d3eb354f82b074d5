"""CSV and TSV in, row by row: a broken row costs itself and no other.

Arrow's own reader ends at the first row that is not UTF-8, has an open quotation mark or is larger
than its buffer, so it is not used here.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from app.batch.lines import Line, Lines
from app.batch.rows import LARGEST, NOT_UTF8, TOO_LARGE, Block, Record
from app.batch.shapes import schema_of_text
from app.batch.source import SAMPLE, Look, blocks_of, refuse_doubles
from app.errors import FileUnusable

BROKEN = "the row is not CSV: a quotation mark is open or stands within a field"
DELIMITERS = ",;\t"


class _Endless(Exception):
    """A row goes on for longer than a row may."""


class Delimited:
    """A file with a header; every value is text, as it stands."""

    def __init__(self, path: Path, delimiter: str | None = None) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.reach = 0
        csv.field_size_limit(LARGEST)
        self._delimiter, self.columns = _header(path, delimiter)

    def look(self) -> Look:
        wordy: set[str] = set()
        for record in islice(self.records(()), SAMPLE):
            fields = record.fields or {}
            wordy.update(c for c, value in fields.items() if c not in wordy and _is_words(value))
        return Look(self.columns, tuple(c for c in self.columns if c in wordy))

    def records(self, only: Collection[str]) -> Iterator[Record]:
        lines = Lines(self.path)
        try:
            found = _rows(lines, self._delimiter)
            next(found)
            for row, (line, values, fault) in enumerate(found, 1):
                self.reach = lines.reach
                yield self._record(row, line, values, fault)
        finally:
            lines.close()

    def _record(self, row: int, line: int, values: list[str], fault: str | None) -> Record:
        if fault is None and len(values) != len(self.columns):
            fault = f"the row has {len(values)} columns, and the header has {len(self.columns)}"
        if fault is not None:
            return Record(row, line, fault=fault)
        return Record(row, line, dict(zip(self.columns, values, strict=True)))

    def blocks(self) -> Iterator[Block]:
        return blocks_of(self.records(()))

    def schema(self) -> Any:
        return schema_of_text(self.columns)


def _header(path: Path, delimiter: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the delimiter, told by the first line unless given, and the names of the columns."""
    lines = Lines(path)
    try:
        first = next(lines, None)
        if first is None:
            raise FileUnusable(f"{path}: the file is empty; a header is needed.")
        text = (first.content or b"").decode("utf-8", "replace")
        delimiter = delimiter or next((sign for sign in DELIMITERS if sign in text), ",")
        lines.put_back([first])
        _, names, fault = next(_rows(lines, delimiter), (0, [], "there is no header"))
    finally:
        lines.close()
    if fault is not None:
        raise FileUnusable(f"{path}: the header cannot be read: {fault}.")
    refuse_doubles(path, names)
    return delimiter, tuple(names)


Row = tuple[int, list[str], str | None]
"""Number of the first line, values, and what is wrong with them."""


def _rows(lines: Lines, delimiter: str) -> Iterator[Row]:
    """Yield the rows that are not blank; after a broken one it goes on at the very next line."""
    while True:
        taken: list[Line] = []
        try:
            values = next(csv.reader(_text(lines, taken), delimiter=delimiter, strict=True), None)
        except (csv.Error, _Endless):
            lines.put_back(taken[1:])
            yield taken[0].number, [], BROKEN if taken[0].content is not None else TOO_LARGE
            continue
        if values is None:
            return
        if values:
            yield taken[0].number, values, None if _is_utf8(values) else NOT_UTF8


def _text(lines: Lines, taken: list[Line]) -> Iterator[str]:
    """Yield lines for one row, noting them in `taken`; raises _Endless beyond what a row may be."""
    size = 0
    for line in lines:
        taken.append(line)
        size += len(line.content or b"")
        if line.content is None or size > LARGEST:
            raise _Endless
        yield line.content.decode("utf-8", "surrogateescape")


def _is_utf8(values: list[str]) -> bool:
    try:
        return all(value.isascii() or value.encode("utf-8") for value in values)
    except UnicodeEncodeError:
        return False


def _is_words(value: str) -> bool:
    """Say whether `value` is neither blank nor a number, a date or a truth value."""
    value = value.strip()
    if not value or value.lower() in {"true", "false", "null", "none", "nan", "na", "n/a"}:
        return False
    with suppress(ValueError):
        float(value)
        return False
    with suppress(ValueError):
        datetime.fromisoformat(value)
        return False
    return True

"""JSON Lines in: one object a line; columns are the union of their keys, in order of appearance."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from app.batch.lines import Lines
from app.batch.rows import NOT_UTF8, TOO_LARGE, Block, Record
from app.batch.shapes import Shapes
from app.batch.source import SAMPLE, Look, blocks_of
from app.errors import FileUnusable

MOST_KEYS = 10_000
"""Different keys of all rows: what is seen of each is held."""
HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""Where half of a character may be escaped."""


class JsonLines:
    """A file of JSON objects, one a line; blank lines do not count."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.reach = 0
        self._shapes = Shapes()

    @property
    def columns(self) -> tuple[str, ...]:
        return self._shapes.columns

    def look(self) -> Look:
        shapes = Shapes()
        for record in islice(self._read(), SAMPLE):
            shapes.add(record.fields or {})
        return Look(shapes.columns, shapes.wordy)

    def records(self, only: Collection[str]) -> Iterator[Record]:
        self._shapes = Shapes()
        for record in self._read():
            self._shapes.add(record.fields or {})
            if len(self._shapes) > MOST_KEYS:
                raise FileUnusable(
                    f"{self.path}: more than {MOST_KEYS:,} different keys (row {record.row}); "
                    "put them into an object under one key."
                )
            yield record

    def blocks(self) -> Iterator[Block]:
        return blocks_of(self._read())

    def schema(self) -> Any:
        return self._shapes.schema()

    def _read(self) -> Iterator[Record]:
        lines = Lines(self.path)
        row = 0
        try:
            for line in lines:
                if line.content is not None and not line.content.strip():
                    continue
                row += 1
                self.reach = lines.reach
                yield _record(row, line.number, line.content)
        finally:
            lines.close()


def _record(row: int, line: int, content: bytes | None) -> Record:
    if content is None:
        return Record(row, line, fault=TOO_LARGE)
    try:
        text = content.decode("utf-8").strip()
        fields = _object(text)
    except (ValueError, RecursionError) as error:
        return Record(row, line, fault=_why(error))
    if fields is None:
        return Record(row, line, fault="the line is not a JSON object")
    return Record(row, line, fields, text)


def _why(error: Exception) -> str:
    match error:
        case UnicodeDecodeError():
            return NOT_UTF8
        case UnicodeEncodeError():
            return "the line holds half of a character (a lone surrogate)"
        case json.JSONDecodeError():
            return f"the line is not JSON (character {error.pos + 1})"
        case _:
            return "the line is not JSON that can be read"


def _object(text: str) -> dict[str, Any] | None:
    """Return the object; None where it is something else. Raises ValueError or RecursionError."""
    fields = json.loads(text, parse_constant=_no_json)
    if HALF.search(text):
        json.dumps(fields, ensure_ascii=False).encode("utf-8")
    return fields if isinstance(fields, dict) else None


def _no_json(constant: str) -> NoReturn:
    raise ValueError(constant)

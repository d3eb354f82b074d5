"""CSV, TSV and JSON Lines out, plain or gzip; the same rows always give the same bytes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, Protocol, cast

from app.batch.rows import Block


class Sink(Protocol):
    """Takes the rows of the result, in their order."""

    def write(self, block: Block, keep: Sequence[int], cells: Sequence[Mapping[str, Any]]) -> None:
        """Add the rows of `block` at the places `keep`, each with its cells."""

    def close(self) -> None: ...


class _Texts:
    def __init__(self, path: Path, *, packed: bool) -> None:
        self._raw = path.open("wb")
        stream: IO[bytes] = self._raw
        if packed:
            stream = cast("IO[bytes]", gzip.GzipFile("", "wb", 6, self._raw, mtime=0))
        self._out = TextIOWrapper(stream, "utf-8", newline="", write_through=False)

    def close(self) -> None:
        self._out.close()
        self._raw.close()


class JsonSink(_Texts):
    """A JSON line stays as it stands, with what is added at its end."""

    def write(self, block: Block, keep: Sequence[int], cells: Sequence[Mapping[str, Any]]) -> None:
        records = block.records()
        for place, own in zip(keep, cells, strict=True):
            record = records[place]
            added = json.dumps(own, ensure_ascii=False)
            if record.raw:
                line = f"{record.raw[:-1].rstrip()}, {added[1:]}"
            else:
                line = json.dumps({**(record.fields or {}), **own}, ensure_ascii=False)
            self._out.write(line + "\n")


class DelimitedSink(_Texts):
    """All columns of all rows; what a row lacks is empty, and what is not text is JSON."""

    def __init__(self, path: Path, columns: Sequence[str], *, delimiter: str, packed: bool) -> None:
        super().__init__(path, packed=packed)
        self._columns, self._delimiter = columns, delimiter
        self._special = ('"', "\r", "\n", delimiter)
        self._row(columns)

    def write(self, block: Block, keep: Sequence[int], cells: Sequence[Mapping[str, Any]]) -> None:
        records = block.records()
        for place, own in zip(keep, cells, strict=True):
            fields = {**(records[place].fields or {}), **own}
            self._row([_as_text(fields.get(name)) for name in self._columns])

    def _row(self, values: Sequence[str]) -> None:
        self._out.write(self._delimiter.join(map(self._quoted, values)) + "\n")

    def _quoted(self, value: str) -> str:
        if not any(map(value.__contains__, self._special)):
            return value
        return '"' + value.replace('"', '""') + '"'


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""Parquet in and out, types kept. Loaded only where a file is Parquet: pyarrow takes a while."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from app.batch.added import Added
from app.batch.plain import is_text, not_utf8, plain
from app.batch.rows import NOT_UTF8, Block, Record
from app.batch.source import BLOCK, BLOCK_SIZE, Look, refuse_doubles
from app.errors import FileUnusable

GROUP_ROWS, GROUP_BYTES = 1 << 16, 1 << 23
"""A row group of the result is written when it has so many rows or bytes."""
BUFFER = 1 << 18
"""Bytes read at a time of a column; without a limit, it would be all that a row group has of it."""
ARROW = {"text": pa.string(), "number": pa.float64(), "findings": pa.string()}


class Parquet:
    """A Parquet file, read a few rows at a time whatever its row groups."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as file:
            self._schema = file.schema_arrow
            self.size = file.metadata.num_rows
        self.reach = 0
        refuse_doubles(path, self._schema.names)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self._schema.names)

    def schema(self) -> Any:
        return self._schema

    def look(self) -> Look:
        wordy = [field.name for field in self._schema if is_text(field.type)]
        return Look(self.columns, tuple(wordy))

    def records(self, only: Collection[str]) -> Iterator[Record]:
        for first, batch in self._batches(list(only)):
            broken = not_utf8(batch)
            for place, fields in enumerate(plain(batch)):
                self.reach = first + place
                fault = NOT_UTF8 if place in broken else None
                yield Record(self.reach, fields=fields, fault=fault)

    def blocks(self) -> Iterator[Block]:
        for first, batch in self._batches(None):
            yield Block(first, batch.num_rows, lambda f=first, b=batch: _records(f, b), batch)  # type: ignore[misc]

    def _batches(self, only: list[str] | None) -> Iterator[tuple[int, Any]]:
        """Yield the number of the first row, and the batch."""
        first = 1
        with self._opened() as file:
            rows = _rows_at_once(file.metadata)
            for batch in file.iter_batches(rows, columns=only, use_threads=False):
                yield first, batch
                first += batch.num_rows

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        try:
            with pq.ParquetFile(self.path, pre_buffer=False, buffer_size=BUFFER) as file:
                yield file
        except (pa.ArrowException, OSError):
            raise FileUnusable(
                f"{self.path}: not a Parquet file that can be read (damaged or cut short?)."
            ) from None


def _rows_at_once(metadata: Any) -> int:
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    largest = max((g.total_byte_size / g.num_rows for g in groups if g.num_rows), default=0)
    return max(1, min(BLOCK, int(BLOCK_SIZE / max(largest, 1))))


class ParquetSink:
    """Writes rows of `source` with what is `added`."""

    def __init__(self, path: Path, source: Any, added: Added) -> None:
        fields = [pa.field(c.name, ARROW[c.shape]) for c in added.columns]
        self._source = source
        self._extra = pa.schema(fields)
        self._schema = pa.schema([*source, *fields], metadata=source.metadata)
        # The footer waits in memory, so it holds no least and largest draft of each row group.
        brief = [f.name for f in self._schema if not is_text(f.type) or f in fields]
        self._writer = pq.ParquetWriter(
            path, self._schema, compression="zstd", write_statistics=brief
        )
        self._held: list[Any] = []
        self._rows = self._bytes = 0

    def write(self, block: Block, keep: Sequence[int], cells: Sequence[Mapping[str, Any]]) -> None:
        """Add the rows of `block` at the places `keep`, each with its cells."""
        kept = self._kept(block, keep)
        extra = pa.RecordBatch.from_pylist([_flat(c) for c in cells], schema=self._extra)
        batch = pa.RecordBatch.from_arrays([*kept.columns, *extra.columns], schema=self._schema)
        self._held.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.get_total_buffer_size()
        if self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._held:
            table = pa.Table.from_batches(self._held, self._schema)
            self._writer.write_table(table, row_group_size=max(table.num_rows, 1))
        self._held = []
        self._rows = self._bytes = 0

    def _kept(self, block: Block, keep: Sequence[int]) -> Any:
        if block.batch is not None:
            whole = len(keep) == block.count
            return block.batch if whole else block.batch.take(pa.array(keep, pa.int64()))
        records = block.records()
        rows = [_typed(records[place].fields or {}, self._source) for place in keep]
        return pa.RecordBatch.from_pylist(rows, schema=self._source)


def _flat(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: json.dumps(v) if isinstance(v, list) else v for name, v in cells.items()}


def _typed(fields: Mapping[str, Any], schema: Any) -> dict[str, Any]:
    """Return `fields` as the columns take them: what is not text in a column of text, as JSON."""
    return {
        field.name: json.dumps(value, ensure_ascii=False)
        if field.type == pa.string() and value is not None and not isinstance(value, str)
        else value
        for field in schema
        for value in (fields.get(field.name),)
    }


def _records(first: int, batch: Any) -> list[Record]:
    return [Record(row, fields=fields) for row, fields in enumerate(plain(batch), first)]

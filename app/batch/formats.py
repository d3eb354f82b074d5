"""A file's name -> how it is read or written."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from app.batch.added import Added
from app.batch.delimited import Delimited
from app.batch.jsonl import JsonLines
from app.batch.shapes import arrow
from app.batch.source import Source
from app.batch.texts import DelimitedSink, JsonSink, Sink
from app.errors import FileUnusable

KINDS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
NAMES = ".csv, .tsv, .jsonl or .ndjson (each also with .gz), or .parquet"


def kind_of(path: Path) -> tuple[str, bool]:
    """Return csv, tsv, jsonl or parquet, and whether it is packed with gzip.

    Raises FileUnusable where the name tells nothing, or Arrow is needed and missing.
    """
    packed = path.suffix.lower() == ".gz"
    kind = KINDS.get(Path(path.stem).suffix.lower() if packed else path.suffix.lower())
    if kind is None or (packed and kind == "parquet"):
        raise FileUnusable(f"{path}: the name must end in {NAMES}.")
    if kind == "parquet":
        arrow()
    return kind, packed


def open_source(path: Path) -> Source:
    """Return the input at `path`; raises FileUnusable where it cannot be read."""
    kind, _ = kind_of(path)
    if not path.exists():
        raise FileUnusable(f"{path}: there is no such file.")
    if not path.is_file():
        raise FileUnusable(f"{path}: not a file; it is read more than once, so no pipe will do.")
    if kind == "parquet":
        return cast(Source, import_module("app.batch.parquet").Parquet(path))
    if kind == "jsonl":
        return JsonLines(path)
    return Delimited(path, "\t" if kind == "tsv" else None)


def open_sink(path: Path, like: Path, source: Source, added: Added) -> Sink:
    """Return a sink at `path` in the format that the name `like` asks for."""
    kind, packed = kind_of(like)
    if kind == "parquet":
        room = import_module("app.batch.parquet")
        return cast(Sink, room.ParquetSink(path, source.schema(), added))
    if kind == "jsonl":
        return JsonSink(path, packed=packed)
    columns = [*source.columns, *(column.name for column in added.columns)]
    return DelimitedSink(path, columns, delimiter="\t" if kind == "tsv" else ",", packed=packed)

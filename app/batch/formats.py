"""A file's name -> how it is read or written."""

from __future__ import annotations

import gzip
import os
import zlib
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
ZIPPED, COLUMNAR = b"\x1f\x8b", b"PAR1"
FOREIGN = {
    ZIPPED: "it is packed with gzip; add .gz to its name.",
    b"PK\x03\x04": "it is a zip archive or a workbook; save the sheet as CSV in UTF-8.",
    b"\xff\xfe": "it is UTF-16; save it as UTF-8.",
    b"\xfe\xff": "it is UTF-16; save it as UTF-8.",
}
"""How files begin that are no text of ours."""
HEAD = 4


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
    kind, packed = kind_of(path)
    if not path.exists():
        raise FileUnusable(f"{path}: there is no such file.")
    if not path.is_file():
        raise FileUnusable(f"{path}: not a file; it is read more than once, so no pipe will do.")
    if kind == "parquet":
        return cast(Source, import_module("app.batch.parquet").Parquet(path))
    _refuse_misnamed(path, packed=packed)
    if kind == "jsonl":
        return JsonLines(path)
    return Delimited(path, "\t" if kind == "tsv" else None)


def _refuse_misnamed(path: Path, *, packed: bool) -> None:
    """Raise FileUnusable where a file of text begins as others do: all its rows would be broken."""
    head = _head(path)
    if packed and head and not head.startswith(ZIPPED):
        raise FileUnusable(f"{path}: it is not packed with gzip; take .gz off its name.")
    if packed:
        head = _unpacked_head(path)
    elif head == COLUMNAR == _tail(path):
        raise FileUnusable(f"{path}: it is Parquet; let its name end in .parquet.")
    for start, advice in FOREIGN.items():
        if head.startswith(start):
            raise FileUnusable(f"{path}: {advice}")
    if b"\0" in head:
        raise FileUnusable(f"{path}: it is no text in UTF-8 (UTF-16, perhaps); save it so.")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _unpacked_head(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read(HEAD)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return b""  # whoever reads on will tell


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-HEAD, os.SEEK_END)
        return file.read()


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

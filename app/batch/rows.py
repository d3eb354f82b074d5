"""Rows on their way: as read, as sent to a worker, as judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from app.results import (
    MAX_CHARACTERS,
    GrievanceKind,
    Kind,
    TargetKind,
    Unit,
    Value,
    Verdict,
    Versions,
)

LARGEST = 1 << 20
"""Bytes of one row in a file of text; a draft may have 20,000 characters."""
TOO_LARGE = "the row is larger than 1 MiB"
NOT_UTF8 = "the row is not UTF-8 text"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the input; `row` counts from 1, broken ones included, `line` lines of the file.

    Either `fault` says why the row cannot be read, or `fields` hold it; `raw` is a JSON line as it
    stands.
    """

    row: int
    line: int | None = None
    fields: Mapping[str, Any] | None = None
    raw: str = ""
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows in a row, the first of number `first`; `batch` is Arrow's own where it has one."""

    first: int
    count: int
    records: Callable[[], Sequence[Record]]
    batch: Any = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a worker needs of a row: the text, or why there is none."""

    row: int
    line: int | None
    ident: str | None
    text: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows that are judged together; `span` is how much of the input they are, in its own units."""

    number: int
    drafts: tuple[Draft, ...]
    span: int = 0


class Found(Value):
    """A finding without its words: `start` and `end` are code points of the draft."""

    kind: Kind
    start: int
    end: int
    rule: str


class Judged(Value):
    """What is added to a row."""

    row: int = Field(ge=1)
    verdict: Verdict
    risk: Unit
    heat: Unit
    target: TargetKind
    grievance: GrievanceKind | None
    summary: str
    findings: tuple[Found, ...]
    rewrite: str | None = None


class Aside(Value):
    """A row that cannot be judged, without its words."""

    row: int = Field(ge=1)
    line: int | None = None
    id: str | None = None
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A judged chunk, in the order of its rows, and the versions that judged it."""

    number: int
    results: tuple[Judged | Aside, ...]
    versions: Versions
    span: int = 0


def draft_of(record: Record, column: str, ident: str | None) -> Draft:
    """Return the draft in `column`; what cannot be one says why."""
    fields = record.fields or {}
    text = fields.get(column)
    name = fields.get(ident) if ident is not None else None
    fault = record.fault or _fault(text)
    return Draft(
        row=record.row,
        line=record.line,
        ident=None if name is None else str(name)[:200],
        text=text if isinstance(text, str) and fault is None else "",
        fault=fault,
    )


def _fault(text: object) -> str | None:
    if text is None:
        return "there is no draft"
    if not isinstance(text, str):
        return "the draft is not text"
    if not text.strip():
        return "the draft is empty"
    if len(text) > MAX_CHARACTERS:
        return f"the draft has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}"
    return None

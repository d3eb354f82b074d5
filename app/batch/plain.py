"""Arrow's values as JSON knows them: dates, decimals and the like as text, bytes as base64."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import Any

import pyarrow as pa


def plain(batch: Any) -> list[dict[str, Any]]:
    """Return the rows; what is no UTF-8 in a column of text shows as replacement characters."""
    columns = [[_plain(value) for value in _values(column)] for column in batch.columns]
    names = batch.schema.names
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def not_utf8(batch: Any) -> set[int]:
    """Return the places of the rows of which a column of text holds something else."""
    return {
        place for column in batch.columns if is_text(column.type) for place in _not_utf8(column)
    }


def is_text(kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return any(
        test(kind)
        for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    )


def _not_utf8(column: Any) -> list[int]:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    with suppress(pa.ArrowInvalid):
        column.validate(full=True)
        return []
    return [place for place, value in enumerate(column) if not _is_readable(value)]


def _is_readable(value: Any) -> bool:
    try:
        value.as_py()
    except UnicodeDecodeError:
        return False
    return True


def _values(column: Any) -> list[Any]:
    """Return Python's values; where it has none for some, as near as can be."""
    kind = column.type
    try:
        if pa.types.is_duration(kind):
            column = column.cast(pa.int64())
        elif pa.types.is_date(kind) or pa.types.is_time(kind) or pa.types.is_timestamp(kind):
            column = column.cast(pa.string())
        found: list[Any] = column.to_pylist()
    except (ValueError, OverflowError):  # Arrow's own error is a ValueError
        return [_near(value) for value in column]
    return found


def _near(value: Any) -> Any:
    kind = value.type
    if not value.is_valid:
        return None
    if pa.types.is_dictionary(kind):
        return _near(value.value)
    if is_text(kind):
        return value.as_buffer().to_pybytes().decode("utf-8", "replace")
    if pa.types.is_nested(kind):
        return _near_parts(value)
    return _near_time(value) if pa.types.is_temporal(kind) else value.as_py()


def _near_parts(value: Any) -> Any:
    if pa.types.is_map(value.type):
        return [[_near(pair[0]), _near(pair[1])] for pair in value.values]
    if pa.types.is_struct(value.type):
        return {name: _near(inner) for name, inner in value.items()}
    return [_near(inner) for inner in value.values]


def _near_time(value: Any) -> str | int:
    """Return a moment as text, in UTC where its zone is unknown; else a count of its unit."""
    kind, ending = value.type, ""
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        value, ending = pa.scalar(value.value, pa.timestamp(kind.unit)), "Z"
    with suppress(pa.ArrowException):
        return f"{value.cast(pa.string()).as_py()}{ending}"
    count: int = value.value
    return count


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if value == value and abs(value) != float("inf") else None  # noqa: PLR0124
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case dict():
            return {str(name): _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return str(value)

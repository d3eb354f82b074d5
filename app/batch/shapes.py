"""Which columns rows without a schema have, and what Parquet is to make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from app.errors import FileUnusable

EXACT, LONG = 2**53, 2**63
"""Integers below are exact as floats, and fit 64 bits."""


class Shapes:
    """What was seen of each column: text, truth, integers, longs, numbers, other."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = {}

    def add(self, fields: Mapping[str, Any]) -> None:
        for name, value in fields.items():
            seen = self._seen.setdefault(name, set())
            if value is not None:
                seen.add(_shape(value))

    def __len__(self) -> int:
        return len(self._seen)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self._seen)

    @property
    def wordy(self) -> tuple[str, ...]:
        return tuple(name for name, seen in self._seen.items() if "text" in seen)

    def schema(self) -> Any:
        """Return the Arrow schema; a column of no single kind is text that holds JSON."""
        pa = arrow()
        return pa.schema([(name, _type(pa, seen)) for name, seen in self._seen.items()])


def _shape(value: object) -> str:
    match value:
        case str():
            return "text"
        case bool():
            return "truth"
        case int():
            return "integer" if abs(value) <= EXACT else "long" if abs(value) < LONG else "other"
        case float():
            return "number"
        case _:
            return "other"


def _type(pa: Any, seen: set[str]) -> Any:
    if seen == {"truth"}:
        return pa.bool_()
    if seen and seen <= {"integer", "long"}:
        return pa.int64()
    if seen and seen <= {"integer", "number"}:
        return pa.float64()
    return pa.string()


def schema_of_text(columns: Iterable[str]) -> Any:
    pa = arrow()
    return pa.schema([(name, pa.string()) for name in columns])


def arrow() -> Any:
    """Return pyarrow, which takes a while to load; raises FileUnusable where it is missing."""
    try:
        return import_module("pyarrow")
    except ModuleNotFoundError:
        raise FileUnusable("Parquet needs pyarrow: pip install 'unburnt[batch]'") from None

"""The columns that are added to a row, and their names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

from app.batch.rows import Judged
from app.results import Versions

Shape = Literal["text", "number", "findings"]
SHAPES: dict[str, Shape] = {
    "verdict": "text",
    "risk": "number",
    "heat": "number",
    "target": "text",
    "grievance": "text",
    "summary": "text",
    "findings": "findings",
    "rewrite": "text",
    "app_version": "text",
    "rules_version": "text",
    "model_version": "text",
}
"""In the order in which they stand in the result."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    shape: Shape


class Added:
    """What is added to rows that have the columns `taken`: none of those is ever overwritten."""

    def __init__(self, taken: Collection[str], versions: Versions, *, rewrite: bool) -> None:
        wanted = [name for name in SHAPES if rewrite or name != "rewrite"]
        self.prefix = next(p for p in _prefixes() if not {p + w for w in wanted} & set(taken))
        self.columns = tuple(Column(self.prefix + name, SHAPES[name]) for name in wanted)
        self._names = wanted
        self._versions = {
            "app_version": versions.app,
            "rules_version": versions.rules,
            "model_version": versions.model,
        }

    def cells(self, judged: Judged) -> dict[str, Any]:
        """Return what is added to one row, by name; findings are a list, the rest plain values."""
        values = judged.model_dump(mode="json") | self._versions
        return {self.prefix + name: values[name] for name in self._names}


def _prefixes() -> Any:
    yield "unburnt_"
    yield from (f"unburnt_{number}_" for number in count(2))

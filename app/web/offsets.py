"""Code-point offsets of a report -> UTF-16 code units, as browsers and most editors count."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.results import OffsetUnit, Report, Span
from app.text.units import utf16_offsets

S = TypeVar("S", bound=Span)


def in_unit(report: Report, draft: str, unit: OffsetUnit) -> Report:
    """Return the report with every position, also those of edits, in `unit`."""
    if unit is OffsetUnit.CODEPOINT:
        return report
    units = utf16_offsets(draft)
    return report.model_copy(
        update={
            "mentions": _moved(report.mentions, units),
            "findings": _moved(report.findings, units),
            "spared": _moved(report.spared, units),
            "sentences": _moved(report.sentences, units),
            "rewrites": tuple(
                rewrite.model_copy(update={"edits": _moved(rewrite.edits, units)})
                for rewrite in report.rewrites
            ),
        }
    )


def _moved(spans: tuple[S, ...], units: Callable[[int], int]) -> tuple[S, ...]:
    return tuple(
        span.model_copy(update={"start": units(span.start), "end": units(span.end)})
        for span in spans
    )

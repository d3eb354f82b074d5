"""A text and its spans -> pieces to show, in order: the same pieces that highlight.js makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.results import Edit, Finding, Severity

_RANK = (Severity.LOW, Severity.MEDIUM, Severity.HIGH)


@dataclass(frozen=True)
class Piece:
    """Words in a row with the same mark; `finding` is its number in the list, None for no mark."""

    text: str
    finding: int | None = None
    severity: str = ""


def mark(draft: str, findings: Sequence[Finding]) -> list[Piece]:
    """Cut the draft at every border of a finding; where findings overlap, the gravest shows."""
    borders = {0, len(draft)}
    for finding in findings:
        borders |= {finding.start, finding.end}
    cuts = sorted(borders)
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        number = _gravest(findings, start)
        shown = draft[start:end]
        if pieces and pieces[-1].finding == number:
            shown = pieces.pop().text + shown
        severity = findings[number].severity.value if number is not None else ""
        pieces.append(Piece(shown, number, severity))
    return pieces


def _gravest(findings: Sequence[Finding], position: int) -> int | None:
    covering = [
        (_RANK.index(finding.severity), -number)
        for number, finding in enumerate(findings)
        if finding.start <= position < finding.end
    ]
    return -max(covering)[1] if covering else None


@dataclass(frozen=True)
class Change:
    """A part of a rewrite: `kind` is "keep", "del" or "ins"."""

    kind: str
    text: str


def changes(draft: str, edits: Sequence[Edit]) -> list[Change]:
    """Return what was kept, deleted and inserted, in reading order; edits must not overlap."""
    shown: list[Change] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        shown.append(Change("keep", draft[done : edit.start]))
        shown.append(Change("del", draft[edit.start : edit.end]))
        shown.append(Change("ins", edit.replacement))
        done = edit.end
    shown.append(Change("keep", draft[done:]))
    return [change for change in shown if change.text]

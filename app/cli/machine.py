"""Reports for programs: JSON, and SARIF 2.1.0 for code-review tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import click

from app.cli.inputs import Draft
from app.results import Finding, Kind, Report, Severity
from app.rulebook.schema import ToneRule

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error"}


def own_version() -> str:
    return version("unburnt")


def print_json(reports: Sequence[tuple[Draft, Report]], *, several: bool) -> None:
    """Print a list where `several` drafts were given, else the one object; each with its `name`.

    Of several, those that could not be read are left out; of one, nothing is printed.
    """
    rows = [{"name": d.name, **r.model_dump(mode="json")} for d, r in reports]
    for answer in [rows] if several else rows:
        _print(answer)


def _print(answer: Any) -> None:
    """Print JSON, which is UTF-8 whatever the terminal speaks."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def print_sarif(reports: Sequence[tuple[Draft, Report]]) -> None:
    """Print one SARIF run; positions are lines and columns in code points, both from 1."""
    results = [
        _result(draft, finding, report) for draft, report in reports for finding in report.findings
    ]
    driver = {"name": "unburnt", "version": own_version(), "rules": _rules_used(reports)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"version": "2.1.0", "$schema": SARIF_SCHEMA, "runs": [run]}
    _print(log)


def _rules_used(reports: Sequence[tuple[Draft, Report]]) -> list[dict[str, Any]]:
    used = {f.rule for _, report in reports for f in report.findings}
    return [{"id": rule} for rule in sorted(used)]


def _result(draft: Draft, finding: Finding, report: Report) -> dict[str, Any]:
    start, end = _place(draft.text, finding.start), _place(draft.text, finding.end)
    return {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.why} {finding.advice}"},
        "properties": {"verdict": report.verdict.value, "confidence": finding.confidence},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _address(draft.name)},
                    "region": {
                        "startLine": start[0],
                        "startColumn": start[1],
                        "endLine": end[0],
                        "endColumn": end[1],
                    },
                }
            }
        ],
    }


def _address(name: str) -> str:
    """Return the file name as a URI reference, relative where the name is."""
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="replace")


def _place(text: str, position: int) -> tuple[int, int]:
    """Return line and column of `position`, both counted from 1."""
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def print_rules(rules: Sequence[tuple[Kind, ToneRule]]) -> None:
    rows = [{"kind": kind.value, **rule.model_dump(mode="json")} for kind, rule in rules]
    _print(rows)

"""Reports for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.progress import track
from rich.text import Text

from app.cli.inputs import Draft
from app.results import Kind, Report, Rewrite, Verdict
from app.rulebook.schema import ToneRule

T = TypeVar("T")
COLOURS = {Verdict.CLEAR: "green", Verdict.CAUTION: "yellow", Verdict.WARN: "red"}


def progress(items: Sequence[T], console: Console, *, show: bool) -> Iterable[T]:
    """Yield `items` with a progress bar on `console` where `show` is true."""
    if not show:
        return items
    return track(items, "Reading", console=console, transient=True)


def show(reports: Sequence[tuple[Draft, Report]], console: Console) -> None:
    """Print each report: verdict, reasons, spared words, notices, rewrite."""
    for number, (draft, report) in enumerate(reports):
        if len(reports) > 1:
            console.print(("\n" if number else "") + draft.name, style="bold", markup=False)
        for line, indent in _lines(report):
            console.print(Padding(line, (0, 0, 0, indent)))


def _lines(report: Report) -> Iterator[tuple[Text, int]]:
    colour = COLOURS[report.verdict]
    yield Text.assemble((report.verdict.value, f"bold {colour}"), "  ", report.summary), 0
    for finding in report.findings:
        yield Text.assemble((f"“{finding.text}”", colour), "  ", (finding.rule, "dim")), 2
        yield Text(f"{finding.why} {finding.advice}"), 4
    for spared in report.spared:
        yield Text.assemble((f"“{spared.text}”", "green"), f"  does not count: {spared.why}"), 2
    for notice in report.notices:
        yield Text.assemble((notice.title, "bold"), f": {notice.text}"), 0
    for rewrite in report.rewrites:
        yield from _rewrite(rewrite)
    if report.rewrite_refused is not None:
        yield Text.assemble(("No rewrite: ", "bold"), report.rewrite_refused.reason), 0
        for alternative in report.rewrite_refused.alternatives:
            yield Text(f"- {alternative}"), 2


def _rewrite(rewrite: Rewrite) -> Iterator[tuple[Text, int]]:
    heading = f"Safer, and every fact kept ({rewrite.verdict.value}):"
    yield Text(heading, style="bold"), 0
    yield Text(rewrite.text), 2


def show_rules(rules: Sequence[tuple[Kind, ToneRule]], console: Console, *, whole: bool) -> None:
    """Print one line a rule, or all of one."""
    for kind, rule in rules:
        console.print(
            Text.assemble((rule.id, "bold"), f"  {kind.value}, {rule.severity.value}: {rule.why}")
        )
        if whole:
            console.print(Text(f"  {rule.advice}"))
            for post in rule.examples.flags:
                console.print(Text(f"  flags   {post}"))
            for post in rule.examples.allows:
                console.print(Text(f"  allows  {post}"))

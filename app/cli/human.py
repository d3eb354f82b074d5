"""Reports for people at a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track
from rich.text import Text

from app.cli.inputs import Draft
from app.results import Finding, Kind, Report, Rewrite, Spared, Verdict
from app.rulebook.schema import ToneRule

T = TypeVar("T")
COLOURS = {Verdict.CLEAR: "green", Verdict.CAUTION: "yellow", Verdict.WARN: "red"}
WIDEST = 100
"""Columns; longer lines are hard to read however wide the terminal is."""
QUOTED = 60
"""Longest quotation of a draft, in characters; longer ones are cut in the middle."""
OFFER, TRY = "You could post this instead", "A start for your own words, less sure"
"""Headings of a rewrite, and of one that is doubtful."""


class Terminal(Console):
    """A console that leaves a reader who went away to `main`, whose exit code is no verdict."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def progress(items: Sequence[T], console: Console, *, show: bool) -> Iterable[T]:
    """Yield `items` with a progress bar on `console` where `show` is true."""
    if not show:
        return items
    return track(items, "Reading", console=console, transient=True)


def printable(text: str) -> str:
    """Return `text` without what would steer a terminal instead of being shown on it."""
    return "".join(
        "\ufffd" if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" else c
        for c in text.replace("\r\n", "\n").replace("\r", "\n")
    )


def show(reports: Sequence[tuple[Draft, Report]], console: Console, *, several: bool) -> None:
    """Print each report: verdict, reasons, spared words, notices, rewrite."""
    for number, (draft, report) in enumerate(reports):
        if number:
            console.print()
        if several:
            console.print(Text(printable(draft.name), style="bold underline"), soft_wrap=True)
        for part in _parts(report):
            _put(console, *part)
        for rewrite in report.rewrites:
            _put_rewrite(console, rewrite)


Part = tuple[str, Text]
"""What stands before the first line (the other lines are indented as far), and the words."""


def _parts(report: Report) -> Iterator[Part]:
    colour = COLOURS[report.verdict]
    verdict = (report.verdict.value.upper(), f"bold {colour}")
    yield "", Text.assemble(verdict, "  ", printable(report.summary))
    for finding, times in _counted((f.rule, f.text.casefold(), f) for f in report.findings):
        yield from _finding(finding, times, colour)
    if report.spared:
        yield "", Text("\nHarsh words that did not count:", style="bold")
        for spared, times in _counted((s.why, s.text.casefold(), s) for s in report.spared):
            yield _spared(spared, times)
    for notice in report.notices:
        yield "", Text(f"\n{notice.title}", style="bold")
        yield "  ", Text(notice.text)
    if report.platform is not None and report.platform.limit is not None:
        yield from _over_limit(report.platform.length, report.platform.limit)
    if report.rewrite_refused is not None:
        yield (
            "",
            Text.assemble(("\nNo rewrite: ", "bold"), printable(report.rewrite_refused.reason)),
        )
        for alternative in report.rewrite_refused.alternatives:
            yield "  - ", Text(alternative)


def _counted(found: Iterable[tuple[str, str, T]]) -> Iterator[tuple[T, str]]:
    """Yield the first of those with equal reason and words, with a word for how many there are."""
    groups: dict[tuple[str, str], list[T]] = {}
    for reason, words, item in found:
        groups.setdefault((reason, words), []).append(item)
    for group in groups.values():
        yield group[0], f" ({len(group)} times)" if len(group) > 1 else ""


def _finding(finding: Finding, times: str, colour: str) -> Iterator[Part]:
    quoted = (_quoted(finding.text), colour)
    yield "", Text.assemble("\n", quoted, times, "  ", (finding.rule, "dim"))
    yield "  ", Text(printable(f"{finding.why} {finding.advice}".strip()))


def _spared(spared: Spared, times: str) -> Part:
    return "  ", Text.assemble((_quoted(spared.text), "green"), times, "  ", printable(spared.why))


def _over_limit(length: int, limit: int) -> Iterator[Part]:
    if length > limit:
        words = f"\nToo long to post: {length:,} characters, and the limit is {limit:,}."
        yield "", Text(words, style="bold")


def _quoted(words: str) -> str:
    words = re.sub(r"\s+", " ", printable(words)).strip()
    if len(words) > QUOTED:
        half = QUOTED // 2 - 1
        words = f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
    return f"“{words}”"


def _put(console: Console, lead: str, words: Text) -> None:
    """Print `words` wrapped, each line behind `lead` or as many blanks."""
    width = max(min(console.width, WIDEST) - len(lead), 20)
    for line in words.wrap(console, width):
        line.rstrip()
        console.print(Text(lead if line else "") + line, soft_wrap=True)
        lead = " " * len(lead)


def _put_rewrite(console: Console, rewrite: Rewrite) -> None:
    """Print the rewrite as it would be posted, without line breaks of ours: it is to be copied."""
    offer = TRY if rewrite.doubtful else OFFER
    heading = f"\n{offer} ({rewrite.style.value}, reads as "
    console.print(
        Text.assemble(
            (heading, "bold"),
            (rewrite.verdict.value, f"bold {COLOURS[rewrite.verdict]}"),
            ("):", "bold"),
        )
    )
    console.print(Text(printable(rewrite.text)), soft_wrap=True)


def show_rules(rules: Sequence[tuple[Kind, ToneRule]], console: Console, *, whole: bool) -> None:
    """Print one line a rule, or all of one."""
    for kind, rule in rules:
        if not whole:
            console.print(Text.assemble((rule.id, "bold"), f"  {rule.why}"), soft_wrap=True)
            continue
        _put(
            console, "", Text.assemble((rule.id, "bold"), f"  {kind.value}, {rule.severity.value}")
        )
        _put(console, "  ", Text(f"{rule.why} {rule.advice}"))
        for heading, posts in (("Flags:", rule.examples.flags), ("Allows:", rule.examples.allows)):
            _put(console, "", Text(f"\n{heading}", style="bold"))
            for post in posts:
                _put(console, "  - ", Text(post))

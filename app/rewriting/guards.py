"""What a rewrite must not do; one that fails a guard is not offered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.results import Facts, GrievanceKind, Kind, Report, Severity, Verdict
from app.rewriting.facts import Fact, added, missing
from app.rewriting.form import is_well_formed
from app.rewriting.scene import ABUSE, COLD

SHORTEST, LONGEST = 0.3, 1.3
"""Length of a rewrite as a share of the draft's."""
SHORTEST_OF_SHORT = 0.22
SHORT_DRAFT = 160
"""Drafts up to this many characters may lose more: there is little of them but the heat."""

FEWEST_WORDS = 3
"""A rewrite has at least so many words beside handles and hashtags."""

MARGIN = 0.04
"""Least fall in risk that makes a rewrite of a cautious draft worth offering."""
_GRATEFUL = re.compile(r"(?i)\b(?:thank(?:s|ful| you)|grateful|appreciate|delighted|honou?red)\b")
_SPOKEN = re.compile(r"(?<![@#\w])[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Before:
    """The draft as it was, for comparison; `facts` were read off its words."""

    draft: str
    facts: Sequence[Fact]
    verdict: Verdict
    risk: float
    grievance: GrievanceKind | None
    limit: int | None


def keeps_its_content(before: Before, after: str, length: int) -> bool:
    """Say whether `after` keeps every fact, adds none, and has a fitting length.

    `length` is that of `after` as the platform counts.
    """
    if len(_SPOKEN.findall(after)) < FEWEST_WORDS or after == before.draft:
        return False
    if before.limit is not None and length > before.limit:
        return False
    shortest = SHORTEST_OF_SHORT if len(before.draft) <= SHORT_DRAFT else SHORTEST
    longest = max(LONGEST * len(before.draft), len(before.draft) + 25)
    if not shortest * len(before.draft) <= len(after) <= longest:
        return False
    if _GRATEFUL.search(after) and not _GRATEFUL.search(before.draft):
        return False
    if not is_well_formed(before.draft, after):
        return False
    return not missing(before.facts, after) and not added(before.draft, after)


def is_safer(before: Before, report: Report, grave: bool) -> bool:
    """Say whether the re-checked rewrite reads clear, or at least calmer for its facts alone.

    `grave` says that the words by which the draft raised its grievance all stand as they were.
    """
    if before.grievance is not None and report.grievance.kind is None and not grave:
        return False
    if report.verdict is Verdict.CLEAR:
        return report.risk <= before.risk
    if report.verdict is Verdict.WARN or report.risk > before.risk or _loud(report) & ABUSE:
        return False
    return before.verdict is Verdict.WARN or report.risk <= before.risk - MARGIN


def is_no_hotter(before: Before, report: Report, grave: bool) -> bool:
    """Say whether a version is safe to offer that need not be calmer than a measured draft.

    Its risk may be higher by MARGIN, or where it reads clear by twice as much.
    """
    calm = replace(before, risk=before.risk + 2 * MARGIN)
    return is_safer(calm if before.verdict is Verdict.CAUTION else before, report, grave)


def burns(report: Report) -> bool:
    """Say whether a text attacks by its wording, and not just a little."""
    return bool(_loud(report) - COLD)


def _loud(report: Report) -> set[Kind]:
    """Return the kinds of findings that are more than a little."""
    return {f.kind for f in report.findings if f.severity is not Severity.LOW}


def account(before: Before, after: str) -> Facts:
    """Return what was kept and dropped, as the author wrote it; nothing is ever added."""
    lost = {fact.key for fact in missing(before.facts, after)}
    return Facts(
        kept=tuple(dict.fromkeys(f.shown for f in before.facts if f.key not in lost)),
        dropped=tuple(dict.fromkeys(f.shown for f in before.facts if f.key in lost)),
    )

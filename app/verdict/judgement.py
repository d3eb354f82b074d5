"""What the verdict room hands on; ranges are into `Text.clean`."""

from __future__ import annotations

from dataclasses import dataclass

from app.results import GrievanceKind, TargetKind, Verdict
from app.scoring.evidence import Hit
from app.text.text import Range


@dataclass(frozen=True, slots=True)
class SentenceJudgement(Range):
    """One sentence; `risk` 0..1 as for the post."""

    verdict: Verdict
    risk: float
    sentiment: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer to the three questions and the one word that follows.

    `risk` is the probability 0..1 that a careful reader would say warn; `heat` 0..1 is how hot the
    wording is, at whomever; `hits` are ordered by importance; `notices` are ids of the rulebook's;
    `unsure` where no verdict is likelier than SURE_ENOUGH.
    """

    verdict: Verdict
    risk: float
    heat: float
    target: TargetKind
    target_confidence: float
    grievance: GrievanceKind | None
    grievance_confidence: float
    hits: tuple[Hit, ...]
    sentences: tuple[SentenceJudgement, ...]
    notices: tuple[str, ...]
    summary: str
    supportive: bool = False
    unsure: bool = False

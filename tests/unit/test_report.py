"""What the report room refuses, and what it says where we cannot read or should not judge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import RulebookError
from app.report import Reporter
from app.resources import bundled
from app.results import GrievanceKind, Options, Report, TargetKind, Verdict
from app.rulebook import Rulebook, load_rulebook
from app.scoring.evidence import Evidence, Mood, SparedHit
from app.text.text import Range, Text
from app.verdict import Judgement, SentenceJudgement

CALM = Mood(0.0, 0.0, 1.0, 0.0)
ENGLISH = "I said that they were not the ones who did it."
GERMAN = "Das ist nicht die Firma, die ich kenne und die mir etwas sagt."


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook(bundled("rules"))


def reported(book: Rulebook, draft: str, **changes: object) -> Report:
    """Return the report on one sentence with a harsh word that was spared."""
    places = range(len(draft))
    text = Text(draft, draft, places, [p + 1 for p in places], (Range(0, len(draft)),))
    judgement = Judgement(
        verdict=Verdict.CLEAR,
        risk=0.12345,
        heat=1.0000001,
        target=TargetKind.NONE,
        target_confidence=0.8,
        grievance=GrievanceKind.PAY,
        grievance_confidence=0.9,
        hits=(),
        sentences=(SentenceJudgement(0, len(draft), Verdict.CLEAR, 0.1, 0.0),),
        notices=("protected-activity",),
        summary="A summary.",
    )
    spared = (SparedHit(0, 3, "insult.test", "Not about a company.", TargetKind.OTHER, 0.5),)
    return Reporter(book, None).report(
        text,
        (),
        Evidence((), spared, (), CALM, (CALM,)),
        replace(judgement, **changes),  # type: ignore[arg-type]
        Options(),
    )


def ids(report: Report) -> list[str]:
    return [notice.id for notice in report.notices]


def test_shares_are_rounded_and_stay_shares(book: Rulebook) -> None:
    report = reported(book, ENGLISH)
    assert (report.risk, report.heat) == (0.123, 1.0)


def test_a_draft_in_english_keeps_its_summary_and_notices(book: Rulebook) -> None:
    report = reported(book, ENGLISH)
    assert (report.summary, ids(report)) == ("A summary.", ["protected-activity"])


def test_in_another_language_clear_is_not_claimed(book: Rulebook) -> None:
    report = reported(book, GERMAN)
    assert report.summary == book.summaries["unsupported"]
    assert ids(report) == ["language-unsupported", "protected-activity"]


def test_a_warning_stands_in_any_language(book: Rulebook) -> None:
    report = reported(book, GERMAN, verdict=Verdict.WARN)
    assert report.summary == "A summary."
    assert ids(report)[0] == "language-unsupported"


@pytest.mark.parametrize("draft", [ENGLISH, GERMAN])
def test_support_is_never_drowned_in_other_words(book: Rulebook, draft: str) -> None:
    report = reported(book, draft, supportive=True, notices=("despair",))
    assert (report.summary, ids(report), report.spared) == ("A summary.", ["despair"], ())


def test_a_rulebook_that_cannot_say_so_is_refused(book: Rulebook) -> None:
    rest = tuple(n for n in book.notices if n.id != "language-unsupported")
    with pytest.raises(RulebookError, match=r"language-unsupported\.yaml"):
        Reporter(replace(book, notices=rest), None)

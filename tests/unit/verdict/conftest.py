"""Evidence by hand: a few sentences, and the hits, moods and readings that a test names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.mentions import FoundMention
from app.modelstore import Reading, Verdicts
from app.resources import bundled
from app.results import (
    GrievanceKind,
    Kind,
    MentionKind,
    Options,
    Severity,
    Source,
    TargetKind,
    Tolerance,
)
from app.rulebook import Rulebook, load_rulebook
from app.rulebook.schema import NoticeFile
from app.scoring.evidence import Evidence, GrievanceHit, Hit, Mood, SparedHit
from app.text.text import Range, Text
from app.verdict import Judge, Judgement

CALM = Mood(0.0, 0.0, 1.0, 0.0)
GLOOMY = Mood(-0.9, 0.6, 0.4, 0.0)

EXAMPLES = {"flags": ["[[x]]"], "allows": ["y", "z"]}
NOTICES = (
    NoticeFile.model_validate(
        {
            "id": "despair",
            "title": "You matter",
            "text": "Talk to somebody.",
            "alone": True,
            "any_of": ["want to die"],
            "unless": ["want to die laughing"],
            "examples": EXAMPLES,
        }
    ),
    NoticeFile.model_validate(
        {
            "id": "protected",
            "title": "Protected",
            "text": "Some talk is protected.",
            "grievances": ["pay", "organising"],
            "examples": EXAMPLES,
        }
    ),
    NoticeFile.model_validate(
        {
            "id": "confidential",
            "title": "Private matters",
            "text": "Leave them out.",
            "kinds": ["leak"],
            "examples": EXAMPLES,
        }
    ),
)


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The real rulebook's words and summaries, with three notices that a test can see."""
    return replace(load_rulebook(bundled("rules")), notices=NOTICES)


@pytest.fixture(scope="session")
def judge(book: Rulebook) -> Judge:
    return Judge(book)


def text_of(*sentences: str) -> Text:
    clean = " ".join(sentences)
    ranges, start = [], 0
    for sentence in sentences:
        ranges.append(Range(start, start + len(sentence)))
        start += len(sentence) + 1
    places = range(len(clean))
    return Text(clean, clean, places, [p + 1 for p in places], tuple(ranges))


def hit(
    kind: Kind = Kind.INSULT,
    weight: float = 0.8,
    confidence: float = 1.0,
    at: tuple[int, int] = (0, 3),
    source: Source = Source.RULE,
    target: TargetKind = TargetKind.COMPANY,
    mention: FoundMention | None = None,
) -> Hit:
    return Hit(
        *at,
        rule=f"{kind}.test",
        kind=kind,
        severity=Severity.MEDIUM,
        weight=weight,
        why="because",
        advice="leave it out",
        source=source,
        confidence=confidence,
        target=target,
        mention=mention,
    )


def spared(target: TargetKind, heat: float = 0.5, at: tuple[int, int] = (0, 3)) -> SparedHit:
    return SparedHit(*at, "insult.test", "about somebody else", target, heat)


def grievance(kind: GrievanceKind, confidence: float = 0.8) -> GrievanceHit:
    return GrievanceHit(0, 3, kind, "pay.test", confidence)


def company(name: str | None = "Norvane", at: tuple[int, int] = (0, 7)) -> FoundMention:
    return FoundMention(*at, MentionKind.COMPANY, name)


def evidence(
    *hits: Hit,
    text: Text,
    spared: tuple[SparedHit, ...] = (),
    grievances: tuple[GrievanceHit, ...] = (),
    moods: tuple[Mood, ...] | None = None,
    reading: Reading | None = None,
) -> Evidence:
    moods = moods or (CALM,) * len(text.sentences)
    return Evidence(hits, spared, grievances, moods[0], moods, reading)


def reading(*sentences: Verdicts, post: Verdicts, heat: float = 0.5) -> Reading:
    return Reading(
        post=post,
        sentences=sentences,
        heat=heat,
        targets={TargetKind.COMPANY: 0.7, TargetKind.NONE: 0.3},
        grievances={},
        kinds={},
        risky=(),
        mentions=(),
    )


Judging = Callable[..., Judgement]


@pytest.fixture(scope="session")
def judged(judge: Judge) -> Judging:
    """Return the judgement on one plain sentence, or on `text`, with the given evidence."""

    def judged(
        *hits: Hit,
        text: Text | None = None,
        mentions: tuple[FoundMention, ...] = (),
        tolerance: Tolerance = Tolerance.STANDARD,
        by: Judge = judge,
        **more: object,
    ) -> Judgement:
        text = text or text_of("Norvane is what it is.")
        found = evidence(*hits, text=text, **more)  # type: ignore[arg-type]
        return by.judge(text, mentions, found, Options(tolerance=tolerance))

    return judged

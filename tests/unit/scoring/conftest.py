"""Scoring with mentions that a test can see: Norvane, and the usual words for its people."""

from __future__ import annotations

import re

import pytest

from app.mentions.found import FoundMention
from app.resources import bundled
from app.results import MentionKind, Options
from app.rulebook import load_rulebook
from app.scoring import Scorer
from app.text import TextReader

SIDES = (
    (MentionKind.COMPANY, r"Norvane|Tessor|Elmhurst Library"),
    (
        MentionKind.ROLE,
        r"(?:my|our|their|the|your) (?:old )?(?:boss|manager|recruiter|management|CEO|lead|HR)",
    ),
    (
        MentionKind.IMPLICIT,
        r"(?:this|that) (?:place|company)|my (?:old )?job|you people|these people",
    ),
)


def mentioned(clean: str) -> tuple[FoundMention, ...]:
    found = [
        FoundMention(m.start(), m.end(), kind)
        for kind, pattern in SIDES
        for m in re.finditer(rf"\b(?:{pattern})\b", clean, re.IGNORECASE)
    ]
    return tuple(sorted(found, key=lambda mention: mention.start))


@pytest.fixture(scope="session")
def book():
    return load_rulebook(bundled("rules"))


@pytest.fixture(scope="session")
def read():
    return TextReader().read


@pytest.fixture(scope="session")
def score(book, read):
    scorer = Scorer(book)

    def scored(post, options=None, reading=None):
        text = read(post)
        return scorer.score(text, mentioned(text.clean), options or Options(), reading)

    return scored


@pytest.fixture(scope="session")
def words(read):
    """Return the words of the draft that something found stands for."""

    def of(post, found):
        text = read(post)
        start, end = text.to_original(found.start, found.end)
        return text.original[start:end]

    return of

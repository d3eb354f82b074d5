"""Fates: what a careful editor would do with each word."""

from __future__ import annotations

import numpy as np
import pytest

from app.bootstrap import build_checker
from app.checker import Checker
from app.modelstore.fates import Fates, fates_of
from app.results import Options

TEXT = "They cut 40 jobs. Clowns."
PIECES = [(0, 4), (5, 8), (9, 11), (12, 16), (16, 17), (18, 22), (22, 24), (24, 25)]
KEEP, DROP = [0.9, 0.1, 0.0], [0.1, 0.1, 0.8]


@pytest.fixture
def fates() -> Fates:
    return fates_of(TEXT, PIECES, np.array([KEEP] * 5 + [[0.1, 0.1, 0.8], [0.3, 0.1, 0.6], DROP]))


@pytest.fixture(scope="module")
def checker() -> Checker:
    return build_checker()


def test_a_word_of_two_pieces_fares_as_they_do_on_average(fates: Fates) -> None:
    clowns = [word for word in fates.words if 18 <= word.start < 24]
    assert [TEXT[w.start : w.end] for w in clowns] == ["Clowns"]
    assert clowns[0].keep == pytest.approx(0.2)


def test_a_stretch_is_kept_as_its_telling_words_are(fates: Fates) -> None:
    assert fates.keep(0, 17) == pytest.approx(0.9)
    assert fates.keep(18, 25) == pytest.approx(0.2), "the full stop tells nothing"


def test_where_no_word_tells_anything_all_count_and_nothing_is_kept_for_sure(fates: Fates) -> None:
    assert fates.keep(0, 4) == pytest.approx(0.9), "they"
    assert fates.keep(17, 18) == 1.0, "a blank"


def test_the_words_before_a_place_are_the_nearest(fates: Fates) -> None:
    assert [TEXT[w.start : w.end] for w in fates.before(18, 2)] == ["jobs", "."]


def test_moved_fates_stand_elsewhere_and_those_without_a_place_are_gone(fates: Fates) -> None:
    moved = fates.moved(lambda start, end: (start + 3, end + 3) if start < 18 else (start, start))
    assert moved.words[0].start == 3
    assert len(moved.words) == 5


@pytest.mark.parametrize(
    ("draft", "told", "vented"),
    [
        (
            "They cut my hours from 38 to 12. Worst company ever.",
            "cut my hours",
            "Worst company ever",
        ),
        ("45 quid for a pdf. @HomeKeyLets leeches", "45 quid for a pdf", "leeches"),
        (
            "The bus was cancelled twice, these wallys still post memes.",
            "The bus was cancelled twice",
            "these wallys",
        ),
    ],
)
def test_the_reader_would_keep_what_happened_and_drop_what_is_only_vented(
    checker: Checker, draft: str, told: str, vented: str
) -> None:
    reading = checker.examine(draft, Options()).reading
    assert reading is not None
    assert reading.fates is not None
    at, hot = draft.index(told), draft.index(vented)
    assert reading.fates.keep(at, at + len(told)) > 0.8
    assert reading.fates.keep(hot, hot + len(vented)) < 0.5

"""Scores per word piece -> stretches of text."""

from __future__ import annotations

import numpy as np
import pytest

from app.modelstore import Label
from app.modelstore.decode import sigmoid, softmax, stretches, tagged, whole_words
from app.results import Kind, MentionKind

OFFSETS = [(0, 3), (4, 8), (8, 10), (11, 15), (16, 20), (21, 22)]
MENTIONS = (MentionKind.COMPANY, MentionKind.ROLE)
OUT, COMPANY, COMPANY_ON, ROLE, ROLE_ON = range(5)


def tags(*best: int) -> np.ndarray:
    """Return probabilities in which each piece has one clear best tag."""
    return np.eye(5)[list(best)] * 0.9 + 0.02


def found(labels: tuple[Label, ...]) -> list[tuple[int, int, str]]:
    return [(label.start, label.end, label.kind.value) for label in labels]


@pytest.mark.parametrize(
    ("best", "labels"),
    [
        ([OUT] * 6, []),
        ([COMPANY, OUT, OUT, OUT, OUT, OUT], [(0, 3, "company")]),
        ([COMPANY, COMPANY_ON, COMPANY_ON, OUT, OUT, OUT], [(0, 10, "company")]),
        ([COMPANY, COMPANY, OUT, OUT, OUT, OUT], [(0, 3, "company"), (4, 8, "company")]),
        ([COMPANY, ROLE_ON, OUT, OUT, OUT, OUT], [(0, 3, "company"), (4, 8, "role")]),
        ([OUT, COMPANY_ON, COMPANY_ON, OUT, OUT, OUT], [(4, 10, "company")]),
        ([OUT, OUT, OUT, OUT, ROLE, ROLE_ON], [(16, 22, "role")]),
        ([OUT, ROLE, COMPANY, OUT, OUT, OUT], [(4, 10, "company")]),
    ],
    ids=[
        "none",
        "one piece",
        "three pieces",
        "two beside",
        "two kinds",
        "no beginning",
        "at the end",
        "two kinds in one word",
    ],
)
def test_begin_and_inside_make_one_mention(best: list[int], labels: list) -> None:
    assert found(tagged(tags(*best), OFFSETS, MENTIONS)) == labels


def test_a_mention_is_as_sure_as_its_pieces_on_average() -> None:
    [label] = tagged(tags(COMPANY, COMPANY_ON, OUT, OUT, OUT, OUT), OFFSETS, MENTIONS)
    assert label.confidence == pytest.approx(0.94)


KINDS = (Kind.INSULT, Kind.THREAT)


def shares(*insult: float, threat: tuple[float, ...] = ()) -> np.ndarray:
    return np.array([insult, threat or [0.0] * len(insult)]).T


@pytest.mark.parametrize(
    ("insult", "labels"),
    [
        ((0, 0, 0, 0, 0, 0), []),
        ((0.9, 0, 0, 0, 0, 0), [(0, 3)]),
        ((0.9, 0.8, 0, 0, 0, 0), [(0, 8)]),
        ((0.9, 0, 0, 0.8, 0, 0), [(0, 15)]),
        ((0.9, 0, 0, 0, 0.8, 0), [(0, 3), (16, 20)]),
        ((0.5, 0.49, 0, 0, 0, 0), [(0, 3)]),
        ((0, 0, 0, 0, 0, 0.7), [(21, 22)]),
    ],
    ids=["none", "one", "two", "a small gap", "a large gap", "the threshold counts", "the last"],
)
def test_pieces_over_the_threshold_make_stretches(insult: tuple, labels: list) -> None:
    marked = stretches(shares(*insult), OFFSETS, KINDS)
    assert [(label.start, label.end) for label in marked] == labels


def test_stretches_of_all_kinds_come_by_position() -> None:
    marked = stretches(shares(0, 0, 0, 0.9, 0, 0, threat=(0.8, 0, 0, 0.95, 0, 0)), OFFSETS, KINDS)
    assert found(marked) == [(0, 15, "threat"), (11, 15, "insult")]


def test_scores_of_any_size_become_probabilities() -> None:
    scores = np.array([[1000.0, 0.0, -1000.0], [0.0, 0.0, 0.0]])
    assert softmax(scores).sum(-1) == pytest.approx([1.0, 1.0])
    assert sigmoid(np.array([0.0, 30.0, -30.0])) == pytest.approx([0.5, 1.0, 0.0])
    with np.errstate(over="raise"):
        assert sigmoid(np.array([-2000.0, 2000.0])) == pytest.approx([0.0, 1.0])


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("couldn't manage it", "'t manage it", "couldn't manage it"),
        ("he couldn't manage", "he couldn", "he couldn't"),
        ("a useless manager", "less manager", "useless manager"),
        ("said 'never again' twice", "never again", "never again"),
    ],
)
def test_words_are_never_cut(text: str, marked: str, whole: str) -> None:
    start = text.index(marked)
    [label] = whole_words([Label(start, start + len(marked), Kind.MOCKERY, 0.9)], text)
    assert text[label.start : label.end] == whole

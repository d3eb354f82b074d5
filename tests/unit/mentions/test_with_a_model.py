"""With a learned reading its mentions count, and spaCy is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from app.mentions import MentionFinder
from app.modelstore.reading import Label, Reading, Verdicts
from app.results import Employer, MentionKind
from app.text import TextReader
from tests.unit.mentions.conftest import Find


def reading(*labels: Label[MentionKind]) -> Reading:
    return Reading(
        post=Verdicts(1, 0, 0),
        sentences=(),
        heat=0,
        targets={},
        grievances={},
        kinds={},
        risky=(),
        mentions=labels,
    )


def test_a_sure_mention_of_the_model_counts_and_an_unsure_one_does_not(find: Find) -> None:
    sure = Label(0, 9, MentionKind.IMPLICIT, 0.8)
    unsure = Label(10, 16, MentionKind.IMPLICIT, 0.4)
    found = find("That lots closed today.", (), reading(sure, unsure))
    assert [(m.start, m.end, m.kind, m.confidence) for m in found] == [
        (0, 9, MentionKind.IMPLICIT, 0.8)
    ]


def test_the_authors_list_and_handles_come_before_the_model(find: Find) -> None:
    post = "norvane and @nrv again"
    wrong = Label(0, len(post), MentionKind.PERSON, 0.9)
    found = find(post, [Employer(name="Norvane")], reading(wrong))
    assert [(m.start, m.end, m.kind.value) for m in found] == [
        (0, 7, "company"),
        (12, 16, "handle"),
    ]


def test_a_label_outside_the_text_is_cut_or_dropped(find: Find) -> None:
    labels = [Label(2, 99, MentionKind.ROLE, 0.9), Label(50, 60, MentionKind.ROLE, 0.9)]
    assert [(m.start, m.end) for m in find("a chef", (), reading(*labels))] == [(2, 6)]


def test_the_end_of_a_word_is_nobody(find: Find) -> None:
    post = "daddy's money and O'Neill"
    ending, name = (Label(at, end, MentionKind.COMPANY, 0.9) for at, end in ((6, 7), (20, 25)))
    assert [(m.start, m.end) for m in find(post, (), reading(ending, name))] == [(20, 25)]


def test_no_parse_is_asked_for(finder: MentionFinder) -> None:
    def parse(_: str) -> Any:
        pytest.fail("spaCy was asked")

    text = TextReader(parse).read("Five rounds at Volta and Homely and Brightwell, then silence.")
    finder.find(text, (), reading())


def test_a_text_without_a_parser_is_read_all_the_same(find: Find) -> None:
    assert find("Volta headphones, Homely sofas, Kolo phones.") is not None


def test_a_full_stop_after_a_name_is_no_part_of_it(find: Find) -> None:
    post = "a rant about Vantro."
    found = find(post, (), reading(Label(13, 20, MentionKind.COMPANY, 0.85)))
    assert [post[m.start : m.end] for m in found] == ["Vantro"]

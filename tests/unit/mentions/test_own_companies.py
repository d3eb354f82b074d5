"""The author's list of employers: found however they are written, with their relation."""

from __future__ import annotations

import pytest

from app.results import Employer, Relation
from tests.unit.mentions.conftest import Find, Mentions

OWN = Employer(
    name="Quiet Harbour Foods Ltd", aliases=("QHF", "the harbour"), relation=Relation.CURRENT
)


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ("Quiet Harbour Foods Ltd is fine.", "Quiet Harbour Foods Ltd"),
        ("so quiet harbour foods cut my hours", "quiet harbour foods"),
        ("QuietHarbour Foods again.", "QuietHarbour Foods"),
        ("I left quiet-harbour-foods in May.", "quiet-harbour-foods"),
        ("Quiet Harbour Foods' canteen", "Quiet Harbour Foods"),
        ("qhf pays late", "qhf"),
        ("Back at the harbour on Monday.", "the harbour"),
    ],
)
def test_an_own_company_is_found_with_its_relation(
    find: Find, mentions: Mentions, post: str, words: str
) -> None:
    assert (words, "company") in mentions(post, [OWN])
    found = [m for m in find(post, [OWN]) if m.name == OWN.name]
    assert [m.relation for m in found] == [Relation.CURRENT]


def test_the_first_word_of_a_rare_name_is_enough(find: Find) -> None:
    own = Employer(name="Norvane Health", relation=Relation.FORMER)
    assert [(m.name, m.relation) for m in find("norvane ghosted me", [own])] == [
        ("Norvane Health", Relation.FORMER)
    ]


def test_the_first_word_of_an_everyday_name_is_not(find: Find) -> None:
    assert [m.name for m in find("a quiet evening at home", [OWN])] == []


def test_a_name_that_is_a_word_needs_its_capital(find: Find) -> None:
    own = Employer(name="Slack", relation=Relation.CURRENT)
    assert [m.relation for m in find("I joined Slack in May.", [own])] == [Relation.CURRENT]
    assert find("do not slack off", [own]) == ()


def test_without_a_list_there_is_no_relation(find: Find) -> None:
    assert {m.relation for m in find("Three years at Norvane.")} == {None}

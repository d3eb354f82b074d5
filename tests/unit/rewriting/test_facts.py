"""Facts are found, told from decoration, and missed when they are gone."""

from __future__ import annotations

import pytest

from app.results import Kind, MentionKind, Severity
from app.rewriting.facts import added, facts_of, missing
from app.rewriting.scene import Harsh, Name


def shown(words: str) -> set[str]:
    return {fact.shown for fact in facts_of(words)}


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("I waited 40 mins.", "40 mins"),
        ("After six rounds, nothing.", "six rounds"),
        ("They owe £1,140 for it.", "£1,140"),
        ("It came on Monday.", "Monday"),
        ("See https://example.org/a for more.", "https://example.org/a"),
        ("I met Karen there.", "Karen"),
        ("It is the third time.", "third time"),
    ],
)
def test_names_figures_and_dates_are_facts(words: str, fact: str) -> None:
    assert fact in shown(words)


@pytest.mark.parametrize("words", ["Ten out of ten.", "Zero stars.", "HR and the CEO.", "I left."])
def test_decoration_is_no_fact(words: str) -> None:
    assert facts_of(words) == []


def test_the_numbers_of_a_list_are_no_facts_and_what_they_count_is() -> None:
    assert shown("What I got: 1. No reply. 2. No refund of £40. 3. A shrug on Monday.") == {
        "£40",
        "Monday",
    }
    assert shown("1) no reply 2) no refund") == set()
    assert shown("Interviews? 5. Offers? 0.") == {"5", "0"}
    assert shown("It was May 3. 2 weeks later they called.") >= {"3", "2 weeks"}


def test_a_shouted_word_is_no_name_but_a_short_firm_is() -> None:
    assert shown("THEY TOOK IT FROM ME AND MY DAUGHTER") == set()
    assert shown("I left BP for good.") == {"BP"}


def test_a_number_may_change_from_words_to_digits() -> None:
    assert missing(facts_of("I did six rounds."), "I did 6 rounds.") == []


def test_a_lost_name_is_missed() -> None:
    names = [Name(0, 4, MentionKind.COMPANY, True)]
    assert [f.shown for f in missing(facts_of("Acme left.", names), "They left.")] == ["Acme"]


def test_an_invented_figure_is_noticed() -> None:
    assert added("I waited.", "I waited 3 weeks.") == ["3 weeks"]


@pytest.mark.parametrize(
    ("kind", "whom", "named"),
    [
        (Kind.BOYCOTT, "Premier Staff", ["Premier Staff"]),
        (Kind.BOYCOTT, "Mondays", []),
        (Kind.MOCKERY, "Albert Einstein", []),
    ],
)
def test_whom_a_call_away_is_about_is_a_fact(kind: Kind, whom: str, named: list[str]) -> None:
    """Two capitals in a row are a name, and not in mockery: "a real Albert Einstein"."""
    words = f"Gone for a month. Stay far away from {whom}."
    hot = [Harsh(18, len(words), kind, Severity.HIGH)]
    assert [fact.shown for fact in facts_of(words, hot=hot) if fact.named] == named


def test_names_that_stand_in_a_row_are_one_fact() -> None:
    assert [f.shown for f in facts_of("I rang Bluff Point, then Nina.")] == ["Bluff Point", "Nina"]


@pytest.mark.parametrize("words", ["every 1 of you", "did any 1 look", "no 1 cares"])
def test_one_of_them_is_no_figure(words: str) -> None:
    assert facts_of(words) == []

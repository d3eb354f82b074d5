"""What a careful editor would take out goes, and the rest stands as it was."""

from __future__ import annotations

import pytest

from app.bootstrap import build_checker
from app.checker import Checker
from app.rewriting.seams import branches
from app.text import load_parser

PARSE = load_parser()


@pytest.fixture(scope="module")
def checker() -> Checker:
    return build_checker()


@pytest.mark.parametrize(
    ("draft", "calm"),
    [
        ("45 quid for a pdf. @HomeKeyLets leeches", "@HomeKeyLets 45 quid for a pdf."),
        (
            "Zentra and Halo both raised prices this spring. 8 percent and 11. "
            "Two thieves splitting the same wallet. Greedy pigs.",
            "Zentra and Halo both raised prices this spring. 8 percent and 11.",
        ),
        (
            "SCAM SCAM SCAM. QuickLoan app took 40 dollars fee and never sent the loan. "
            "They are criminals. Do not install.",
            "QuickLoan app took 40 dollars fee and never sent the loan.",
        ),
        (
            "Hexley raised the rent by 300 a month 🤡 the boiler is still broken, "
            "you greedy vultures",
            "Hexley raised the rent by 300 a month. The boiler is still broken",
        ),
        (
            "Why did Lumora cancel my interview an hour before it started, you clowns?",
            "Why did Lumora cancel my interview an hour before it started?",
        ),
    ],
)
def test_the_case_stays_and_the_insult_goes(checker: Checker, draft: str, calm: str) -> None:
    assert [made.text for made in checker.check(draft).rewrites] == [calm]


@pytest.mark.parametrize("said", ["never called me at seven", "called me at seven every day"])
def test_words_that_an_editor_keeps_are_not_softened(checker: Checker, said: str) -> None:
    draft = f"The recruiter at Norvane {said}. What a clown."
    assert [made.text for made in checker.check(draft).rewrites] == [
        f"The recruiter at Norvane {said}."
    ]


def test_a_condition_does_not_stand_without_what_follows_from_it(checker: Checker) -> None:
    draft = "They moved my interview four times. If you get an offer from Lumora, run."
    for made in checker.check(draft).rewrites:
        assert "If you get" not in made.text


def test_of_no_question_half_is_left(checker: Checker) -> None:
    draft = "Who exactly is my manager managing? Because it sure isn't the rota. Useless clown."
    for made in checker.check(draft).rewrites:
        assert "Who exactly is my manager managing?" in made.text or "managing" not in made.text


@pytest.mark.parametrize(
    ("said", "spare"),
    [
        ("Some slimy consultant moved my desk.", "slimy"),
        ("He shouted at me like a dog.", "like a dog"),
        ("Our bill, which was a joke, came late.", "which was a joke"),
    ],
)
def test_what_hangs_on_a_word_that_can_do_without_is_a_branch(said: str, spare: str) -> None:
    assert spare in [said[b.start : b.end].strip(" ,") for b in branches(said, PARSE(said))]


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("They have the worst network in Britain.", "worst"),
        ("They cancelled the train that replaced mine.", "that replaced mine"),
        ("I am sorry that you worked for cowards.", "for cowards"),
        ("They did not even send an email.", "even"),
        ("She paid for the first eight minutes.", "first"),
    ],
)
def test_what_the_rest_means_little_without_is_none(said: str, bound: str) -> None:
    assert bound not in [said[b.start : b.end].strip(" ,") for b in branches(said, PARSE(said))]


@pytest.mark.parametrize(
    ("draft", "kept"),
    [
        (
            "Shady Brightline Logistics didn't pay me for two weeks in May. "
            "I never agreed to that. Crooks.",
            "I never agreed to that.",
        ),
        (
            "Norvane, you should be ashamed. You kept my deposit of £950 and you still have not "
            "told me why.",
            "Norvane, you kept my deposit of £950 and you still have not told me why.",
        ),
        (
            "Norvane's onboarding was absolute garbage. Three weeks without a laptop.",
            ". Three weeks without a laptop.",
        ),
    ],
)
def test_what_somebody_did_stays_and_sentences_stay_apart(
    full_checker: Checker, draft: str, kept: str
) -> None:
    [made] = full_checker.check(draft).rewrites
    assert kept in made.text

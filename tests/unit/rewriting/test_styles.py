"""Styles beside the neutral one: the same guards, and each keeps its own promise."""

from __future__ import annotations

import pytest

from app.checker import Checker
from app.results import Options, Report, Style, Verdict
from app.rewriting.canvas import apply_edits

ASKING = (
    "Norvane cancelled my interview twice on the day, the clowns. How hard is it to send a mail?"
)
THANKING = (
    "Norvane sent me a one line no after five rounds, you absolute muppets. "
    "Still, I enjoyed meeting the team in Leeds."
)


@pytest.fixture(params=["rules alone", "with the models"])
def either(request: pytest.FixtureRequest) -> Checker:
    name = "checker" if request.param == "rules alone" else "full_checker"
    found: Checker = request.getfixturevalue(name)
    return found


def in_style(checker: Checker, draft: str, *styles: Style) -> Report:
    return checker.rewrite(draft, Options(), styles, 1)


def test_what_is_asked_for_is_asked_for_kindly(either: Checker) -> None:
    report = in_style(either, ASKING, Style.CONSTRUCTIVE)
    (made,) = report.rewrites
    assert "Sending a mail would help." in made.text
    assert "clowns" not in made.text
    assert made.verdict is not Verdict.WARN
    assert apply_edits(ASKING, made.edits) == made.text


def test_the_neutral_style_puts_no_wish_in_anybodys_mouth(either: Checker) -> None:
    report = in_style(either, ASKING, Style.NEUTRAL)
    assert not any("would help" in made.text for made in report.rewrites)


def test_a_draft_that_asks_for_nothing_is_told_so(either: Checker) -> None:
    report = in_style(either, "The clowns at Norvane lost my file twice.", Style.CONSTRUCTIVE)
    assert report.rewrites == ()
    assert report.rewrite_refused is not None
    assert "no request" in report.rewrite_refused.reason


def test_what_was_good_comes_first(either: Checker) -> None:
    (made,) = in_style(either, THANKING, Style.GRACIOUS).rewrites
    assert made.text.startswith("I enjoyed meeting the team in Leeds. Norvane")
    assert made.text.count("in Leeds") == 1
    assert "five rounds" in made.text
    assert "muppets" not in made.text
    assert apply_edits(THANKING, made.edits) == made.text


def test_thanks_that_are_meant_as_a_jab_are_none(either: Checker) -> None:
    draft = "Five rounds with Norvane and no answer, the clowns. Thanks for nothing."
    report = in_style(either, draft, Style.GRACIOUS)
    assert report.rewrites == ()


def test_a_calm_draft_is_unnamed_as_it_stands(full_checker: Checker) -> None:
    draft = "Norvane cancelled my interview twice and nobody told me why."
    report = in_style(full_checker, draft, Style.PRIVATE)
    assert report.verdict is Verdict.CAUTION
    (made,) = report.rewrites
    assert (
        made.text == "A company I applied to cancelled my interview twice and nobody told me why."
    )
    assert made.facts.dropped == ("Norvane",)


def test_a_rant_is_calmed_before_it_is_unnamed(either: Checker) -> None:
    draft = "The useless clowns at Norvane cancelled my interview twice. Avoid Norvane!!!"
    (made,) = in_style(either, draft, Style.PRIVATE).rewrites
    assert "Norvane" not in made.text
    assert "clowns" not in made.text
    assert "cancelled my interview twice" in made.text


def test_each_style_that_has_no_version_says_why(either: Checker) -> None:
    draft = "The clowns at Norvane cancelled my interview twice."
    report = in_style(either, draft, Style.NEUTRAL, Style.CONSTRUCTIVE, Style.GRACIOUS)
    assert {made.style for made in report.rewrites} == {Style.NEUTRAL}
    assert report.rewrite_refused is None
    refused = {each.style: each.reason for each in report.styles_refused}
    assert set(refused) == {Style.CONSTRUCTIVE, Style.GRACIOUS}
    assert "thanks" in refused[Style.GRACIOUS]


def test_styles_asked_together_are_those_asked_alone(either: Checker) -> None:
    together = in_style(either, ASKING, *Style).rewrites
    alone = [made for style in Style for made in in_style(either, ASKING, style).rewrites]
    assert list(together) == alone


@pytest.mark.parametrize("style", [*Style])
def test_a_rant_that_tells_nothing_stays_refused(either: Checker, style: Style) -> None:
    report = in_style(either, "Fuck off, Norvane, you pathetic clowns. Rot in hell.", style)
    assert report.rewrites == ()
    assert report.rewrite_refused is not None


@pytest.mark.parametrize(
    "draft",
    [
        "Norvane promised me 40,000, the clowns. Lumen Bank promised me 38,000. Norvane lied.",
        "Dana Marsh at Norvane is a clown. Marsh lost my file in May.",
        'They told me "Norvane is a family" and fired me by text, the cowards.',
    ],
)
def test_what_cannot_be_left_unnamed_safely_is_refused(checker: Checker, draft: str) -> None:
    """Two firms would be one, half a name would stay, or a quotation would be changed."""
    report = in_style(checker, draft, Style.PRIVATE)
    named = ("Norvane", "Marsh", "Lumen")
    assert not any(name in made.text for made in report.rewrites for name in named)
    assert "the company" not in "".join(made.text for made in report.rewrites)


def test_a_calm_version_that_a_style_breaks_is_no_anger(either: Checker) -> None:
    draft = 'The clowns at Norvane lost my file. They say "Norvane cares".'
    report = in_style(either, draft, Style.NEUTRAL, Style.PRIVATE)
    assert [made.style for made in report.rewrites] == [Style.NEUTRAL]
    assert report.styles_refused[0].reason.startswith("I found a calm version")


@pytest.mark.parametrize(
    "draft",
    [
        "I have been patient for six weeks, you clowns at Norvane. Nobody called.",
        "The only person at Norvane who was kind got fired by these clowns.",
        "Thanks to Norvane I lost my flat, the crooks.",
    ],
)
def test_what_thanks_nobody_is_not_made_gracious(checker: Checker, draft: str) -> None:
    assert in_style(checker, draft, Style.GRACIOUS).rewrites == ()


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("Day 4 without heating. Still nobody has come. Idiots, Norvane Foods.", "Norvane Foods."),
        ("Fools. They lost my bag twice and sent a bill. Norvane Foods.", "Norvane Foods."),
    ],
)
def test_a_name_that_stands_alone_goes_with_its_sentence(
    full_checker: Checker, draft: str, said: str
) -> None:
    report = in_style(full_checker, draft, Style.NEUTRAL, Style.PRIVATE)
    named, unnamed = report.rewrites
    assert named.text.endswith(said)
    assert unnamed.text == named.text.removesuffix(said).strip()

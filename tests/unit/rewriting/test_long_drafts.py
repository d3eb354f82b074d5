"""A long draft is rewritten in parts: where it burns, and nowhere else."""

from __future__ import annotations

import re

import pytest

from app.checker import Checker
from app.results import TIDIED, Options, Report, Style, Verdict
from app.rewriting import parts
from app.rewriting.canvas import apply_edits

CALM = (
    "We moved the whole depot over one weekend in March, forty people and eleven vans, and I still "
    "have the floor plan on my wall. The new racks came on Monday, and by Wednesday we had them "
    "up. I was proud of that, and so was the night shift.",
    "In April I took the forklift course in Leeds, passed first time, and trained two others. "
    "Maria brought soup for everybody, and we played cards in the break until the snow came.",
    "I start at the harbour on 2 June, four days a week, closer to home. If you know somebody who "
    "wants to buy a good pair of steel-toed boots, size 44, write to me.",
)
HOT = (
    "Norvane fired me by text on 3 May after nine years. What a bunch of clowns.",
    "They owe me £950 for overtime, the greedy crooks at Norvane.",
)
DRAFT = "\n\n".join([CALM[0], HOT[0], CALM[1], HOT[1], CALM[2]])


@pytest.fixture(scope="module", params=["rules alone", "as served"])
def either(request: pytest.FixtureRequest) -> Checker:
    """Both checkers: without and with the models."""
    name = "checker" if request.param == "rules alone" else "full_checker"
    found: Checker = request.getfixturevalue(name)
    return found


@pytest.fixture(scope="module")
def report(either: Checker) -> Report:
    return either.check(DRAFT)


def test_the_draft_is_long_and_burns(report: Report) -> None:
    assert len(DRAFT) > parts.LONG
    assert report.verdict is Verdict.WARN


def test_each_burning_part_is_calmed_with_its_facts(report: Report) -> None:
    (made,) = report.rewrites
    assert "clowns" not in made.text
    assert "crooks" not in made.text
    assert "by text on 3 May after nine years" in made.text
    assert "£950" in made.text
    assert made.verdict is not Verdict.WARN


def test_what_does_not_burn_stays_to_the_letter(report: Report) -> None:
    (made,) = report.rewrites
    assert all(paragraph in made.text for paragraph in CALM)


def test_the_edits_make_the_text_and_say_why(report: Report) -> None:
    (made,) = report.rewrites
    assert apply_edits(DRAFT, made.edits) == made.text
    assert all(DRAFT[edit.start : edit.end] == edit.text for edit in made.edits)
    assert all(e.why != TIDIED for e in made.edits if "clowns" in e.text or "crooks" in e.text)


def test_the_private_style_names_the_firm_in_no_part(either: Checker) -> None:
    (made,) = either.check(DRAFT, Options(rewrite=(Style.PRIVATE,))).rewrites
    assert "Norvane" not in made.text
    assert not re.search(r"(?:^|[.!?] |\n)a company", made.text)


def test_a_paragraph_that_only_attacks_goes(full_checker: Checker) -> None:
    attack = "What a bunch of pathetic, worthless clowns."
    (made,) = full_checker.check(f"{DRAFT}\n\n{CALM[1]}\n\n{attack}").rewrites
    assert made.text.endswith(CALM[1])


def test_a_part_that_stays_a_rant_makes_no_offer(full_checker: Checker) -> None:
    stays = "I hope Norvane burns, 12 Mill Road, tonight."
    report = full_checker.check(f"{DRAFT}\n\n{CALM[1]}\n\n{stays}")
    assert report.rewrites == ()
    assert report.rewrite_refused is not None


def test_a_quote_is_not_cut_in_two(full_checker: Checker) -> None:
    again = "You will do it again tomorrow. " * 14
    quote = f'My boss wrote this to all of us. "You people are useless clowns. {again}Idiots."'
    (made,) = full_checker.check(f"{DRAFT}\n\n{quote}").rewrites
    assert made.text.endswith(quote)


def test_a_rewrite_that_is_checked_again_stays(report: Report, either: Checker) -> None:
    (made,) = report.rewrites
    again = either.check(made.text).rewrites
    assert not again or again[0].text == made.text


def test_how_much_is_read_grows_with_what_burns(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(draft: str) -> int:
        seen: list[int] = []
        examine = Checker.examine
        with monkeypatch.context() as patch:
            patch.setattr(
                Checker, "examine", lambda *given: seen.append(len(given[1])) or examine(*given)
            )
            checker.check(draft)
        return sum(seen)

    calm_twice = "\n\n".join([DRAFT, *CALM])
    assert read(calm_twice) - read(DRAFT) <= 4 * (len(calm_twice) - len(DRAFT))

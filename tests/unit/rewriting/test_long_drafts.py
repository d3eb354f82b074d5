"""A long draft is rewritten in parts: where it burns, and nowhere else."""

from __future__ import annotations

import pytest

from app.checker import Checker
from app.results import Options, Report, Style, Verdict
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


@pytest.fixture(scope="module")
def report(checker: Checker) -> Report:
    return checker.check(DRAFT)


def test_the_draft_is_long_and_burns(report: Report) -> None:
    assert len(DRAFT) > parts.LONG
    assert report.verdict is Verdict.WARN


def test_each_burning_part_is_calmed_with_its_facts(report: Report) -> None:
    (made,) = report.rewrites
    assert "clowns" not in made.text
    assert "crooks" not in made.text
    assert "fired me by text on 3 May after nine years" in made.text
    assert "£950" in made.text
    assert made.verdict is not Verdict.WARN


def test_what_does_not_burn_stays_to_the_letter(report: Report) -> None:
    (made,) = report.rewrites
    assert all(paragraph in made.text for paragraph in CALM)


def test_the_edits_make_the_text(report: Report) -> None:
    (made,) = report.rewrites
    assert apply_edits(DRAFT, made.edits) == made.text
    assert all(edit.why and DRAFT[edit.start : edit.end] == edit.text for edit in made.edits)


def test_the_private_style_names_the_firm_in_no_part(checker: Checker) -> None:
    told = checker.check(DRAFT, Options(rewrite=(Style.PRIVATE,)))
    assert all("Norvane" not in made.text for made in told.rewrites)
    assert told.rewrites


def test_what_stays_hot_in_one_part_is_not_offered(checker: Checker) -> None:
    hopeless = "Rot in hell, you pathetic worthless clowns."
    told = checker.check(f"{DRAFT}\n\n{hopeless}")
    assert all(hopeless not in made.text for made in told.rewrites)
    assert all(made.verdict is not Verdict.WARN for made in told.rewrites)


def test_how_long_it_takes_grows_with_what_burns(
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

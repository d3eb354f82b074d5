"""Grammar at the seams."""

from __future__ import annotations

import pytest

from app.rewriting.canvas import Canvas
from app.rewriting.tidy import drop_stubs, tidy


def without(draft: str, gone: str, new: str = "") -> str:
    canvas = Canvas(draft)
    start = draft.index(gone)
    canvas.replace(start, start + len(gone), new, "test")
    tidy(canvas)
    drop_stubs(canvas, lambda words: any(c.isdigit() for c in words))
    tidy(canvas)
    return canvas.text


@pytest.mark.parametrize(
    ("draft", "gone", "tidied"),
    [
        ("They left, the cowards.", " the cowards", "They left."),
        ("Clowns, they lost my bag.", "Clowns", "They lost my bag."),
        ("They lost it and are clowns.", " are clowns", "They lost it."),
        ("A useless answer came.", "useless ", "An answer came."),
        ("It was an awful lie.", "awful ", "It was a lie."),
        ("One.\n\nClowns.\n\nTwo.", "Clowns.", "One.\n\nTwo."),
        ("Pros: pay\n- clowns\n- late pay", "clowns", "Pros: pay\n- late pay"),
        ("They (clowns) left.", "clowns", "They left."),
        ("They left. Useless people.", "Useless ", "They left."),
        (
            "I was let go by chat 🤡 What a clown. They owe me.",
            " 🤡 What a clown.",
            "I was let go by chat. They owe me.",
        ),
        ("My boss, the clown, I think, left.", ", the clown,", "My boss I think, left."),
        (
            'They said "next week." Which week, rats?',
            " Which week, rats?",
            'They said "next week."',
        ),
        ("Pros: pay\nAdvice: quit, you rats", " quit, you rats", "Pros: pay"),
        ("Rats. It says:", "Rats. ", "It says:"),
        ("Mr Low, the fool, was late.", " the fool,", "Mr Low was late."),
        ("Norvane, you fools, is it safe?", " you fools,", "Norvane, is it safe?"),
        ("Mr Low, the fool, is he late.", " the fool,", "Mr Low, is he late."),
        ("- late pay\n- a rat\n- no lift", "- a rat\n", "- late pay\n- no lift"),
    ],
)
def test_what_a_deletion_leaves_reads_well(draft: str, gone: str, tidied: str) -> None:
    assert without(draft, gone) == tidied


def test_a_writer_without_capitals_gets_none() -> None:
    assert without("clowns, they lost it", "clowns") == "they lost it"


def test_blanks_and_marks_elsewhere_stay_as_they_were() -> None:
    assert without("Two  blanks , here. Clowns!", " Clowns!") == "Two  blanks , here."


@pytest.mark.parametrize("gap", ["\n" * 3_000, " " * 3_000, "\n-" * 1_000, ", " * 1_000])
def test_long_gaps_elsewhere_cost_no_more_than_their_length(gap: str) -> None:
    """They once cost two to the power of their lines, and one draft held up the whole service."""
    made = without(f"They left.{gap}They came back. Clowns!", " Clowns!")
    assert made == f"They left.{gap}They came back."


def test_empty_lines_and_bullets_at_the_end_go_with_what_stood_there() -> None:
    assert without("Pros: pay\n- clowns\n\n- \n -\n", "clowns") == "Pros: pay"

"""What holds for every rewrite, whatever the draft."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.bootstrap import build_checker
from app.checker import Checker
from app.rewriting.canvas import Canvas, apply_edits
from app.rewriting.tidy import tidy

OPENERS = ("The clowns at Norvane", "Norvane", "My useless manager", "You thieves at @norvane")
EVENTS = ("lost my bag", "fired 40 people", "cut our hours on 3 May", "ghosted me", "kept £950")
TAILS = (
    "",
    ", the parasites",
    " lol",
    "!!!",
    " 🤡",
    ". Avoid them",
    ". What a joke",
    ". Rot in hell",
)
POSTS = st.lists(
    st.tuples(st.sampled_from(OPENERS), st.sampled_from(EVENTS), st.sampled_from(TAILS)),
    min_size=1,
    max_size=4,
).map(lambda parts: " ".join(f"{a} {b}{c}." for a, b, c in parts))


@cache
def checker() -> Checker:
    return build_checker()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(POSTS)
def test_a_rewrite_is_safer_keeps_its_facts_and_is_made_of_its_edits(draft: str) -> None:
    report = checker().check(draft)
    for made in report.rewrites:
        assert made.verdict.rank < report.verdict.rank or made.risk < report.risk
        assert apply_edits(draft, made.edits) == made.text
        assert set(re.findall(r"\d+", draft)) == set(re.findall(r"\d+", made.text))
        assert made.facts.added == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(POSTS)
@example(
    "The clowns at Norvane fired 40 people. The clowns at Norvane fired 40 people. "
    "The clowns at Norvane lost my bag. The clowns at Norvane lost my bag, the parasites."
)
@example(
    "The clowns at Norvane fired 40 people. The clowns at Norvane cut our hours on 3 May. "
    "The clowns at Norvane lost my bag."
)
def test_a_rewrite_of_a_rewrite_is_the_same_or_none(draft: str) -> None:
    for made in checker().check(draft).rewrites:
        again = checker().check(made.text).rewrites
        assert all(second.text == made.text for second in again)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20), st.text(max_size=6)), max_size=6),
)
def test_edits_always_lead_from_the_draft_to_the_text(
    draft: str, changes: list[tuple[int, int, str]]
) -> None:
    canvas = Canvas(draft)
    for start, length, new in changes:
        first = min(start, len(canvas.text))
        canvas.replace(first, min(first + length, len(canvas.text)), new, "test")
    tidy(canvas)
    assert apply_edits(draft, canvas.edits()) == canvas.text

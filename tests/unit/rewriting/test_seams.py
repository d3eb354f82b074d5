"""What may go out of a sentence, and what would leave it in pieces."""

from __future__ import annotations

import pytest

from app.rewriting.seams import holds_together, is_whole, without_tail
from app.rewriting.sense import Sense
from app.text import Range, load_parser

PARSE = load_parser()


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("The rude receptionist kept my deposit.", "rude "),
        ("Our bill, which was a joke, came late.", ", which was a joke,"),
        ("They have had my money since March, those absolute thieves.", ", those absolute thieves"),
        ("You're not in sales here, you're a hamster.", ", you're a hamster"),
        ("They lied about every ticket and the app is slow.", "They lied about every ticket and "),
        ("12 nights, no room, clueless desk", ", clueless desk"),
    ],
)
def test_what_hangs_on_loosely_may_go(said: str, gone: str) -> None:
    assert holds_together(PARSE(said), [_range(said, gone)])


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("I watched it lying down.", "lying"),
        ("I said they were a bunch of clowns.", "a bunch of clowns"),
        ("Dana, you hired me, praised me and cut me in one week.", ", you hired me, praised me"),
        ("It takes a special kind of company to put it in the calendar.", "kind of company to"),
        ("Thank you, Pinecrest Dental, for the fee for the visit you moved.", "Thank you, "),
        (
            "Commission is a riddle set by a man who's paid not to solve it.",
            "is a riddle set by a man who's",
        ),
    ],
)
def test_what_the_rest_leans_on_may_not(said: str, gone: str) -> None:
    assert not holds_together(PARSE(said), [_range(said, gone)])


@pytest.mark.parametrize("gone", ["", "They moved my desk twice."])
def test_nothing_and_everything_may_go(gone: str) -> None:
    said = "They moved my desk twice."
    assert holds_together(PARSE(said), [_range(said, gone)])


def _range(said: str, part: str) -> Range:
    start = said.index(part)
    return Range(start, start + len(part))


def test_a_tail_behind_a_comma_may_go_where_the_rest_is_a_sentence() -> None:
    said, gone = "They owe me £950 for overtime, the greedy crooks.", ", the greedy crooks"
    assert Sense(PARSE).holds(said, [_range(said, gone)])


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("If you apply there, you are out of your mind.", ", you are out of your mind"),
        ("The crooks at the front desk, they kept my bag.", ", they kept my bag"),
        ("They kept my bag with, as ever, no reason.", ", as ever, no reason"),
        ("They never paid me, Tom Reed, you crook.", ", you crook"),
    ],
)
def test_a_tail_stays_where_the_rest_is_none(said: str, gone: str) -> None:
    rest = without_tail(said, [_range(said, gone)])
    assert rest is not None
    assert not is_whole(rest, PARSE(rest))


def test_what_is_said_after_it_makes_it_no_tail() -> None:
    said = "They lost my bag, the clowns, and my coat."
    assert without_tail(said, [_range(said, ", the clowns,")]) is None

"""Every example in rules/styles.yaml holds: what stays unnamed, what asks, what thanks."""

from __future__ import annotations

import pytest

from app.checker import Checker
from app.results import Options, Style
from app.rewriting.canvas import Canvas
from app.rewriting.change import paint, strongest
from app.rewriting.own import scene_of
from app.rewriting.styles import Styles
from app.rewriting.tidy import tidy
from app.rulebook.schema import BeforeAfter
from app.text import load_parser
from tests.rules.examples import BOOK, found

assert BOOK.styles is not None
PRIVATE = BOOK.styles.private.examples
SOUGHT = {"constructive": BOOK.styles.constructive, "gracious": BOOK.styles.gracious}
FLAGS = [(name, post) for name, style in SOUGHT.items() for post in style.examples.flags]
ALLOWS = [(name, post) for name, style in SOUGHT.items() for post in style.examples.allows]


@pytest.fixture(scope="module")
def styles() -> Styles:
    return Styles(BOOK, load_parser())


@pytest.mark.parametrize("pair", PRIVATE, ids=lambda pair: pair.before)
def test_names_are_left_unsaid(checker: Checker, styles: Styles, pair: BeforeAfter) -> None:
    scene = scene_of(checker.examine(pair.before, Options()))
    canvas = Canvas(pair.before)
    paint(canvas, scene, strongest(styles.turn(Style.PRIVATE, scene).closing(scene)))
    tidy(canvas)
    assert canvas.text == pair.after


@pytest.mark.parametrize("pair", PRIVATE, ids=lambda pair: pair.before)
def test_what_is_unnamed_has_no_name_left(
    checker: Checker, styles: Styles, pair: BeforeAfter
) -> None:
    before = scene_of(checker.examine(pair.before, Options()))
    after = scene_of(checker.examine(pair.after, Options()))
    turn = styles.turn(Style.PRIVATE, before)
    assert turn.is_met(after)
    assert not turn.is_met(before)


@pytest.mark.parametrize(("name", "post"), FLAGS)
def test_words_of_a_style_are_found_at_their_place(name: str, post: str) -> None:
    marked = post[post.index("[[") + 2 : post.index("]]")]
    assert marked in found(SOUGHT[name], post.replace("[[", "").replace("]]", ""))


@pytest.mark.parametrize(("name", "post"), ALLOWS)
def test_look_alikes_are_none(name: str, post: str) -> None:
    assert found(SOUGHT[name], post) == set()

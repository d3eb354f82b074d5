"""Every example in rules/styles.yaml holds: what stays unnamed, what asks, what thanks."""

from __future__ import annotations

import pytest

from app.checker import Checker
from app.results import Options, Style
from app.rewriting.canvas import Canvas
from app.rewriting.change import paint, strongest
from app.rewriting.own import scene_of
from app.rewriting.recipes import Recipes
from app.rewriting.styles import Styles
from app.rewriting.tidy import tidy
from app.rulebook.schema import BeforeAfter
from app.text import load_parser
from tests.rules.examples import BOOK, found
from tests.rules.rewriting_by_rule import scene_of_words

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


NO_WISH = (
    "My manager said they need to let ten people go.",
    "If they need to call me they have my number.",
    "Do they need to call me at 2am?",
    "I don't think they should give me 300 euros.",
    "We will hear on Friday, as they should have done in May.",
    "What they should have told me was the price.",
    "They cut our hours so they could have a party.",
    "They could have a party.",
    "How hard is it to not lose my file?",
    "How hard is it to find a job when you are 55?",
    "They should have received my documents by now.",
    "You should have seen my manager's face.",
    "Why can't they just fire me?",
    "My team needs to read 200 mails a day.",
    "Nothing should stop a good nurse.",
    "Candidates should read the contract.",
    "Tell me about it.",
    "Give me a break.",
)


@pytest.mark.parametrize("post", NO_WISH)
def test_what_only_looks_like_a_wish_is_left_alone(post: str) -> None:
    assert list(Recipes(BOOK, Style.CONSTRUCTIVE).apply(scene_of_words(post))) == []

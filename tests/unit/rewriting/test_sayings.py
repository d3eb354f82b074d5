"""What the decoder changes where nothing burns may stay as the author wrote it."""

from __future__ import annotations

import pytest

from app.bootstrap import build_checker
from app.checker import Checker
from app.results import Options
from app.rewriting.facts import facts_of
from app.rewriting.mended import names_kept, still_asked, still_listed
from app.rewriting.sayings import said, where_it_burns
from app.rewriting.scene import Scene, scene_of_evidence
from app.rewriting.sense import Sense
from app.settings import Settings

DRAFT = "Norvane lost my bag in June. The clowns at the desk laughed. I want my 90 euros back."


@pytest.fixture(scope="module")
def checker() -> Checker:
    return build_checker(Settings(model=None))


def scene_of(checker: Checker, draft: str) -> Scene:
    seen = checker.examine(draft, Options())
    return scene_of_evidence(seen.text, seen.mentions, seen.evidence, seen.judgement)


def kept(checker: Checker, version: str) -> list[str]:
    """Return the words of the draft that are changed where it burns, with what they become."""
    scene = scene_of(checker, DRAFT)
    made = where_it_burns(scene, said(scene, version), Sense())
    return [f"{DRAFT[c.start : c.end]}>{''.join(map(str, c.parts))}".strip() for c in made]


def test_a_change_in_a_calm_sentence_is_left_out(checker: Checker) -> None:
    version = "Norvane lost my bag. The people at the desk laughed. I want my 90 euros back."
    assert kept(checker, version) == ["clowns>people"]


def test_a_sentence_that_burns_may_go_whole(checker: Checker) -> None:
    version = "Norvane lost my bag in June. I want my 90 euros back."
    assert kept(checker, version) == [". The clowns at the desk laughed>"]


def test_a_version_that_changes_calm_sentences_alone_is_the_draft(checker: Checker) -> None:
    assert kept(checker, DRAFT.replace("90 euros", "money")) == []


@pytest.mark.parametrize(
    ("draft", "version", "wanted"),
    [
        (
            "Why did Lumora drop me, you clowns? I waited a week.",
            "Why did Lumora drop me. I waited a week.",
            "Why did Lumora drop me? I waited a week.",
        ),
        (
            "What is clear is that they left, the cowards. Is it me?",
            "What is clear is that they left. Is it me?",
            "What is clear is that they left. Is it me?",
        ),
        ("Where is my 3.50 refund, rats?", "Where is my 3.50 refund.", "Where is my 3.50 refund?"),
    ],
)
def test_what_the_author_asked_is_still_asked(
    checker: Checker, draft: str, version: str, wanted: str
) -> None:
    assert still_asked(scene_of(checker, draft), version) == wanted


@pytest.mark.parametrize(
    ("draft", "version", "wanted"),
    [
        (
            "Arrived to a locked door. Imbeciles at Loch Tarn Cabins.",
            "Arrived to a locked door.",
            "Arrived to a locked door. Loch Tarn Cabins.",
        ),
        (
            "What fools at Norvane! They lost my bag.",
            "They lost my bag.",
            "Norvane! They lost my bag.",
        ),
        ("They lost my bag. Imbecile, Colm Reddin.", "They lost my bag.", "They lost my bag."),
        (
            "They lost my bag, I hate Norvane.",
            "They lost my bag.",
            "They lost my bag.",
        ),
        (
            "Norvane lost my bag. Norvane is run by fools.",
            "Norvane lost my bag.",
            "Norvane lost my bag.",
        ),
    ],
)
def test_the_only_word_on_whom_it_is_about_may_stay_alone(
    checker: Checker, draft: str, version: str, wanted: str
) -> None:
    scene = scene_of(checker, draft)
    made = names_kept(scene, said(scene, version), facts_of(draft, scene.names, scene.hot))
    text, at = "", 0
    for each in made:
        text += draft[at : each.start] + "".join(map(str, each.parts))
        at = each.end
    assert text + draft[at:] == wanted


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        ("- late pay\nLockers are too small", "- late pay\n- Lockers are too small"),
        ("- late pay\n- lockers are too small", "- late pay\n- lockers are too small"),
        ("late pay and lockers", "- late pay and lockers"),
        ("They pay late", "They pay late"),
    ],
)
def test_an_item_of_a_list_keeps_its_sign(checker: Checker, version: str, wanted: str) -> None:
    draft = "- late pay\n- the boss is a rat\n- lockers are too small"
    assert still_listed(scene_of(checker, draft), version) == wanted


def test_an_item_of_a_list_goes_as_a_line(checker: Checker) -> None:
    draft = "- late pay\n- the boss is a rat\n- no lift"
    (gone,) = said(scene_of(checker, draft), "- late pay\n- no lift")
    assert draft[gone.start : gone.end] == "- the boss is a rat\n"

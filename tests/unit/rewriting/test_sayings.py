"""What the decoder changes where nothing burns may stay as the author wrote it."""

from __future__ import annotations

import pytest

from app.bootstrap import build_checker
from app.checker import Checker
from app.results import Options
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


def test_an_item_of_a_list_goes_as_a_line(checker: Checker) -> None:
    draft = "- late pay\n- the boss is a rat\n- no lift"
    (gone,) = said(scene_of(checker, draft), "- late pay\n- no lift")
    assert draft[gone.start : gone.end] == "- the boss is a rat\n"

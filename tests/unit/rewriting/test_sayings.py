"""What the decoder changes where nothing burns may stay as the author wrote it."""

from __future__ import annotations

import pytest

from app.bootstrap import build_checker
from app.checker import Checker
from app.results import Options
from app.rewriting.sayings import said, still_asked, where_it_burns
from app.rewriting.scene import Scene, scene_of_evidence
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
    made = where_it_burns(scene, said(scene, version))
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

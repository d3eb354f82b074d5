"""What a version of the decoder lost by mistake is put back."""

from __future__ import annotations

import pytest

from app.bootstrap import build_checker
from app.checker import Checker
from app.results import Options
from app.rewriting.facts import facts_of
from app.rewriting.mended import mended, names_kept, still_asked, still_listed, written
from app.rewriting.sayings import said
from app.rewriting.scene import Scene, scene_of_evidence
from app.rewriting.sense import Sense
from app.settings import Settings
from app.text import load_parser

SENSE = Sense(load_parser())


@pytest.fixture(scope="module")
def checker() -> Checker:
    return build_checker(Settings(model=None))


def scene_of(checker: Checker, draft: str) -> Scene:
    seen = checker.examine(draft, Options())
    return scene_of_evidence(seen.text, seen.mentions, seen.evidence, seen.judgement)


def put_right(checker: Checker, draft: str, version: str) -> str:
    scene = scene_of(checker, draft)
    facts = facts_of(draft, scene.names, scene.hot)
    return written(draft, mended(scene, said(scene, version), facts, SENSE))


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
            "The day's pay is gone. Liars. Stay far away from Premier Staff.",
            "The day's pay is gone.",
            "The day's pay is gone. Premier Staff.",
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
    assert written(draft, made) == wanted


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


@pytest.mark.parametrize(
    ("draft", "version", "wanted"),
    [
        (
            "Dummies at the tax office. I brought 7 papers.",
            "The tax office I brought 7 papers.",
            "The tax office. I brought 7 papers.",
        ),
        (
            "WHAT IS WRONG WITH YOU @Marrowmere. 4 CALLS. You monkeys.",
            "@Marrowmere 4 CALLS.",
            "@Marrowmere. 4 CALLS.",
        ),
        (
            "My teammates are brain dead. Analyst copies everything.",
            "My teammates Analyst copies everything.",
            "My teammates. Analyst copies everything.",
        ),
        (
            "Pros: central.\nCons: you are a hamster\nThe pay is late.",
            "Pros: central.\nCons: you are The pay is late.",
            "Pros: central.\nCons: you are.\nThe pay is late.",
        ),
    ],
)
def test_a_stop_between_sentences_stays(
    checker: Checker, draft: str, version: str, wanted: str
) -> None:
    assert put_right(checker, draft, version) == wanted


@pytest.mark.parametrize(
    ("draft", "version", "wanted"),
    [
        (
            "Norvane lost my bag. The clowns laughed. I called Dana twice.",
            "Norvane lost my bag.",
            "Norvane lost my bag. I called Dana twice.",
        ),
        (
            "He docked us both the day. Bluejay Exteriors. What a goat.",
            "He docked us both the day.",
            "He docked us both the day. Bluejay Exteriors.",
        ),
        (
            "The shift began on Monday. They are rats. It ended at 4.",
            "The shift began on Monday.",
            "The shift began on Monday. It ended at 4.",
        ),
    ],
)
def test_calm_sentences_that_have_to_stay_stay(
    checker: Checker, draft: str, version: str, wanted: str
) -> None:
    """What somebody did, and a name or a figure; the attack between them goes."""
    assert put_right(checker, draft, version) == wanted


@pytest.mark.parametrize(
    ("draft", "version"),
    [
        ("Six weeks and no answer.", "Six weeks and no answer."),
        ("Six weeks and no answer. Clowns.", "Six weeks and no answer."),
        ("Norvane lost my bag. It was a bad day. Clowns.", "Norvane lost my bag."),
        ("I saw it on Monday, you clowns. By then it was late.", "I saw it on Monday."),
    ],
)
def test_what_need_not_be_mended_stays_as_it_is(checker: Checker, draft: str, version: str) -> None:
    assert put_right(checker, draft, version) == version


def test_what_is_all_put_back_is_the_draft(checker: Checker) -> None:
    draft = "I had asked for a day. I watched it lying down."
    assert put_right(checker, draft, "I had asked for a day.") == draft

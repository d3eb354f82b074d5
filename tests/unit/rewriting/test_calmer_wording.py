"""A rewrite adds no feeling, breaks no sentence, and a refusal never contradicts the verdict."""

from __future__ import annotations

import pytest

from app.checker import Checker
from app.resources import bundled
from app.results import Kind, Severity, Verdict
from app.rewriting.calm import is_shouted
from app.rewriting.hedge import hedge
from app.rewriting.refusals import Refusals
from app.rewriting.scene import Harsh, Passage, Scene
from app.rulebook import load_rulebook
from tests.rules.rewriting_by_rule import scene_of_words


@pytest.mark.parametrize(
    ("draft", "calm"),
    [
        (
            "The clowns at Acme Logistics lied about the salary and still owe me $1,200 for May.",
            "The salary at Acme Logistics was not what I had been told, and they still owe me "
            "$1,200 for May.",
        ),
        (
            "AVOID HALDEN FOODS!!! WORST COMPANY EVER. THEY CUT MY HOURS FROM 38 TO 12",
            "Halden Foods cut my hours from 38 to 12",
        ),
        (
            "my boss is a fucking idiot and HR is useless. quit today, 3 years wasted",
            "my boss is hard to deal with and HR is not helpful. quit today, 3 years wasted",
        ),
        (
            "Thanks for nothing, Karen from HR at Brightpath. You rejected me by text after 5 "
            "interviews.",
            "Karen from HR at Brightpath rejected me by text after 5 interviews.",
        ),
        (
            "Norvane hasn't paid me for three weeks. They are crooks and I hope they go bankrupt.",
            "Norvane hasn't paid me for three weeks.",
        ),
        (
            "He cut my hours from 40 to 12. This is the clown who decides on my pay.",
            "He cut my hours from 40 to 12. This is the person who decides on my pay.",
        ),
    ],
)
def test_the_event_is_told_and_nothing_is_added(checker: Checker, draft: str, calm: str) -> None:
    assert checker.check(draft).rewrites[0].text == calm


def _cautious(words: str) -> Scene:
    scene = scene_of_words(words)
    passages = tuple(Passage(p.start, p.end, Verdict.CAUTION, 0.5, True) for p in scene.passages)
    return Scene(words, passages, (), (), ())


@pytest.mark.parametrize(
    ("said", "hedged"),
    [
        ("They never answer tickets.", True),
        ("Norvane does not care about safety.", True),
        ("You rejected me by text.", False),
        ("They cut my hours.", False),
        ("They never answered me.", False),
    ],
)
def test_only_claims_about_what_others_do_or_want_get_a_hedge(said: str, hedged: bool) -> None:
    assert bool(list(hedge(_cautious(said), ()))) is hedged


@pytest.mark.parametrize(
    ("verdict", "kinds", "tells", "refusal"),
    [
        (Verdict.WARN, (), True, "entangled"),
        (Verdict.WARN, (Kind.MOCKERY,), True, "irony"),
        (Verdict.CAUTION, (Kind.MOCKERY,), False, "irony"),
        (Verdict.CAUTION, (Kind.COMPLAINT,), True, "already-measured"),
        (Verdict.WARN, (Kind.INSULT,), False, "attack"),
        (Verdict.WARN, (Kind.INSULT,), True, "entangled"),
        (Verdict.CAUTION, (Kind.THREAT,), False, "anger"),
        (Verdict.CAUTION, (Kind.THREAT,), True, "entangled"),
    ],
)
def test_a_refusal_never_contradicts_the_verdict_nor_what_the_draft_tells(
    verdict: Verdict, kinds: tuple[Kind, ...], tells: bool, refusal: str
) -> None:
    refusals = Refusals(load_rulebook(bundled("rules")).refusals)
    harsh = tuple(Harsh(0, 3, kind, Severity.MEDIUM) for kind in kinds)
    scene = Scene("So it goes.", (), harsh, (), ())
    assert refusals.for_scene(scene, verdict, tells) == refusals.of(refusal)


@pytest.mark.parametrize(
    ("words", "shouted"),
    [("THEY CUT MY HOURS", True), ("They cut MY hours", False), ("NHS HR", False)],
)
def test_shouting_is_most_words_in_capitals(words: str, shouted: bool) -> None:
    assert is_shouted(words) is shouted

"""A version that the decoder says leaves sentences whole, and who did what."""

from __future__ import annotations

import pytest

from app.bootstrap import build_checker
from app.checker import Checker
from app.results import Options
from app.rewriting.faithful import faults
from app.rewriting.fault import FATAL, Fault
from app.rewriting.sayings import said
from app.rewriting.scene import scene_of_evidence
from app.rewriting.sense import Sense
from app.settings import Settings
from app.text import load_parser

SENSE = Sense(load_parser())


@pytest.fixture(scope="module")
def checker() -> Checker:
    return build_checker(Settings(model=None))


def faulty(checker: Checker, draft: str, version: str) -> frozenset[Fault]:
    seen = checker.examine(draft, Options())
    scene = scene_of_evidence(seen.text, seen.mentions, seen.evidence, seen.judgement)
    return faults(scene, said(scene, version), version, SENSE)


def faithful(checker: Checker, draft: str, version: str) -> bool:
    return not faulty(checker, draft, version) - {Fault.HEADLESS, Fault.SWAPPED}


@pytest.mark.parametrize(
    ("draft", "version"),
    [
        (
            "Six rounds and no answer. What a bunch of clowns at Norvane.",
            "Six rounds and no answer.",
        ),
        (
            "My useless boss at Norvane moved my shift twice.",
            "My boss at Norvane moved my shift twice.",
        ),
        (
            "What kind of company asks for your password? Cobalt Staffing. Creeps.",
            "Cobalt Staffing asks for your password.",
        ),
        (
            "I asked Norvane for my pay. You thieves. Three weeks later it came.",
            "I asked Norvane for my pay. Three weeks later it came.",
        ),
        ("They lied about the salary.", "The salary was not what they said."),
        ("Got laid off by email, you cowards.", "I got laid off by email."),
        ("Norvane's driver lost my bag, the clown.", "The driver at Norvane lost my bag."),
        ("I heard back. By email. From a clown.", "I heard back by email."),
        ("Toxic management, no raises in three years.", "No raises in three years."),
        ("Called me twice at 8pm. Packwell.", "Packwell called me twice at 8pm."),
        ("Norvane, where is my money, thieves", "Norvane, I am waiting for my money"),
        ("They lost my bag. Fools at Norvane.", "Norvane lost my bag."),
        ("What kind of fool charges 90 for that. Norvane.", "Norvane charges 90 for that."),
        ("Bought in bulk. A handmade necklace, says Norvane.", "A necklace was bought in bulk."),
    ],
)
def test_what_a_careful_editor_may_do(checker: Checker, draft: str, version: str) -> None:
    assert faithful(checker, draft, version)


@pytest.mark.parametrize(
    ("draft", "version"),
    [
        (
            "The bank took our farm. Now the bank is gone and the land is still here.",
            "The bank took our farm. Now the bank is still here.",
        ),
        (
            "My company sent me a card. It had someone else's name on it.",
            "My company sent me a card. I had someone else's name on it.",
        ),
        (
            "Norvane offered me less than my current pay. What a joke.",
            "Norvane offered me less than my current pay. I would like to.",
        ),
        (
            "Shame on you Ashgrove Care. Shame on your family. Dad waited 6 hours for a bed.",
            "Ashgrove Care Dad waited 6 hours for a bed.",
        ),
        (
            "Why did Lumora cancel my interview an hour before it started, you clowns?",
            "Lumora cancel my interview an hour before it started.",
        ),
        (
            "Got laid off by email after 9 years. Real classy, Vantro.",
            "Vantro got laid off by email after 9 years.",
        ),
        (
            "The panel interrupted me four times and asked about my age.",
            "The panel asked about my four times.",
        ),
        (
            "Dropped after 7,200 trips. Heartless robots. Support pastes the same message.",
            "Dropped after 7,200 trips. I don support pastes the message.",
        ),
        (
            "They gave the manager's nephew my route, the crooks.",
            "They gave the nephew my route.",
        ),
        ("My sister's laptop came back in two parts, clowns.", "My laptop came back in two parts."),
        ("The onboarding was garbage. Three weeks, no laptop.", "The onboarding was three weeks."),
        ("My boss is a snake. Apply elsewhere.", "My boss apply elsewhere."),
        ("Paid extra for Saturday. lol Packwell.", "Packwell paid extra for Saturday."),
        ("Norvane WHERE IS MY MONEY, thieves", "Norvane IS MY MONEY"),
        (
            "I told the kid to stop and he docked us the day, the goat.",
            "I told the kid to stop and docked us the day.",
        ),
        ("Picked 9 bins, paid for 6. Packwell.", "Packwell picked 9 bins, paid for 6."),
        ("Pay so-so, dispatch rude. Moved on.", "Pay so-so, dispatch moved on."),
        ("Arrived to a locked door. Packwell.", "Packwell arrived to a locked door."),
        ("They lost my bag. Fools at Norvane.", "The fools lost my bag."),
        ("I lost my bag. Fools at Norvane.", "Norvane lost my bag."),
        (
            "You lied, blocked my raise and took my clients, you goat.",
            "I blocked my raise and took my clients.",
        ),
        ("I waited and paid twice, you goats.", "I waited and they paid twice."),
    ],
)
def test_what_twists_the_story_is_not_offered(checker: Checker, draft: str, version: str) -> None:
    assert not faithful(checker, draft, version)


@pytest.mark.parametrize(
    ("said_anew", "holds"),
    [
        ("I waited for the same wallet.", True),
        ("I the same wallet.", False),
        ("I two thieves splitting the same wallet.", False),
        ("I was waiting for the same wallet.", True),
    ],
)
def test_whoever_is_new_does_something(checker: Checker, said_anew: str, holds: bool) -> None:
    raised = "Zentra and Halo both raised prices this spring."
    draft = f"{raised} Two thieves splitting the same wallet."
    assert faithful(checker, draft, f"{raised} {said_anew}") is holds


def test_a_sentence_without_a_subject_may_get_the_one_before_it(checker: Checker) -> None:
    draft = "my boss is a snake. told the owner I was late."
    assert not faulty(checker, draft, "my boss told the owner I was late.") & FATAL


@pytest.mark.parametrize(
    ("draft", "version", "fault"),
    [
        (
            "The clerk asked for gloves and was told to wait.",
            "Asked for gloves and was told to wait.",
            Fault.HEADLESS,
        ),
        ("They managed to lose a stroller.", "They managed to take a stroller.", Fault.SWAPPED),
        ("The app fails to log me out.", "The app me out.", Fault.SWAPPED),
    ],
)
def test_a_verb_without_its_subject_or_another_one_is_doubted(
    checker: Checker, draft: str, version: str, fault: Fault
) -> None:
    assert fault in faulty(checker, draft, version)
    assert fault not in FATAL


@pytest.mark.parametrize(
    ("draft", "version"),
    [
        ("I asked for gloves and was told to wait.", "Asked for gloves and was told to wait."),
        ("The clowns kept losing my bag.", "They lost my bag."),
        ("The clerk, a rat, asked for gloves.", "The clerk asked for gloves."),
    ],
)
def test_the_same_verb_in_another_form_is_not(checker: Checker, draft: str, version: str) -> None:
    assert not faulty(checker, draft, version) & {Fault.HEADLESS, Fault.SWAPPED}


def test_two_verbs_of_one_subject_may_share_it(checker: Checker) -> None:
    draft = "They lied to me and they kept my bag, the goats."
    assert not faulty(checker, draft, "They lied to me and kept my bag.") & FATAL

"""After a no: a note and letters that hold the author's facts and nobody else's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.bootstrap import build_checker
from app.checker import Checker
from app.resources import bundled
from app.results import Employer, Options
from app.rulebook import load_rulebook
from app.rulebook.aftercare import NoteSection
from app.rulebook.patterns import PatternSet, unspoiled
from app.settings import Settings
from app.web import create_app

BOOK = load_rulebook(bundled("rules"))
WORDS = BOOK.aftercare
assert WORDS is not None
RULES = build_checker(Settings(model=None))
NO = (
    "Didn't get the job at Halden Foods. I learned a lot in the final round. "
    "Why did nobody say that they wanted a manager? Next time I will ask who decides."
)
RANT = (
    "Five rounds with Norvane and then silence. What a bunch of clowns, avoid them at all costs!!!"
)


def said(checker: Checker, draft: str) -> dict[str, tuple[str, ...]]:
    return {part.id: part.said for part in checker.afterwards(draft).parts}


def test_a_no_is_sorted_into_what_happened_went_well_to_ask_and_next_time(checker: Checker) -> None:
    assert said(checker, NO) == {
        "happened": ("Didn't get the job at Halden Foods.",),
        "went-well": ("I learned a lot in the final round.",),
        "to-ask": ("Why did nobody say that they wanted a manager?",),
        "next-time": ("Next time I will ask who decides.",),
    }


def test_where_the_draft_says_nothing_the_note_asks(checker: Checker) -> None:
    advice = checker.afterwards(RANT)
    asked = {part.id: part.ask for part in advice.parts}
    assert asked["happened"] is None
    assert all(asked[name] for name in ("went-well", "to-ask", "next-time"))
    assert asked["went-well"] in advice.note


def test_a_rant_comes_into_the_note_without_its_insults(checker: Checker) -> None:
    advice = checker.afterwards(RANT)
    assert "clowns" not in advice.note + advice.thank_you.text + advice.invitation.text
    assert "Five rounds with Norvane" in advice.note


def test_letters_thank_for_what_there_was(checker: Checker) -> None:
    advice = checker.afterwards(NO)
    assert advice.occasion == "rejection"
    assert advice.thank_you.text.startswith("Hello Halden Foods team,")
    assert "Thank you for the final round" in advice.thank_you.text
    assert "I learned a lot in the final round." in advice.thank_you.text
    assert advice.missing is None


def test_letters_do_not_repeat_the_no(checker: Checker) -> None:
    advice = checker.afterwards(
        "Five rounds with Norvane and then a no. Sad, and I learned a lot although I was rejected. "
        "The people were kind."
    )
    assert "rejected" not in advice.thank_you.text
    assert "The people were kind." in advice.thank_you.text
    assert advice.parts[0].said == ("Five rounds with Norvane and then a no.",)


def test_a_person_is_greeted_unless_the_draft_attacks_them(checker: Checker) -> None:
    kind = checker.afterwards("My recruiter Priya at Norvane told me I didn't get the job.")
    assert kind.thank_you.text.startswith("Hello Priya,")
    harsh = checker.afterwards(
        "My recruiter Priya at Norvane is a lying snake. I didn't get the job."
    )
    assert harsh.thank_you.text.startswith("Hello Norvane team,")


def test_an_invitation_fits_linkedin_however_long_the_draft(checker: Checker) -> None:
    long = NO.replace("a lot", "a great deal " + "about cold chains and warehouses " * 6)
    for draft in (NO, RANT, long):
        invitation = checker.afterwards(draft).invitation
        assert invitation.length == len(invitation.text) <= invitation.limit == 200


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        ("I love the rain in October.", WORDS.no_occasion),
        ("I didn't get the job. On to the next.", WORDS.missing_name),
    ],
)
def test_without_an_occasion_or_a_name_there_is_a_note_and_no_letter(
    checker: Checker, draft: str, why: str
) -> None:
    advice = checker.afterwards(draft)
    assert (advice.thank_you, advice.invitation, advice.missing) == (None, None, why)
    assert advice.note


def test_employers_of_the_author_are_known_by_their_name(checker: Checker) -> None:
    employer = Employer(name="Norvane", aliases=("the big N",))
    advice = checker.afterwards("Ghosted by the big N again.", Options(employers=(employer,)))
    assert "Hello Norvane team" in advice.thank_you.text


def test_somebody_in_despair_gets_support_and_no_letters(checker: Checker) -> None:
    advice = checker.afterwards("Norvane turned me down. I don't want to live any more.")
    assert [notice.id for notice in advice.notices] == ["despair"]
    assert (advice.parts, advice.note, advice.thank_you, advice.missing) == ((), "", None, None)


@pytest.mark.parametrize("occasion", WORDS.occasions, ids=lambda o: o.id)
def test_the_examples_of_an_occasion_hold(occasion) -> None:
    wanted = PatternSet.of(occasion.any_of, BOOK.words)
    unless = PatternSet.of(occasion.unless, BOOK.words)
    for post in occasion.examples.flags:
        marked = post[post.index("[[") + 2 : post.index("]]")]
        plain = post.replace("[[", "").replace("]]", "")
        found = [m.groups[0] for m in unspoiled(wanted, unless, plain)]
        assert any(marked in words or words in marked for words in found), post
    for post in occasion.examples.allows:
        assert not list(unspoiled(wanted, unless, post)), post


@pytest.mark.parametrize("section", [s for s in WORDS.sections if s.any_of], ids=lambda s: s.id)
def test_the_examples_of_a_section_land_in_it(section) -> None:
    for sentence in section.examples:
        assert next(s.id for s in WORDS.sections if takes(s, sentence)) == section.id
    for sentence in section.allows:
        assert not takes(section, sentence), sentence


def takes(section: NoteSection, sentence: str) -> bool:
    unless = PatternSet.of(section.unless, BOOK.words)
    wanted = PatternSet.of(section.any_of, BOOK.words)
    return bool(wanted.matching(sentence)) and not unless.matching(sentence)


@pytest.mark.parametrize(
    "sting",
    [
        "Thanks for nothing.",
        "Glad to be rid of Norvane.",
        "I liked nothing about the interview.",
        "The recruiter wasn't kind, and nobody thanked me for coming.",
        "Learned my lesson: never again.",
    ],
)
def test_letters_repeat_no_word_that_stings(checker: Checker, sting: str) -> None:
    advice = checker.afterwards(f"Norvane turned me down after three rounds. {sting}")
    assert advice.occasion == "rejection"
    for letter in (advice.thank_you, advice.invitation):
        assert sting not in letter.text
    assert sting not in {part.id: part for part in advice.parts}["went-well"].said


def test_a_company_that_is_greeted_is_not_named_again(checker: Checker) -> None:
    advice = checker.afterwards("Five rounds with Norvane and then a no. I learned a lot.")
    assert advice.invitation.text.count("Norvane") == 1
    assert "I learned a lot." in advice.invitation.text


@pytest.mark.parametrize(
    "draft",
    [
        "We rejected their parcel, and Norvane sent another one.",
        "My landlord rejected my application for a cat. Norvane was no help.",
    ],
)
def test_a_no_that_is_no_employers_gets_no_letter(checker: Checker, draft: str) -> None:
    assert checker.afterwards(draft).missing == WORDS.no_occasion


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(("Norvane", "Halden Foods")),
    st.sampled_from(("three rounds", "seven interviews", "a trial day", "an application")),
    st.sampled_from(("I learned a lot.", "The people were kind.", "What a circus.", "")),
    st.sampled_from(("then silence.", "then a rejection.", "they ghosted me.")),
)
def test_letters_state_no_figure_and_no_name_that_the_draft_lacks(
    company: str, stage: str, own: str, end: str
) -> None:
    draft = f"After {stage} with {company}, {end} {own}"
    advice = RULES.afterwards(draft)
    for letter in (advice.thank_you, advice.invitation):
        assert letter is not None
        for word in re.findall(r"\b(?:\d+|three|seven|[A-Z][a-z]+)\b", letter.text):
            assert word in draft or word in {"Hello", "Thank", "I", "If", "The"}, word
    if end != "they ghosted me.":  # which a calm version words otherwise
        assert all(s.rstrip(".") in draft for part in advice.parts for s in part.said)


def test_over_http_it_answers_and_refuses_as_a_check_does(checker: Checker) -> None:
    with TestClient(create_app(Settings(model=None), checker=checker)) as client:
        answer = client.post("/v1/afterwards", json={"text": NO})
        assert answer.status_code == 200
        assert answer.json()["occasion"] == "rejection"
        assert client.post("/v1/afterwards", json={"text": " "}).status_code == 422
        refused = client.post("/v1/afterwards", json={"text": NO, "platform": "nowhere"})
        assert refused.status_code == 422
        assert refused.headers["content-type"] == "application/problem+json"

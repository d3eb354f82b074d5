"""Names of companies: known ones, ordinary words, and names that no list has."""

from __future__ import annotations

import pytest

from tests.unit.mentions.conftest import Find, Mentions


@pytest.mark.parametrize(
    ("post", "name"),
    [
        ("Three years at Norvane and not one raise.", "Norvane"),
        ("Five rounds with Norvane and then silence.", "Norvane"),
        ("Corvane Health cut my hours again.", "Corvane Health"),
        ("I applied to Brightpath Logistics in May.", "Brightpath Logistics"),
        ("The parcel came from TalentBridge.", "TalentBridge"),
        ("Harlow & Pike sent the parcel twice.", "Harlow & Pike"),
        ("i worked at norvane for 3 years", "norvane"),
        ("Norvane's recruiter never called.", "Norvane"),
        ("Thank you Norvane, what a day.", "Norvane"),
    ],
)
def test_a_name_that_no_list_has_is_found_by_its_form_and_company(
    mentions: Mentions, post: str, name: str
) -> None:
    assert (name, "company") in mentions(post)


@pytest.mark.parametrize(
    "post",
    [
        "We walked through Rotterdam in the rain.",
        "I start on Monday, in March it gets warmer.",
        "My Python course is on Friday.",
        "Resilience is a muscle, they say.",
        "My cousin Priya baked a cake for Diwali.",
        "I'm learning Spanish and it is hard.",
        "We've got snow, and You've got mail.",
    ],
)
def test_places_days_languages_and_skills_are_no_companies(mentions: Mentions, post: str) -> None:
    assert [m for m in mentions(post) if m[1] == "company"] == []


@pytest.mark.parametrize(
    ("company", "word", "name"),
    [
        ("Three years at Target and not one raise.", "We missed the target audience.", "Target"),
        ("I worked at Apple for a year.", "She baked an apple pie.", "Apple"),
        ("I was rejected by Gap after two rounds.", "I took a gap year in Peru.", "Gap"),
        ("Delta cancelled my flight again.", "We sailed down the river delta.", "Delta"),
        ("I applied to Shell last year.", "He came out of his shell.", "Shell"),
        ("My offer from Square was withdrawn.", "Ten euro a square metre.", "Square"),
        ("I was hired by Indeed in May.", "Indeed, I was wrong about it.", "Indeed"),
    ],
)
def test_a_name_that_is_an_ordinary_word_counts_by_its_context(
    find: Find, company: str, word: str, name: str
) -> None:
    assert name in [m.name for m in find(company)]
    assert name not in [m.name for m in find(word)]


@pytest.mark.parametrize(
    ("post", "words", "name"),
    [
        ("Amazon's support hung up on me.", "Amazon", "Amazon"),
        ("I love my shifts at McDonalds.", "McDonalds", "McDonald's"),
        ("I quit WholeFoods on Friday.", "WholeFoods", "Whole Foods"),
        ("worked at starbucks all summer", "starbucks", "Starbucks"),
        ("Ryanair lost my bag.", "Ryanair", "Ryanair"),
    ],
)
def test_a_known_company_is_named_however_it_is_written(
    find: Find, mentions: Mentions, post: str, words: str, name: str
) -> None:
    assert (words, "company") in mentions(post)
    found = {m.name or "" for m in find(post)}
    assert any(name in each for each in found), found


def test_a_possessive_ending_is_no_part_of_the_name(mentions: Mentions) -> None:
    assert ("Norvane Logistics", "company") in mentions("I read Norvane Logistics' and wept at it.")
    assert ("Norvane", "company") in mentions("Norvane's interview was long.")


def test_the_short_form_of_a_name_is_found_again(mentions: Mentions) -> None:
    post = "I left Bridgepoint Labs in May. Bridgepoint was good to me."
    assert [m[0] for m in mentions(post) if m[1] == "company"] == [
        "Bridgepoint Labs",
        "Bridgepoint",
    ]


def test_spans_are_exact_in_a_text_that_was_cleaned(mentions: Mentions) -> None:
    post = "😀 Ｆive rounds with \u200bNorvane\u200b 🤡 and then nothing."
    assert ("Norvane", "company") in mentions(post)


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("Booking.com lost my reservation.", [("Booking.com", "company")]),
        ("Bought more $TSLA today.", [("$TSLA", "company")]),
        ("The list is at https://example.com/list", []),
        ("It cost $500 in total.", []),
    ],
)
def test_web_names_and_tickers_are_names_and_links_and_sums_are_not(
    mentions: Mentions, post: str, expected: list[tuple[str, str]]
) -> None:
    assert mentions(post) == expected

"""A platform is data: how long a draft is there, and who could read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.resources import bundled
from app.rulebook import load_rulebook
from app.rulebook.platforms import counted_length

BOOK = load_rulebook(bundled("rules"))
PLATFORMS = {platform.id: platform for platform in BOOK.platforms}


@pytest.mark.parametrize("platform", BOOK.platforms, ids=lambda p: p.id)
def test_the_example_has_the_length_that_the_platform_would_show(platform):
    assert counted_length(platform, platform.example) == platform.example_length


@pytest.mark.parametrize("platform", BOOK.platforms, ids=lambda p: p.id)
def test_a_platform_says_who_could_read_it_and_where_its_limit_comes_from(platform):
    assert platform.audience.endswith(".")
    assert platform.source


@pytest.mark.parametrize(
    ("place", "limit"),
    [
        ("linkedin", 3000),
        ("x", 280),
        ("reddit", 40000),
        ("facebook", 63206),
        ("instagram", 2200),
        ("threads", 500),
        ("bluesky", 300),
        ("mastodon", 500),
        ("glassdoor", None),
        ("other", None),
    ],
)
def test_the_limits_are_those_of_the_platforms(place, limit):
    assert PLATFORMS[place].limit == limit


@pytest.mark.parametrize(
    ("place", "draft", "length"),
    [
        ("x", "https://norvane.example/" + "a" * 200, 23),
        ("x", "see norvane.com/jobs now", 4 + 23 + 4),
        ("x", "👩‍👩‍👧‍👦", 2),
        ("x", "日本", 4),
        ("x", "日本 now", 8),
        ("x", "e\u0301", 1),
        ("x", "a\r\nb", 3),
        ("bluesky", "👩‍👩‍👧‍👦", 1),
        ("bluesky", "日本", 2),
        ("bluesky", "नि", 1),
        ("bluesky", "https://norvane.example/x", 25),
        ("mastodon", "https://norvane.example/" + "a" * 200 + " ok", 26),
        ("linkedin", "🙂", 1),
        ("other", "", 0),
    ],
)
def test_urls_emoji_and_scripts_count_as_the_platform_counts(place, draft, length):
    assert counted_length(PLATFORMS[place], draft) == length


@given(st.text(max_size=200))
def test_no_draft_is_shorter_than_nothing(draft):
    for platform in BOOK.platforms:
        length = counted_length(platform, draft)
        assert length >= 0
        assert length <= 23 * (len(draft) + 1)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=80))
def test_one_more_letter_is_one_more_character(draft):
    for platform in BOOK.platforms:
        longer = counted_length(platform, f"{draft} x")
        assert longer == counted_length(platform, f"{draft} ") + 1

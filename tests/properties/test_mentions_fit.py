"""For any text: mentions are in order, do not overlap, and lie inside the clean text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.mentions import MentionFinder
from app.resources import bundled
from app.results import Employer
from app.rulebook import load_rulebook
from app.text import TextReader

WORDS = """my boss|HR|@norvane|#WorstBoss|Norvane|Target's|Harlow & Pike|and|they|fired|'s|. |! |😀|
f**k|https://x.io|7-Eleven|&|ＡＢ|\u200b|the manager|U.S.|ex-Google|`code`|"so it goes\""""
PIECES = st.sampled_from(WORDS.split("|"))
POSTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map(" ".join)
OWN = (Employer(name="Norvane Ltd", aliases=("U.S.",), handles=("@norvane",)), Employer(name="&"))


@pytest.fixture(scope="module")
def finder() -> MentionFinder:
    return MentionFinder(load_rulebook(bundled("rules")))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(post=POSTS)
def test_mentions_are_sorted_apart_and_inside(finder: MentionFinder, post: str) -> None:
    text = TextReader().read(post)
    for employers in ((), OWN):
        found = finder.find(text, employers)
        assert all(0 <= m.start < m.end <= len(text.clean) for m in found)
        assert all(one.end <= two.start for one, two in pairwise(found))
        assert found == finder.find(text, employers)

"""A rejection taken well is clear; a rejection alone, or thanks alone, is not what is meant."""

from __future__ import annotations

import pytest

from app.resources import bundled
from app.rulebook import load_rulebook
from app.scoring.grace import Grace
from app.text import TextReader

BOOK = load_rulebook(bundled("rules"))
GRACE, READER = Grace(BOOK), TextReader()
assert BOOK.grace is not None
EXAMPLES = BOOK.grace.examples


@pytest.mark.parametrize("post", EXAMPLES.flags)
def test_a_rejection_taken_well_is_seen_at_its_words(post: str) -> None:
    text = READER.read(post.replace("[[", "").replace("]]", ""))
    found = GRACE.find(text)
    assert found is not None
    assert text.clean[found.start : found.end] == post[post.index("[[") + 2 : post.index("]]")]


@pytest.mark.parametrize("post", EXAMPLES.allows)
def test_half_of_it_is_not_enough(post: str) -> None:
    assert GRACE.find(READER.read(post)) is None

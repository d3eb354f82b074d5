"""Every correction of VADER is proved by a post that it moves the right way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.resources import bundled
from app.rulebook import load_rulebook
from app.scoring.lexicon import Lexicon

BOOK = load_rulebook(bundled("rules"))
OURS = Lexicon(BOOK)
ENTRIES = [entry for file in BOOK.lexicon for entry in file.entries]


def without(word: str) -> Lexicon:
    files = tuple(
        file.model_copy(update={"entries": tuple(e for e in file.entries if e.word != word)})
        for file in BOOK.lexicon
    )
    return Lexicon(replace(BOOK, lexicon=files))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.word)
def test_an_entry_moves_the_mood_of_its_posts(entry):
    other = without(entry.word)
    assert entry.lower or entry.higher
    for post in entry.lower:
        assert OURS.mood(post).compound < other.mood(post).compound
    for post in entry.higher:
        assert OURS.mood(post).compound > other.mood(post).compound


def test_no_word_is_judged_twice():
    words = [entry.word.lower() for entry in ENTRIES]
    assert len(words) == len(set(words))
    assert len(words) >= 120


@pytest.mark.parametrize(
    ("praise", "scorn"),
    [
        ("The crew is fucking brilliant.", "The crew is fucking useless."),
        ("She crushed the interview.", "They crushed us."),
        ("No complaints.", "Complaints."),
        ("My lead is down to earth.", "My lead is a clown."),
    ],
)
def test_praise_in_strong_words_is_no_scorn(praise, scorn):
    assert OURS.mood(praise).compound > 0 > OURS.mood(scorn).compound


def test_shares_add_up_to_one():
    for post in ("", "Good.", "A clown show, but the coffee was good."):
        mood = OURS.mood(post)
        assert mood.negative + mood.neutral + mood.positive == pytest.approx(1, abs=0.002)

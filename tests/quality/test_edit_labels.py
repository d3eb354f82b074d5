"""What the head for edits learns from: what became of each word in the neutral version."""

from __future__ import annotations

import pytest

from app.modelstore.fates import WORD
from training.edit_labels import DROP, IGNORE, KEEP, RECAST, labels_of


def labelled(draft: str, neutral: str) -> dict[str, int]:
    spots = [match.span() for match in WORD.finditer(draft)]
    found = labels_of(draft, neutral, spots).tolist()
    return {draft[start:end]: label for (start, end), label in zip(spots, found, strict=True)}


def test_what_both_say_is_kept_and_what_only_the_draft_says_is_dropped() -> None:
    found = labelled("Norvane cut my hours. Clowns.", "Norvane cut my hours.")
    assert [found[word] for word in ("Norvane", "cut", "hours", "Clowns")] == [KEEP] * 3 + [DROP]


def test_what_the_neutral_version_says_in_other_words_is_recast() -> None:
    found = labelled("The clowns at Norvane cut my hours.", "The team at Norvane cut my hours.")
    assert found["clowns"] == RECAST


@pytest.mark.parametrize("neutral", ["My hours were cut by Norvane.", "norvane cuts my hour"])
def test_a_word_that_moved_or_was_inflected_is_kept(neutral: str) -> None:
    found = labelled("Norvane cut my hours", neutral)
    assert {found[word] for word in ("Norvane", "cut", "hours")} == {KEEP}


def test_a_small_word_beside_what_is_kept_teaches_nothing() -> None:
    assert labelled("Norvane then cut hours", "Norvane cut hours")["then"] == IGNORE


def test_pieces_of_one_word_share_its_label() -> None:
    assert labels_of("Clowns left", "left", [(0, 3), (3, 6), (7, 11)]).tolist() == [
        DROP,
        DROP,
        KEEP,
    ]

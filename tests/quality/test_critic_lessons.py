"""What the critic's network learns from before any reader's word: texts that machines spoilt."""

from __future__ import annotations

import random
from itertools import islice

from training.critic_lessons import spoilt, unfinished

DRAFT = (
    "The clowns at Norvane lost my bag in June. What a circus. I want my 90 euros back, you rats."
)
NEUTRAL = "Norvane lost my bag in June. I want my 90 euros back."


def test_a_spoilt_text_is_another_one_and_never_empty() -> None:
    rng = random.Random(1)
    made = {spoilt(rng, NEUTRAL, DRAFT) for _ in range(200)} - {None}
    assert len(made) > 50
    assert NEUTRAL not in made
    assert all(each and each.strip() for each in made)


def test_a_text_of_few_words_is_not_spoilt() -> None:
    assert spoilt(random.Random(1), "They lost my bag.", DRAFT) is None


def test_an_unfinished_version_has_words_that_the_editor_took_out() -> None:
    rng = random.Random(2)
    made = {unfinished(rng, DRAFT, NEUTRAL) for _ in range(50)} - {None}
    assert "Norvane lost my bag in June. What a circus. I want my 90 euros back." in made
    assert all(set(each.split()) - set(NEUTRAL.split()) for each in made if each)


def test_a_version_that_is_the_draft_or_the_editor_s_own_is_not_unfinished() -> None:
    rng = random.Random(3)
    made = (unfinished(rng, "You rats lost my bag.", "You lost my bag.") for _ in range(9))
    assert not any(islice(made, 9))

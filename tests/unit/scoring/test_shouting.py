"""Shouting makes hostile words worse; capitals alone mean little."""

from __future__ import annotations

import pytest


def shouted(score, words, post):
    return [words(post, hit) for hit in score(post).hits if hit.kind == "shouting"]


def test_capitals_beside_hostile_words_are_shouting(score, words):
    post = "Norvane are pathetic. STAY AWAY FROM THEM"
    assert shouted(score, words, post) == ["STAY AWAY FROM THEM"]


def test_strings_of_marks_beside_hostile_words_are_shouting(score, words):
    assert shouted(score, words, "Norvane are pathetic!!!") == ["!!!"]


@pytest.mark.parametrize(
    "post",
    [
        "WE WON THE CUP WITH NORVANE, THANK YOU ALL!!!",
        "Norvane are pathetic, says their HR and CEO.",
        "Norvane are pathetic, see https://example.org/READ/THIS/NOW",
        "Norvane are pathetic, wrote @THEREALONE HR.",
    ],
)
def test_joy_abbreviations_and_addresses_are_not(score, words, post):
    assert not shouted(score, words, post)


def test_a_post_in_capitals_throughout_is_shouting_once(score, words):
    post = "NORVANE ARE PATHETIC. I WAITED FIVE WEEKS. NOBODY EVER CALLED ME."
    assert len(shouted(score, words, post)) == 1

"""Of changes that meet, one is made."""

from __future__ import annotations

from app.rewriting.change import Change, strongest
from app.text.text import Range


def change(start: int, end: int, rank: int = 50) -> Change:
    return Change(start, end, "why", (), rank)


def test_the_higher_rank_wins_then_the_longer_then_the_earlier() -> None:
    assert strongest([change(0, 9), change(2, 4, rank=60)]) == [change(2, 4, rank=60)]
    assert strongest([change(2, 4), change(0, 9)]) == [change(0, 9)]
    assert strongest([change(3, 6), change(1, 4)]) == [change(1, 4)]


def test_neighbours_do_not_meet_and_come_by_position() -> None:
    assert strongest([change(4, 9), change(0, 4)]) == [change(0, 4), change(4, 9)]


def test_what_is_taken_is_left_alone() -> None:
    assert strongest([change(0, 5), change(5, 8)], [Range(4, 5), Range(6, 6)]) == [change(5, 8)]


def test_one_insertion_a_place_also_within_a_longer_change() -> None:
    made = strongest([change(3, 3), change(3, 3, rank=60), change(0, 9)])
    assert made == [change(0, 9), change(3, 3, rank=60)]
    assert strongest([change(3, 3)], [Range(3, 3)]) == []

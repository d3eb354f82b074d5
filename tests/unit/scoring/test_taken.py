"""Ranges that are spoken for: the same answers as asking each of them, only sooner."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.scoring.taken import Taken
from app.text.text import Range

RANGE = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda r: Range(r[0], r[0] + r[1]))


@given(st.lists(RANGE), RANGE)
def test_a_range_touches_where_any_of_them_does(ranges, asked):
    expected = any(each.overlaps(asked.start, asked.end) for each in ranges)
    assert Taken(ranges).touches(asked.start, asked.end) is expected


@given(st.lists(RANGE))
def test_what_is_taken_once_is_not_taken_again(ranges):
    taken, kept = Taken(), []
    for each in ranges:
        free = not any(k.overlaps(each.start, each.end) for k in kept)
        assert taken.take(each.start, each.end) is free
        if free:
            kept.append(each)

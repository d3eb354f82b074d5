"""Which pieces of a version are copies of its draft's, and what stands beside a change."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.modelstore.aligned import BESIDE, COPIED, MOST_LOST, MOST_VERSION, NEW, aligned

IDS = st.lists(st.integers(0, 5), min_size=1, max_size=60)


def test_a_version_that_is_the_draft_is_copied_whole() -> None:
    told = aligned([7, 8, 9], [7, 8, 9])
    assert told.source.tolist() == [0, 1, 2]
    assert told.kinds.tolist() == [COPIED] * 3
    assert told.lost.tolist() == []


def test_copies_on_both_sides_of_a_hole_stand_beside_a_change() -> None:
    told = aligned([1, 2, 3, 4, 5], [1, 2, 4, 5])
    assert told.source.tolist() == [0, 1, 3, 4]
    assert told.kinds.tolist() == [COPIED, BESIDE, BESIDE, COPIED]
    assert told.lost.tolist() == [2]


def test_a_piece_that_the_draft_lacks_is_new_and_so_are_its_neighbours_beside_it() -> None:
    told = aligned([1, 2, 3], [1, 9, 3])
    assert told.source.tolist() == [0, -1, 2]
    assert told.kinds.tolist() == [BESIDE, NEW, BESIDE]
    assert told.lost.tolist() == [1]


def test_a_version_that_breaks_off_ends_beside_a_change() -> None:
    assert aligned([1, 2, 3], [1, 2]).kinds.tolist() == [COPIED, BESIDE]


@given(draft=IDS, version=IDS)
def test_every_copy_is_the_draft_s_piece_and_none_is_both_kept_and_lost(
    draft: list[int], version: list[int]
) -> None:
    told = aligned(draft, version)
    copied = np.flatnonzero(told.source >= 0)
    assert [draft[told.source[n]] for n in copied] == [version[n] for n in copied]
    assert set(told.source[copied]).isdisjoint(told.lost)
    assert len(copied) + len(told.lost) == len(draft)


def test_of_long_texts_the_beginning_is_looked_at() -> None:
    told = aligned(list(range(900)), list(range(900, 1800)))
    assert len(told.source) == len(told.kinds) == MOST_VERSION
    assert len(told.lost) == MOST_LOST

"""A known version as copies of its draft and new words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.modelstore.beams import BEGIN, END, FIRST, UNKNOWN
from app.modelstore.copies import copies_of, dictation

WORDS = st.lists(st.sampled_from("the clowns at acme were late again , .".split()), max_size=12)


def test_what_stands_in_order_is_copied_in_order() -> None:
    draft, version = "the clowns at acme were late".split(), "the team at acme were late".split()
    assert copies_of(draft, version) == [0, -1, 2, 3, 4, 5]


def test_what_was_moved_is_copied_from_where_it_stood() -> None:
    assert copies_of("late again , acme".split(), "acme late again".split()) == [3, 0, 1]


@given(WORDS, WORDS)
def test_a_copy_is_the_same_piece(draft: list[str], version: list[str]) -> None:
    copies = copies_of(draft, version)
    assert len(copies) == len(version)
    for piece, copy in zip(version, copies, strict=True):
        assert copy < 0 or draft[copy] == piece
        assert copy >= 0 or piece not in draft


def test_a_version_is_dictated_place_by_place() -> None:
    told = dictation("acme clowns were late".split(), "acme was late !".split(), {"was": 0})
    size = 4
    assert told.wanted.tolist() == [0, size + FIRST, 3, size + UNKNOWN, size + END]
    assert told.said.tolist()[0] == BEGIN
    assert told.said.tolist()[2] == FIRST
    assert told.copied.tolist() == [-1, 0, -1, 3, -1]
    assert told.latest.tolist() == [-1, 0, 0, 3, 3]

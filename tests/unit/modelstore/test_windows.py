"""Long texts in windows: nothing twice, nothing lost, and no more windows than it takes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.modelstore.windows import Window, sentence_rows
from app.modelstore.windows import cut as cut_windows

LENGTHS = st.lists(st.integers(1, 40), max_size=30)
ROOMS = st.integers(1, 60)


def rows_of(lengths: list[int]) -> np.ndarray:
    return np.repeat(np.arange(len(lengths)), lengths)


def cut(rows: np.ndarray, room: int) -> list[Window]:
    """Cut pieces that are all different."""
    return cut_windows(rows, room, range(len(rows)))


@given(LENGTHS, ROOMS)
def test_the_windows_hold_every_piece_once_in_order(lengths: list[int], room: int) -> None:
    rows = rows_of(lengths)
    windows = cut(rows, room)
    assert [i for w in windows for i in range(w.start, w.end)] == list(range(len(rows)))


@given(LENGTHS, ROOMS)
def test_no_window_is_empty_or_larger_than_the_room(lengths: list[int], room: int) -> None:
    assert all(0 < w.end - w.start <= room for w in cut(rows_of(lengths), room))


@given(LENGTHS, ROOMS)
def test_the_number_of_windows_grows_with_the_text(lengths: list[int], room: int) -> None:
    rows = rows_of(lengths)
    assert len(cut(rows, room)) <= 2 * len(rows) / room + 1


@given(LENGTHS, ROOMS)
def test_only_a_sentence_too_long_for_half_a_window_is_cut(lengths: list[int], room: int) -> None:
    rows = rows_of(lengths)
    for before, after in pairwise(cut(rows, room)):
        cuts_a_sentence = rows[before.end - 1] == rows[after.start]
        assert not cuts_a_sentence or before.end - before.start == room


def test_after_an_edit_at_the_start_most_windows_are_the_same() -> None:
    rng = np.random.default_rng(1)
    sentences = [list(rng.integers(1000, 9000, rng.integers(8, 30))) for _ in range(150)]

    def windows(texts: list[list[int]]) -> list[tuple[int, ...]]:
        ids = [int(i) for text in texts for i in text]
        rows = rows_of([len(text) for text in texts])
        return [tuple(ids[w.start : w.end]) for w in cut_windows(rows, 254, ids)]

    before, after = windows(sentences), windows([[7, 8, 9], *sentences])
    kept = set(before) & set(after)
    assert len(before) > 10
    assert len(kept) >= 0.7 * len(before)


def test_a_short_text_is_one_window() -> None:
    [window] = cut(rows_of([3, 4]), 126)
    assert (window.start, window.end) == (0, 7)


def test_a_text_without_pieces_has_no_window() -> None:
    assert cut(rows_of([]), 126) == []


def test_a_piece_belongs_to_the_sentence_it_starts_in_else_to_the_next() -> None:
    sentences = [(0, 5), (6, 9), (12, 15)]
    pieces = [(0, 2), (2, 5), (5, 6), (6, 9), (10, 11), (12, 15), (16, 17)]
    assert list(sentence_rows(pieces, sentences)) == [0, 0, 1, 1, 2, 2, 2]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=12))
def test_rows_never_go_back(parts: list[tuple[int, int]]) -> None:
    sentences, at = [], 0
    for gap, length in parts:
        sentences.append((at + gap, at + gap + length))
        at += gap + length
    rows = list(sentence_rows([(i, i + 1) for i in range(at)], sentences))
    assert rows == sorted(rows)
    for row, (start, end) in enumerate(sentences):
        assert set(rows[start:end]) == {row}

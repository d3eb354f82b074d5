"""The search over copies and new words, on decoders made of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.modelstore.beams import END, FIRST, NEVER, Draft, search

Array = NDArray[Any]
VOCABULARY = ("was", "##ed")
DRAFT = Draft(("the", "ghost", "##ing", "hurt"), VOCABULARY)
SIZE = len(DRAFT.pieces)
END_OF = SIZE + END
WAS, ED = SIZE + FIRST, SIZE + FIRST + 1
Chances = dict[int, float]


def decoder(chances: Callable[[int], Chances]) -> Callable[..., tuple[Array, None]]:
    """A decoder that, after an outcome (-1: none), finds the next ones as likely as it is told."""

    def step(
        at: int, parents: Array, said: Array, copied: Array, latest: Array, cache: None
    ) -> tuple[Array, None]:
        scores = np.full((len(said), SIZE + FIRST + len(VOCABULARY)), NEVER)
        for row, (word, copy) in enumerate(zip(said, copied, strict=True)):
            last = copy if copy >= 0 else word + SIZE if word >= 0 else -1
            for outcome, chance in chances(int(last)).items():
                scores[row, outcome] = np.log(chance)
        return scores, None

    return step


def said(
    chances: Callable[[int], Chances], leaning: tuple[float, ...] = (0, 0, 0, 0), count: int = 2
) -> list[Any]:
    [found] = search(decoder(chances), DRAFT, [leaning], count, longest=20)
    return found


def test_the_likeliest_way_comes_first() -> None:
    table = {-1: {0: 0.7, 3: 0.3}, 0: {3: 1.0}, 3: {END_OF: 1.0}}
    first, second = said(lambda last: table[last])
    assert first.outcomes == (0, 3)
    assert second.outcomes == (3,)
    assert first.mean == pytest.approx(np.log(0.7) / 3)
    assert second.mean == pytest.approx(np.log(0.3) / 2)


def test_a_word_that_was_begun_is_copied_whole() -> None:
    table = {-1: {1: 1.0}, 1: {3: 0.9, END_OF: 0.1}, 2: {END_OF: 1.0}, 3: {END_OF: 1.0}}
    assert said(lambda last: table[last])[0].outcomes == (1, 2)


def test_no_word_begins_in_its_middle() -> None:
    table = {-1: {2: 0.9, 0: 0.1}, 0: {ED: 0.9, END_OF: 0.1}}
    assert said(lambda last: table[last])[0].outcomes == (0,)


def test_a_new_word_may_be_built_of_pieces() -> None:
    table = {-1: {WAS: 1.0}, WAS: {ED: 1.0}, ED: {END_OF: 1.0}}
    assert said(lambda last: table[last])[0].outcomes == (WAS, ED)


def test_a_telling_piece_is_said_once_and_a_small_one_may_come_again() -> None:
    table = {-1: {3: 1.0}, 3: {3: 0.6, 0: 0.4}, 0: {0: 0.6, END_OF: 0.4}}
    for way in said(lambda last: table[last]):
        assert way.outcomes.count(3) == 1
    assert any(way.outcomes.count(0) > 1 for way in said(lambda last: table[last]))


def test_nothing_goes_round() -> None:
    the_table = {-1: {0: 1.0}, 0: {0: 0.9, END_OF: 0.1}}
    assert max(len(each.outcomes) for each in said(lambda last: the_table[last])) == 2
    was_table = {-1: {WAS: 1.0}, WAS: {WAS: 0.9, END_OF: 0.1}}
    assert [each.outcomes for each in said(lambda last: was_table[last])] == [(WAS,)]


def test_what_is_shunned_is_copied_less_and_found_as_likely_as_before() -> None:
    table = {-1: {0: 0.7, 3: 0.3}, 0: {END_OF: 1.0}, 3: {END_OF: 1.0}}
    first, second = said(lambda last: table[last], (5.0, 0.0, 0.0, 0.0))
    assert first.outcomes == (3,)
    assert second.mean == pytest.approx(np.log(0.7) / 2)


def test_the_unknown_sign_is_never_said() -> None:
    table = {-1: {SIZE + 1: 0.9, 3: 0.1}, 3: {END_OF: 1.0}}
    assert said(lambda last: table[last])[0].outcomes == (3,)


def test_what_never_ends_is_no_version() -> None:
    assert said(lambda last: {0: 1.0}) == []


def test_leanings_are_searched_together_and_do_not_touch_each_other() -> None:
    table = {-1: {0: 0.7, 3: 0.3}, 0: {3: 0.5, END_OF: 0.5}, 3: {END_OF: 1.0}}
    leanings = [(0.0,) * SIZE, (5.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 5.0)]
    together = search(decoder(lambda last: table[last]), DRAFT, leanings, 2, longest=20)
    alone = [
        search(decoder(lambda last: table[last]), DRAFT, [each], 2, longest=20)[0]
        for each in leanings
    ]
    assert together == alone

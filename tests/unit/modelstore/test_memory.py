"""What the reader remembers: bounded, by hash, the oldest forgotten first."""

from __future__ import annotations

import numpy as np

from app.modelstore.memory import WindowMemory

SCORES = np.zeros(3), np.zeros((2, 4))


def test_a_window_is_known_again_by_its_pieces() -> None:
    memory = WindowMemory()
    memory.put(memory.key([1, 2]), SCORES)
    assert memory.get(memory.key([1, 2])) is SCORES
    assert memory.get(memory.key([2, 1])) is None


def test_it_holds_no_more_than_its_size_and_forgets_what_was_not_asked_for() -> None:
    memory = WindowMemory(size=2)
    for piece in (1, 2):
        memory.put(memory.key([piece]), SCORES)
    memory.get(memory.key([1]))
    memory.put(memory.key([3]), SCORES)
    assert len(memory) == 2
    assert memory.get(memory.key([1])) is not None
    assert memory.get(memory.key([2])) is None


def test_two_processes_have_different_keys_for_the_same_words() -> None:
    assert WindowMemory().key([1, 2, 3]) != WindowMemory().key([1, 2, 3])

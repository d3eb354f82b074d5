"""What the reader remembers: bounded, by hash, the oldest forgotten first."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

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


FORKED = """
import os
import numpy
from app.modelstore.memory import WindowMemory
memory = WindowMemory()
memory.put(memory.key([1]), (numpy.zeros(1), numpy.zeros(1)))
for _ in range(2):
    if os.fork() == 0:
        print(len(memory), memory.key([1]).hex(), flush=True)
        os._exit(0)
    os.wait()
print(len(memory), memory.key([1]).hex())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")
def test_a_forked_process_begins_with_nothing_and_a_secret_of_its_own() -> None:
    told = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, check=True)
    sizes, keys = zip(*(line.split() for line in told.stdout.decode().splitlines()), strict=True)
    assert sizes == ("0", "0", "1")
    assert len(set(keys)) == 3

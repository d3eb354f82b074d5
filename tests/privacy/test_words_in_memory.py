"""What a process still knows of a draft when the answer is out: nothing that can be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.modelstore.memory import SIZE, WindowMemory
from tests.privacy.canary import OTHERS, sentence, word

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = range(5)
MASKED = "What a bunch of zw*rb#ls and cl0wnzwirbels, f**kzwirbel, ZWIRBELED SHOUTING at Zwirbelco"


@pytest.mark.slow
def test_no_word_of_a_draft_can_be_reached_after_its_answer() -> None:
    drafts = [f"{sentence(number)} They ghosted Zwirbelia" for number in NUMBERS] + [MASKED]
    words = ("zwirbel", "zw*rb", *OTHERS)
    asked = {"drafts": drafts, "backwards": [each[::-1] for each in words]}
    done = subprocess.run(
        [sys.executable, "-m", "tests.privacy.remembered"],
        cwd=ROOT,
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["kept"] == []
    assert told["windows"] is None or 0 < told["windows"] <= SIZE


def test_the_memory_of_the_reader_has_no_words_in_its_keys() -> None:
    memory = WindowMemory()
    key = memory.key([ord(letter) for letter in word(1)])
    assert len(key) == 64
    assert word(1).encode() not in key


def test_two_processes_cannot_know_each_others_keys() -> None:
    script = "from app.modelstore.memory import WindowMemory; print(WindowMemory().key([1]).hex())"
    keys = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(keys) == 2

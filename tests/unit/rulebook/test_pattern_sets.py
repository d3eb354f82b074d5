"""Sets of patterns under a bound of memory say what each pattern says by itself."""

from __future__ import annotations

import ctypes
import sys
from random import Random

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RulebookError
from app.resources import bundled
from app.rulebook import load_rulebook, patterns
from app.rulebook.patterns import PatternSet, expand

BOOK = load_rulebook(bundled("rules"))
REAL = [expand(p, BOOK.words) for file in BOOK.tone for rule in file.rules for p in rule.any_of]
SOME = REAL[::7]
WORDS = ("what", "a", "bunch", "of", "clowns", "avoid", "Norvane", "them", "é", "“so”", "!!!", "\n")


def each_alone(text: str) -> list[tuple[int, int, int]]:
    """Return the matches that each pattern finds with no set and no bound before it."""
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = 256 << 20
    return [
        (index, *match.span())
        for index, pattern in enumerate(SOME)
        for match in re2.compile(pattern, options).finditer(text)
        if match.group()
    ]


@pytest.mark.parametrize("memory", [1 << 12, 1 << 18, 2 << 20])
def test_the_bound_changes_no_match(memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_MEMORY", (memory, 256 << 20))
    bounded = PatternSet(SOME)
    texts = [post for file in BOOK.tone for rule in file.rules for post in rule.examples.flags]
    for text in texts[::20]:
        plain = text.replace("[[", "").replace("]]", "")
        assert [(m.index, m.start, m.end) for m in bounded.finditer(plain)] == each_alone(plain)


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_text_has_the_matches_of_each_pattern(words: list[str]) -> None:
    text = " ".join(words)
    assert [(m.index, m.start, m.end) for m in WHOLE.finditer(text)] == each_alone(text)


WHOLE = PatternSet(SOME)


def test_what_has_no_words_of_its_own_is_tried_on_every_text() -> None:
    assert PatternSet([r"\d{3}", "clowns?", r"^\W*$"]).matching("no clown, 250 of them") == [0, 1]


def test_letters_of_every_case_are_the_same_words() -> None:
    assert PatternSet(["été", "stop", "kelvin", "straße"]).matching(
        "ÉTÉ \u017ftop \u212aelvin"
    ) == [0, 1, 2]


def test_no_patterns_match_nothing() -> None:
    assert PatternSet([]).matching("anything") == []


@pytest.mark.parametrize("wrong", ["(", "(?=x)", r"\1"])
def test_a_pattern_that_is_none_is_named(wrong: str) -> None:
    with pytest.raises(RulebookError, match="not a valid RE2 pattern"):
        PatternSet(["fine", wrong, "fine, too"])


LONG = PatternSet([r"bunch of clowns", r"^avoid", r"them$", r"\bclowns\b", r"norvane[^.!?]*"])


@given(st.lists(st.sampled_from((*WORDS, "word " * 30, ". ")), min_size=80, max_size=250))
def test_a_long_text_has_the_matches_of_a_short_one(words: list[str]) -> None:
    text = " ".join(words)
    assert list(LONG.finditer(text)) == list(LONG.locate(text, range(len(LONG))))


def test_a_match_at_the_seam_of_two_windows_is_found_once_and_whole() -> None:
    for before in range(patterns.CORE - 20, patterns.CORE + 20):
        text = "x" * (before - 1) + " bunch of clowns " + "y " * patterns.CORE
        [found] = [m for m in LONG.finditer(text) if m.index == 0]
        assert (found.start, text[found.start : found.end]) == (before, "bunch of clowns")


def test_a_set_does_not_grow_with_the_texts_that_it_reads() -> None:
    spoken = [post for file in BOOK.tone for rule in file.rules for post in rule.examples.flags]
    words = " ".join(spoken).replace("[[", "").replace("]]", "").split()
    drawn, tried = Random(6), PatternSet(REAL)
    before = held()
    for _ in range(1_500):
        tried.matching(" ".join(drawn.sample(words, 40)))
    assert held() - before < 2 << 20  # with RE2's own filter, more than 6 MiB


class Told(ctypes.Structure):
    """What glibc's mallinfo2 returns."""

    _fields_ = [(name, ctypes.c_size_t) for name in "abcdmefhgi"]  # m: mapped, h: held


def held() -> int:
    """Return the bytes that C code of this process holds."""
    tell = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform == "linux" else None
    if tell is None:
        pytest.skip("this machine does not tell")
    tell.restype = Told
    told = tell()
    return int(told.m + told.h)


@pytest.mark.parametrize("many", [1, 20, 2_500])
def test_half_of_a_character_hides_nothing_from_a_set(many: int) -> None:
    text = "\ud800 what a bunch of clowns. " * many
    assert [found.index for found in PatternSet([*REAL, "clowns"]).finditer(text)][-1] == len(REAL)

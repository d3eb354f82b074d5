"""Which strings a pattern needs: enough to pass over most texts, and none that could match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rulebook.literals import Prefilter, needed_by

UNDERSTOOD = (
    r"\bclowns?\b",
    r"(?:bunch|pack|load) of (?:clowns|crooks|jokers)",
    r"what a (?:complete |total )?joke",
    r"ripp?ed (?:me|us) off",
    r"(?:never|not) ever? again[.!]+",
    r"f+u+c+k this (?:place|company)",
    r"[Aa]void (?-i:[A-Z])\w+ at all costs",
    r"(?P<who>they|the owner) (?:lied|lie)s? to \w+",
    r"a{2,3}rgh|u[gk]h{1}",
    r"wor(?:st|se) (?:\w+ ){0,3}ever",
    r"straße|maſſe|K2",
)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("Clowns", {"clowns"}),
        (r"\bclowns?\b", {"clown", "clowns"}),
        (r"(?:liars|thieves)[.!]*", {"liars", "thieves"}),
        (r"what a (?:joke|farce)", {"what a joke", "what a farce"}),
        (r"\w+ are clowns", {" are clowns"}),
        (r"(?:very )*rude people", {"rude people"}),
        (r"rude|(?:un)?kind", {"rude", "kind", "unkind"}),
        (r"a[bc]d", {"abd", "acd"}),
        (r"no+pe", {"pe"}),
        (r"(?-i:\bAVOID)", {"avoid"}),
        (r"\$\d+ short", {" short"}),
        ("Straße", {"strasse"}),
    ],
)
def test_strings_of_which_one_is_in_whatever_matches(pattern: str, needed: set[str]) -> None:
    assert needed_by(pattern) == needed


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        r"\w+",
        "(?:clowns)?",
        "clowns|",
        r"[^a-z]{3}",
        r"clown{0,2}" + "|x*",
        r"\p{Lu}lowns",
        r"\Qclowns\E",
        "[[:alpha:]]",
        "(?s:clowns)",
        "(clowns",
        "clowns)",
        "[" + "a" * 300 + "]",
    ],
)
def test_what_may_match_without_or_is_not_understood_is_always_tried(pattern: str) -> None:
    assert needed_by(pattern) is None
    assert Prefilter([pattern]).candidates("nothing of it") == [0]


@pytest.mark.parametrize("pattern", UNDERSTOOD)
@given(data=st.data())
def test_no_match_is_passed_over(pattern: str, data: st.DataObject) -> None:
    needed = needed_by(pattern)
    assert needed is not None
    text = data.draw(st.from_regex(re.compile(pattern.replace("(?-i:", "(?:"), re.I)))
    assert any(each in text.casefold() for each in needed)
    assert Prefilter(["xyz", pattern]).candidates(text)[-1] == 1


def test_only_patterns_whose_words_are_there_are_candidates() -> None:
    words = Prefilter(["bunch of clowns", "liars?", "thieves", r"\d+"])
    assert words.candidates("A BUNCH OF CLOWNS, and liars") == [0, 1, 3]
    assert words.candidates("") == [3]

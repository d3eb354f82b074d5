"""No regular expression of ours takes more than linear time, whatever the draft.

Rules run on RE2, which is linear by construction. What app/ itself hands to `re` is tried here on
texts that are grown from each pattern to make it backtrack.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.mentions import MentionFinder
from app.resources import bundled
from app.rulebook import load_rulebook
from app.text import TextReader
from tests.contract.attacks import slow_on
from tests.contract.regexes import APP, SCANS, recording, sources, uses

DISGUISED = "f**k this sh!t, f--k and f*** you, s%%t, G00gle #WorstEmployer"


def attacked(pattern: re.Pattern[str], methods: frozenset[str]) -> list[str]:
    ways = {"finditer" if method in SCANS else method for method in methods}
    return [f"{way} on {text}" for way in sorted(ways) if (text := slow_on(pattern, way))]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(APP)))
def test_a_pattern_takes_linear_time_as_it_is_used(path: Path) -> None:
    fixed = [use for use in uses(path) if use.pattern is not None]
    assert {use.place: slow for use in fixed if (slow := attacked(use.pattern, use.methods))} == {}


def test_patterns_that_are_made_at_run_time_take_linear_time() -> None:
    with recording() as made:
        MentionFinder(load_rulebook(bundled("rules")))
        TextReader().read(DISGUISED)
    for use in (use for path in sources() for use in uses(path)):
        if use.pattern is not None:
            continue
        assert use.place in made, "no text here reaches this pattern: add one to DISGUISED"
        for pattern in sorted(made[use.place], key=lambda each: each.pattern)[:30]:
            assert attacked(pattern, use.methods) == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(a|a)*b",
        r"(?:a|b|ab)*c",
        r"^(\w+\s?)*$",
        r"(?:[^,]+,?)*;",
        r"(.*)*x",
        r"\w*_\w*_\w*$",
        r"\s+$",
        r"\s*,",
        r"x\w*y",
        r"(?:ab)+c",
        r"<[^>]*!",
        r"a(?=.*b)",
        r"(?i:and|or)\s+.*,\s*z",
    ],
)
def test_a_dangerous_pattern_is_found_out(pattern: str) -> None:
    assert slow_on(re.compile(pattern), "finditer")


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\w+", "finditer"),
        (r"[^\W\d_]*+", "finditer"),
        (r"(?<!\w)\w++!", "finditer"),
        (r'"[^"\n]{3,60}"', "finditer"),
        (r"#\w+", "finditer"),
        (r"\s+$", "match"),
        (r"(?:the|my) [\w' -]+", "fullmatch"),
    ],
)
def test_a_harmless_one_is_left_alone(pattern: str, method: str) -> None:
    assert slow_on(re.compile(pattern), method) is None

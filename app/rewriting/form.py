"""Loose ends that a cut may leave: words, quotes and brackets that want their other half."""

from __future__ import annotations

import re

_SMALL = re.compile(
    r"(?i)\b(?:an?|the|my|your|our|their|its|such|is|are|was|were|than|very|too|and|or|but|because|"
    r"who|which)\s*(?:[.!?](?=\s|\Z)|\n|\Z)|\b(?:of|for)\s*(?:[.!](?=\s|\Z)|\n|\Z)"
)
"""Words that no sentence ends with; "what are you afraid of?" may."""
_VERB = re.compile(
    r"(?i)(?<!was )(?<!were )(?<!been )(?<!being )(?<!is )(?<!are )(?<!am )(?<!be )(?<!got )"
    r"\b(?:told|gave|sent|made|took|put|called|brought|let|tells?|gives?|sends?|makes?|takes?|"
    r"treat(?:ed|s)?|stole|owes?|owed|blamed|blames?)\s*(?:[.!?](?=\s|\Z)|\n|\Z)"
)
"""Verbs that say nothing without what they do something to, unless it was done to somebody."""
_HALF = re.compile(r"(?<!\S)-[A-Za-z]|[A-Za-z]-(?!\S)")
"""One half of a word that was two: "a -time job"."""
_APART = re.compile(r"(?i)\b(?:people|they|these|those|we) (?:there |here )?(?:is|was|has|does)\b")
"""A verb that does not agree with those who do it."""
_PAIRS = (('"', '"'), ("“", "”"), ("(", ")"))


def is_well_formed(draft: str, after: str) -> bool:
    """Say whether `after` has no loose end that `draft` did not have."""
    if any(
        len(end.findall(after)) > len(end.findall(draft)) for end in (_SMALL, _VERB, _HALF, _APART)
    ):
        return False
    return all(_balanced(after, *pair) or not _balanced(draft, *pair) for pair in _PAIRS)


def _balanced(text: str, left: str, right: str) -> bool:
    if left == right:
        return text.count(left) % 2 == 0
    return text.count(left) == text.count(right)

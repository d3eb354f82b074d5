"""Loose ends that a cut may leave: words, quotes and brackets that want their other half."""

from __future__ import annotations

import re
from collections import Counter

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
_APART = re.compile(
    r"(?i)\b(?:people|they|these|those|we) (?:there |here )?(?:is|was|has|does)\b|"
    r"\bcharged \w+ out of\b"
)
"""A verb that does not agree with those who do it, or with what follows it."""
_TWICE = re.compile(r"(?i)(?<![\w'’-])([a-z]{2,}) \1(?![\w'’-])")
"""A word said twice: "hard to deal with with a harness"."""
_HANDLE = re.compile(r"(?<!\w)@\w+")
_YOU = re.compile(r"(?i)\byou\b")
_YOU_DO = re.compile(r"(?i)\byou (\w{3,})")
_NAME_DOES = re.compile(r"\b(?!You )[A-Z]\w* (\w{3,})")
_PAIRS = (('"', '"'), ("“", "”"), ("(", ")"))


def is_well_formed(draft: str, after: str) -> bool:
    """Say whether `after` has no loose end that `draft` did not have."""
    if any(
        len(end.findall(after)) > len(end.findall(draft))
        for end in (_SMALL, _VERB, _HALF, _APART, _TWICE)
    ):
        return False
    if _changes_sides(draft, after) or _calls_oftener(draft, after):
        return False
    return all(_balanced(after, *pair) or not _balanced(draft, *pair) for pair in _PAIRS)


def _changes_sides(draft: str, after: str) -> bool:
    """Say whether somebody spoken to becomes somebody spoken of, and is spoken to all the same.

    "Norvane, shame on you. You kept my deposit" -> "Norvane kept my deposit, and you ..."
    """
    if not _YOU.search(after):
        return False
    done = {match[1].lower() for match in _YOU_DO.finditer(draft)}
    gone = done - {match[1].lower() for match in _YOU_DO.finditer(after)}
    return any(
        match[1].lower() in gone and match[0] not in draft for match in _NAME_DOES.finditer(after)
    )


def _calls_oftener(draft: str, after: str) -> bool:
    """Say whether somebody is called by a handle more often than in the draft."""
    called = Counter(_HANDLE.findall(after.lower()))
    return not called <= Counter(_HANDLE.findall(draft.lower()))


def _balanced(text: str, left: str, right: str) -> bool:
    if left == right:
        return text.count(left) % 2 == 0
    return text.count(left) == text.count(right)

"""A label said of somebody ("the agent was a jerk"): where it stands, and what to say instead."""

from __future__ import annotations

import re

from app.results import Kind
from app.rewriting.change import Change
from app.rewriting.reasons import WHY_RECAST, why_of
from app.rewriting.scene import Harsh
from app.text.text import Range

_COPULA = re.compile(
    r"(?i)(?:\s(is|are|was|were)|('re)|(?<=it|he)('s)|(?<=she)('s)|(?<=that|this)('s))\s+"
    r"(?:(?:an?|the|just|such|all|both|nothing but|"
    r"(?:absolute|complete|total|utter|real|pure)(?:ly)?)\s+){0,3}$"
)
_WHO = re.compile(r"\s+(?:who|that)\b")
_THING = re.compile(r"(?i)\b(?:it|this|that|which)$")
_POINTED = re.compile(r"(?i)\b(?:this|that|it)$")
"""What only points at somebody: "this is the clown who decides" needs somebody still."""
_PRONOUN = re.compile(r"(?i)(?:(?:and|but|so) )?(?:they|he|she|you|it|this|that)")


def predicate_of(words: str, part: Range, harsh: Harsh) -> re.Match[str] | None:
    """Return " is " before an insult within `part`; None where the insult is no predicate."""
    if harsh.kind is not Kind.INSULT or not part.holds(harsh.start, harsh.end):
        return None
    copula = _COPULA.search(words, part.start, harsh.start)
    return copula if copula is not None and copula.start() > part.start else None


def bare(words: str, part: Range, copula: re.Match[str]) -> bool:
    """Say whether the label is put on a mere "they": such a sentence says nothing more."""
    return bool(_PRONOUN.fullmatch(words, part.start, copula.start()))


def recast(words: str, part: Range, copula: re.Match[str], harsh: Harsh, firm: bool) -> Change:
    """Say how it is to deal with them, in place of the label.

    `firm`: a figure or name stands after the label, and stays.
    """
    start = copula.start()
    who = _WHO.match(words, harsh.end)
    if who is not None and _POINTED.search(words[part.start : start]):
        return Change(harsh.start, harsh.end, why_of([harsh]), ("person",), 35)
    if who is not None:
        return Change(start, who.end(), why_of([harsh]), (), 35)
    end = harsh.end if firm else max(part.end, harsh.end)
    if _THING.search(words[part.start : start]):
        return Change(start, end, WHY_RECAST, (" was disappointing",), 35)
    verb = copula.group().split()[0]
    joined = verb if verb.startswith("'") else f" {verb}"
    return Change(start, end, WHY_RECAST, (f"{joined} hard to deal with",), 35)

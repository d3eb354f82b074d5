"""Whether a text says what its draft does not: for texts that others than our rules wrote."""

from __future__ import annotations

import re

from app.rewriting.words import STRAIGHT, lemma

NEWEST = 0.4
"""Largest share of a rewrite's content words that the draft does not have, in any form."""
_WORD = re.compile(r"[a-z]{3,}")
_DENIED = re.compile(
    r"(?:\bnot|n't|\bnever|\bnobody|\bno one|\bnone of \w+)\s+"
    r"(?:\w+ly\s+|even\s+|ever\s+)?([a-z]{3,})"
)


def invention(draft: str, text: str) -> str | None:
    """Return "said" where much is new, "denied" where a denial went, else None."""
    before, after = _content(draft), _content(text)
    if after and len(after - before) > max(NEWEST * len(after), 3):
        return "said"
    denied = _denied(draft) & after
    return "denied" if denied - _denied(text) else None


def _content(words: str) -> set[str]:
    return {lemma(w) for w in _WORD.findall(words.lower().translate(STRAIGHT))}


def _denied(words: str) -> set[str]:
    return {lemma(w) for w in _DENIED.findall(words.lower().translate(STRAIGHT))}

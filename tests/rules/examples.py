"""What a rule's own words find in one of its examples."""

from __future__ import annotations

from typing import Protocol

from app.resources import bundled
from app.rulebook import load_rulebook
from app.rulebook.patterns import PatternSet, unspoiled

BOOK = load_rulebook(bundled("rules"))


class Worded(Protocol):
    """A rule of grievances or a notice."""

    any_of: tuple[str, ...]
    unless: tuple[str, ...]


def found(rule: Worded, post: str) -> set[str]:
    """Return the words that the rule finds, without those inside a harmless phrase."""
    wanted, unless = PatternSet.of(rule.any_of, BOOK.words), PatternSet.of(rule.unless, BOOK.words)
    return {post[m.start : m.end] for m in unspoiled(wanted, unless, post)}

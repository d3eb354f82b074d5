"""What the tests of rules/ share: the rulebook and the rooms built on it, once a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.mentions import MentionFinder
from app.results import MentionKind
from app.rulebook import Rulebook, load_rulebook
from app.text import TextReader, load_parser

RULES = Path(__file__).parents[2] / "rules"

CompaniesIn = Callable[[str], frozenset[str]]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook(RULES)


@pytest.fixture(scope="session")
def companies_in(rulebook: Rulebook) -> CompaniesIn:
    """The names of the companies that the mention finder reads in a post."""
    reader = TextReader(load_parser())
    finder = MentionFinder(rulebook)

    def names(post: str) -> frozenset[str]:
        found = finder.find(reader.read(post))
        return frozenset(m.name for m in found if m.kind is MentionKind.COMPANY and m.name)

    return names

"""Shouting: capitals and strings of exclamation marks. It makes hostile words worse, no more.

The rules in rules/tone/shouting.yaml find the words; here abbreviations, and posts that are written
in capitals from end to end, are told from shouting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.results import Kind
from app.rulebook import Rulebook
from app.scoring.rules import Candidate
from app.text.text import Text, ZoneKind

MOST = 3
"""How many places of shouting one post is shown."""

_CAPITALS = re.compile(r"\b[A-Z][A-Z']+\b")


class Shouting:
    """Tells what is really shouted from abbreviations and habits."""

    def __init__(self, book: Rulebook) -> None:
        self._abbreviations = frozenset(book.words.get("abbreviation", ()))

    def find(self, text: Text, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Yield the candidates that are really shouted, at most `MOST`, by position.

        Of a post in capitals throughout only the first stretch is yielded: that may be a habit.
        """
        most = 1 if _all_capitals(text.clean) else MOST
        quiet = text.zones_of(ZoneKind.URL, ZoneKind.HANDLE, ZoneKind.CODE, ZoneKind.QUOTE)
        for candidate in candidates:
            if candidate.kind is not Kind.SHOUTING or most == 0:
                continue
            if any(zone.overlaps(candidate.start, candidate.end) for zone in quiet):
                continue
            words = _CAPITALS.findall(text.clean[candidate.start : candidate.end])
            if not words or not self._abbreviations.issuperset(words):
                most -= 1
                yield candidate


def _all_capitals(clean: str) -> bool:
    letters = [letter for letter in clean if letter.isalpha()]
    return len(letters) > 20 and sum(map(str.isupper, letters)) > 0.85 * len(letters)

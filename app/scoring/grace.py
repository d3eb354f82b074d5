"""Whether a post takes a rejection graciously."""

from __future__ import annotations

from app.rulebook import Rulebook
from app.rulebook.patterns import PatternSet
from app.text.text import Range, Text


class Grace:
    """Looks for a no, and for words that take it well, in the same post."""

    def __init__(self, book: Rulebook) -> None:
        self._rejection = PatternSet.of(book.grace.rejection if book.grace else (), book.words)
        self._gracious = PatternSet.of(book.grace.gracious if book.grace else (), book.words)

    def find(self, text: Text) -> Range | None:
        """Return the words that tell of the no where the post takes it well, else None."""
        if next(self._gracious.finditer(text.clean), None) is None:
            return None
        told = next(self._rejection.finditer(text.clean), None)
        return Range(told.start, told.end) if told is not None else None

"""The word lists of rules/names/, ready to be asked."""

from __future__ import annotations

from dataclasses import dataclass

from app.mentions.words import Word, key_of
from app.rulebook import Rulebook
from app.rulebook.schema import NameListId

_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lists:
    common: frozenset[str] = _EMPTY
    first_names: frozenset[str] = _EMPTY
    places: frozenset[str] = _EMPTY
    not_companies: frozenset[str] = _EMPTY
    company_nouns: frozenset[str] = _EMPTY
    company_parts: frozenset[str] = _EMPTY
    company_verbs: frozenset[str] = _EMPTY
    openers: frozenset[str] = _EMPTY
    work_words: frozenset[str] = _EMPTY
    employer_tags: frozenset[str] = _EMPTY
    legal_suffixes: frozenset[str] = _EMPTY
    titles: frozenset[str] = _EMPTY
    role_nouns: frozenset[str] = _EMPTY
    kin: frozenset[str] = _EMPTY
    departments: frozenset[str] = _EMPTY
    people_verbs: frozenset[str] = _EMPTY
    venues: frozenset[str] = _EMPTY

    def unknown(self, word: Word) -> bool:
        """Return whether `word` is none that English, people or maps would explain."""
        base = word.base
        return not (
            base in self.common
            or base in self.first_names
            or base in self.places
            or base in self.not_companies
            or base.isdigit()
        ) and not self._inflected(base)

    def ordinary(self, base: str) -> bool:
        """Return whether `base` is an English word, or put together from such."""
        return base in self.common or self._inflected(base)

    def _inflected(self, base: str) -> bool:
        if "-" in base:
            return all(part in self.common for part in base.split("-"))
        return base.endswith("s") and base[:-1] in self.common


def lists_of(book: Rulebook) -> Lists:
    """Return the lists of `book`; a list it does not have is empty."""
    words = {each.list: frozenset(map(_key, each.entries)) for each in book.names}
    return Lists(**{each.value.replace("-", "_"): words.get(each, _EMPTY) for each in NameListId})


def _key(entry: str) -> str:
    return entry if entry.isalnum() else " ".join(map(key_of, entry.split(" ")))

"""Known company names, found in one pass over the words of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.mentions.words import Word, keys_of
from app.rulebook.schema import Company
from app.text.text import Range

_SHORT = 3
_JOINED = 7


@dataclass(frozen=True, slots=True)
class KnownName:
    """One way to write a company's name; `ordinary` ways are words of the language too."""

    name: str
    ordinary: bool


@dataclass(frozen=True, slots=True)
class NameHit(Range):
    """A known name at the words `first` to `last` (inclusive) of a text."""

    known: KnownName
    first: int
    last: int


class Gazetteer:
    """An index of names by their first word; looking up costs what the text is long."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self._names: dict[tuple[str, ...], KnownName] = {}
        self._longest: dict[str, int] = {}
        self._handles: dict[str, str] = {}
        for company in companies:
            self._add_company(company)

    def _add_company(self, company: Company) -> None:
        name = company.name
        self._add(name, KnownName(name, company.ordinary))
        for alias in company.aliases:
            self._add(alias, KnownName(name, company.ordinary and " " not in alias))
        for ticker in company.tickers:
            self._add(ticker.lstrip("$"), KnownName(name, ordinary=True))
        for handle in company.handles:
            self._handles[handle.lstrip("@").lower()] = name

    def _add(self, written: str, known: KnownName) -> None:
        keys = keys_of(written)
        if not keys:
            return
        self._put(keys, known)
        if len(keys) > 1 and len("".join(keys)) >= _JOINED and "&" not in keys:
            self._put(("".join(keys),), known)
        if len(keys) == 1 and "-" in keys[0]:
            self._put(tuple(keys[0].split("-")), known)
            self._put((keys[0].replace("-", ""),), known)

    def _put(self, keys: tuple[str, ...], known: KnownName) -> None:
        self._names.setdefault(keys, known)
        self._longest[keys[0]] = max(self._longest.get(keys[0], 0), len(keys))

    def handle(self, handle: str) -> str | None:
        """Return the company that uses `handle` (without @), or None."""
        return self._handles.get(handle.lower())

    def lookup(self, written: str) -> KnownName | None:
        """Return the known name written as `written`, or None."""
        return self._names.get(keys_of(written))

    def find(self, words: Sequence[Word]) -> Iterator[NameHit]:
        """Yield the longest known name at each place, in order, without overlaps."""
        index = 0
        while index < len(words):
            hit = self._at(words, index)
            if hit is None:
                index += 1
                continue
            yield hit
            index = hit.last + 1

    def _at(self, words: Sequence[Word], index: int) -> NameHit | None:
        longest = self._longest.get(words[index].key, 0)
        if words[index].possessive:
            longest = max(longest, min(1, self._longest.get(words[index].base, 0)))
        if not longest:
            return None
        for count in range(min(longest, len(words) - index), 0, -1):
            last = index + count - 1
            heads = tuple(w.key for w in words[index:last])
            known = self._names.get((*heads, words[last].key))
            end = words[last].end
            if known is None and words[last].possessive:
                known = self._names.get((*heads, words[last].base))
                end = words[last].base_end
            elif known is not None and words[last].text.endswith("'"):
                end = words[last].base_end
            if known and _written_as_a_name(words[index : last + 1]):
                return NameHit(words[index].start, end, known, index, last)
        return None


def _written_as_a_name(words: Sequence[Word]) -> bool:
    """Short names need their capitals: "HP", not "hp"; words far apart are no name."""
    if len(words) == 1:
        return len(words[0].key) > _SHORT or words[0].capital or words[0].text[0].isdigit()
    return all(b.start - a.end <= 1 for a, b in pairwise(words))

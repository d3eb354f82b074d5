"""Regular expressions of the rulebook: RE2, so the time to search grows with the text and no more.

Patterns are RE2 syntax (no look-around, no back references), matched without regard to case.
`{{name}}` stands for the alternatives listed under `name` in `rules/words.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from app.errors import RulebookError
from app.rulebook.literals import Prefilter

_MACRO = re.compile(r"\{\{([a-z_]+)\}\}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MEMORY = tuple(1 << power for power in range(14, 29))
"""Bytes that a pattern may take for its program and the states it has met: the least that holds it.
It forgets its states when they are more, or searches more slowly, and goes on."""

LONGEST_PATTERN = 100_000
"""Characters that word lists may add to one pattern; ours add up to 9,000."""
FEW = 8
"""Patterns that are tried one after the other sooner than their words are looked for."""
CORE, SIDE = 1_000, 200
"""Characters of a long text that are searched at once, and how much more on each side. The more a
pattern sees the more patterns are tried, and the more states are forgotten: time would grow faster
than the text."""


def expand(pattern: str, words: Mapping[str, Sequence[str]]) -> str:
    """Return `pattern` with each `{{name}}` replaced by its alternatives, nested ones too.

    Raises RulebookError for a name that `words` does not have, and where lists of lists grow past
    all bounds.
    """
    written, room = pattern, LONGEST_PATTERN

    def alternatives(match: re.Match[str]) -> str:
        nonlocal room
        name = match.group(1)
        if name not in words:
            raise RulebookError(f"unknown word list {{{{{name}}}}} in pattern {written!r}")
        put = "(?:" + "|".join(words[name]) + ")"
        room -= len(put)
        if room < 0:
            raise RulebookError(f"word lists make too much of the pattern {written!r}")
        return put

    for _ in range(5):
        expanded = _MACRO.sub(alternatives, pattern)
        if expanded == pattern:
            return expanded
        pattern = expanded
    raise RulebookError(f"word lists nest too deeply in pattern {written!r}")


def _options(case_sensitive: bool, memory: int) -> re2.Options:
    options = re2.Options()
    options.case_sensitive = case_sensitive
    options.log_errors = False
    options.max_mem = memory
    return options


def compile_pattern(
    pattern: str, *, case_sensitive: bool = False, bounds: Sequence[int] | None = None
) -> Any:
    """Return the RE2 pattern compiled within the first of the `bounds` (bytes) that holds it.

    Raises RulebookError where RE2 rejects it.
    """
    fault = None
    for memory in bounds or _MEMORY:
        try:
            return re2.compile(pattern, _options(case_sensitive, memory))
        except re2.error as cause:
            fault = cause
    raise RulebookError(f"not a valid RE2 pattern: {pattern!r} ({fault})") from fault


def groups_of(pattern: str) -> int:
    """Return how many groups a pattern has; raises RulebookError where RE2 rejects it."""
    count: int = compile_pattern(pattern, bounds=_MEMORY[-1:]).groups
    return count


def searchable(text: str) -> str:
    """Return `text` with lone surrogates, which RE2 cannot read, as U+FFFD; lengths stay."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Found:
    """One match: which pattern, where, and its groups (group 0 first; None where unused)."""

    index: int
    start: int
    end: int
    groups: tuple[str | None, ...]
    spans: tuple[tuple[int, int], ...]

    def moved(self, by: int) -> Found:
        """Return the match in a text that has `by` more characters before it."""
        spans = tuple(
            (start + by, end + by) if start >= 0 else (start, end) for start, end in self.spans
        )
        return Found(self.index, self.start + by, self.end + by, self.groups, spans)


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a long text; matches count that begin in its core, of CORE characters."""

    start: int
    core: int
    end: int

    def holds(self, match: Found) -> bool:
        """Say whether a match begins in the core."""
        return self.core <= match.start + self.start < self.core + CORE

    def cuts(self, match: Found, size: int) -> bool:
        """Say whether an edge inside a text of `size` characters may have cut a match short."""
        return (match.start == 0 < self.start) or (match.end + self.start == self.end < size)


def _windows(text: str) -> Iterator[_Window]:
    for core in range(0, len(text), CORE):
        yield _Window(max(core - SIDE, 0), core, min(core + CORE + SIDE, len(text)))


class PatternSet:
    """Many patterns searched at once: only those whose own words stand in the text are tried.

    RE2 has such a filter, whose memory grows with every text it reads, up to 8 MiB in each set.
    """

    def __init__(self, patterns: Sequence[str], *, case_sensitive: bool = False) -> None:
        self._patterns = [compile_pattern(each, case_sensitive=case_sensitive) for each in patterns]
        self._filter = Prefilter(patterns) if len(patterns) > FEW else None

    @classmethod
    def of(cls, patterns: Iterable[str], words: Mapping[str, Sequence[str]]) -> PatternSet:
        """Return the set of `patterns` as rule authors write them, word lists filled in."""
        return cls([expand(pattern, words) for pattern in patterns])

    def __len__(self) -> int:
        return len(self._patterns)

    def matching(self, text: str) -> list[int]:
        """Return the indexes of the patterns that match anywhere, in order."""
        text = searchable(text)
        return [i for i in self._candidates(text) if self._patterns[i].search(text) is not None]

    def _candidates(self, text: str) -> Sequence[int]:
        if self._filter is None:
            return range(len(self._patterns))
        return self._filter.candidates(searchable(text))

    def finditer(self, text: str) -> Iterator[Found]:
        """Yield the non-overlapping matches of each pattern, by pattern, then by position.

        Empty matches are passed over. A text of more than 2 CORE characters is searched in windows:
        a match of more than SIDE characters may be found shorter there, or not at all.
        """
        if len(text) <= 2 * CORE:
            yield from self.locate(text, self._candidates(text))
        else:
            yield from self._in_windows(text)

    def _in_windows(self, text: str) -> Iterator[Found]:
        found: dict[int, list[Found]] = {}
        cut: set[int] = set()
        for window in _windows(text):
            words = text[window.start : window.end]
            for match in self.locate(words, self._candidates(words)):
                kept = found.setdefault(match.index, [])
                placed = match.moved(window.start)
                if window.cuts(match, len(text)):
                    cut.add(match.index)
                elif window.holds(match) and (not kept or kept[-1].end <= placed.start):
                    kept.append(placed)
        for index in sorted(found):
            yield from self.locate(text, [index]) if index in cut else found[index]

    def locate(self, text: str, indices: Iterable[int]) -> Iterator[Found]:
        """Yield the matches of these patterns only, in the order of `indices`, as `finditer`."""
        text = searchable(text)
        for index in indices:
            for match in self._patterns[index].finditer(text):
                start, end = match.span()
                if start < end:
                    count = len(match.groups()) + 1
                    yield Found(
                        index,
                        start,
                        end,
                        (match.group(), *match.groups()),
                        tuple(match.span(g) for g in range(count)),
                    )


def unspoiled(wanted: PatternSet, unless: PatternSet, text: str) -> Iterator[Found]:
    """Yield the matches of `wanted` that overlap no match of `unless`."""
    harmless = [(m.start, m.end) for m in unless.finditer(text)]
    for match in wanted.finditer(text):
        if not any(start < match.end and match.start < end for start, end in harmless):
            yield match

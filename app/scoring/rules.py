"""Rules on clean text: which words could burn a bridge, before asking whom they are about."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from app.results import Kind, Severity, Source
from app.rulebook import Rulebook
from app.rulebook.patterns import PatternSet, expand
from app.rulebook.schema import Status, ToneRule
from app.scoring.taken import Taken
from app.text.text import Range

RANK = {Severity.LOW: 0, Severity.MEDIUM: 1, Severity.HIGH: 2}
WEIGHTS = {Severity.LOW: 0.25, Severity.MEDIUM: 0.5, Severity.HIGH: 0.8}

ENDINGS = " \n\t.!?,;:"
"""What a pattern for the start of a sentence may bring along."""


@dataclass(frozen=True, slots=True)
class Candidate(Range):
    """Words that a rule found, by their range in `Text.clean`."""

    rule: ToneRule
    kind: Kind
    source: Source = Source.RULE

    @property
    def weight(self) -> float:
        return self.rule.weight or WEIGHTS[self.rule.severity]


class RuleMatcher:
    """Finds the words of every stable tone rule in one pass over the text."""

    def __init__(self, book: Rulebook) -> None:
        self._rules = tuple(
            (rule, file.kind, source)
            for source, files in ((Source.RULE, book.tone), (Source.LEXICON, book.harsh))
            for file in files
            for rule in file.rules
            if rule.status is Status.STABLE
        )
        self._owners: list[int] = []
        patterns: list[str] = []
        for index, (rule, *_) in enumerate(self._rules):
            patterns += [expand(pattern, book.words) for pattern in rule.any_of]
            self._owners += [index] * len(rule.any_of)
        self._wanted = PatternSet(patterns)
        self._unless = tuple(PatternSet.of(rule.unless, book.words) for rule, *_ in self._rules)

    def find(self, clean: str, disabled: Set[str] = frozenset()) -> tuple[Candidate, ...]:
        """Return what counts, by position: of overlapping words of a kind the gravest, longest."""
        return strongest(c for c in self.matches(clean) if c.rule.id not in disabled)

    def matches(self, clean: str) -> tuple[Candidate, ...]:
        """Return every rule's matches by position, also where two rules find the same words."""
        found = [
            (self._owners[m.index], _first_word(clean, m.start, m.end), m.end)
            for m in self._wanted.finditer(clean)
        ]
        if not found:
            return ()
        harmless = {
            owner: Taken(Range(m.start, m.end) for m in self._unless[owner].finditer(clean))
            for owner in {owner for owner, *_ in found}
        }
        taken: dict[int, Taken] = {}
        kept: list[Candidate] = []
        for owner, start, end in sorted(found, key=lambda each: (each[1] - each[2], each[1])):
            if harmless[owner].touches(start, end):
                continue
            if taken.setdefault(owner, Taken()).take(start, end):
                rule, kind, source = self._rules[owner]
                kept.append(Candidate(start, end, rule, kind, source))
        return tuple(sorted(kept, key=_position))


def _first_word(clean: str, start: int, end: int) -> int:
    """Return where a match begins without the end of the sentence before it."""
    words = clean[start:end].lstrip(ENDINGS)
    return end - len(words) if words else start


def strongest(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates by position; of those of one kind that overlap only the strongest.

    Words of the lexicon give way to any rule that finds them.
    """
    ranked = sorted(
        candidates,
        key=lambda c: (
            c.source is Source.LEXICON,
            -RANK[c.rule.severity],
            c.start - c.end,
            c.start,
            c.rule.id,
        ),
    )
    taken: dict[Kind, Taken] = {}
    kept: list[Candidate] = []
    for candidate in ranked:
        start, end = candidate.start, candidate.end
        if candidate.source is Source.LEXICON and any(
            ranges.touches(start, end)
            for kind, ranges in taken.items()
            if kind is not Kind.SHOUTING
        ):
            continue
        if taken.setdefault(candidate.kind, Taken()).take(start, end):
            kept.append(candidate)
    return tuple(sorted(kept, key=_position))


def _position(candidate: Candidate) -> tuple[int, int, str]:
    return candidate.start, candidate.end, candidate.rule.id

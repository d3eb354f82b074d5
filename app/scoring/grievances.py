"""Serious matters that the author raises: pay, safety, harassment and the like."""

from __future__ import annotations

from app.results import GrievanceKind, Kind, TargetKind
from app.rulebook import Rulebook
from app.rulebook.patterns import PatternSet, expand
from app.rulebook.schema import GrievanceRule
from app.scoring.binding import bind
from app.scoring.evidence import GrievanceHit
from app.scoring.scene import Scene
from app.scoring.sparing import Sparer
from app.text.text import Range

_PLAIN = 0.9
_DENIALS = frozenset(("negated", "fiction", "impostors", "code", "supposed"))
"""Reasons why words that would raise a matter do not; a quoted or asked matter is still raised."""


class GrievanceFinder:
    """Finds grievances that are raised against a company, and not denied or told of others."""

    def __init__(self, book: Rulebook, sparer: Sparer) -> None:
        self._sparer = sparer
        self._rules: list[tuple[GrievanceRule, GrievanceKind]] = []
        self._harmless: list[str] = []
        wanted: list[str] = []
        unless: list[str] = []
        for file in book.grievances:
            for rule in file.rules:
                wanted += [expand(pattern, book.words) for pattern in rule.any_of]
                unless += [expand(pattern, book.words) for pattern in rule.unless]
                self._rules += [(rule, file.kind)] * len(rule.any_of)
                self._harmless += [rule.id] * len(rule.unless)
        self._wanted = PatternSet(wanted)
        self._unless = PatternSet(unless)

    def find(self, scene: Scene) -> tuple[GrievanceHit, ...]:
        """Return the grievances by position; of one kind and place only the surest."""
        clean = scene.text.clean
        found = [(*self._rules[m.index], m.start, m.end) for m in self._wanted.finditer(clean)]
        if not found:
            return ()
        unless = [
            (self._harmless[m.index], Range(m.start, m.end)) for m in self._unless.finditer(clean)
        ]
        kept: list[GrievanceHit] = []
        for rule, kind, start, end in sorted(
            found, key=lambda each: (-each[0].confidence, each[2] - each[3], each[2])
        ):
            if any(owner == rule.id and spot.overlaps(start, end) for owner, spot in unless):
                continue
            if any(hit.kind is kind and hit.overlaps(start, end) for hit in kept):
                continue
            if self._raised(scene, Range(start, end)):
                kept.append(GrievanceHit(start, end, kind, rule.id, rule.confidence))
        return tuple(sorted(kept, key=lambda hit: (hit.start, hit.end)))

    def _raised(self, scene: Scene, words: Range) -> bool:
        reason = self._sparer.reason(scene, words, Kind.ACCUSATION)
        if reason is not None and reason.id in _DENIALS:
            return False
        bound = bind(scene, words)
        return not (bound.target is TargetKind.OTHER and bound.strength >= _PLAIN)

"""Which of the safe versions is best, and whether it is good enough to offer."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from app.results import Report
from app.rewriting.canvas import Canvas
from app.rewriting.scene import Scene
from app.rewriting.seen import Seen
from app.rewriting.worth import measures, worth
from app.rulebook.schema import Worth


@dataclass(frozen=True)
class Attempt:
    """A version that passed; `confidence`: how likely a careful reader would post it, if known."""

    canvas: Canvas
    seen: Seen
    confidence: float | None = None

    @property
    def report(self) -> Report:
        return self.seen.report


class Ranking:
    """Rates versions as careful readers would; without weights or fates all are as good."""

    def __init__(self, spec: Worth | None, trusted: Set[str]) -> None:
        self._spec, self._trusted = spec, trusted

    def rated(self, scene: Scene, risk: float, attempt: Attempt) -> Attempt:
        """Return a version of the scene's draft with its confidence, where that can be told."""
        spec, fates = self._spec, scene.fates
        if spec is None or fates is None or scene.text is None:
            return attempt
        edits = attempt.canvas.edits()
        told = measures(scene.text, edits, fates, risk, attempt.seen, self._trusted)
        return replace(attempt, confidence=round(worth(told, spec.weights), 3))

    def worthy(self, scene: Scene, risk: float, found: Sequence[Attempt]) -> list[Attempt]:
        """Return the versions that are good enough to offer, the best of them last."""
        rated = (self.rated(scene, risk, each) for each in found)
        good = [each for each in rated if self._is_good(each)]
        return sorted(good, key=lambda each: each.confidence or 0.0)

    def _is_good(self, attempt: Attempt) -> bool:
        if self._spec is None or attempt.confidence is None:
            return True
        return attempt.confidence >= self._spec.least

    def is_sure(self, attempt: Attempt) -> bool:
        """Say whether a version needs no word of caution."""
        if self._spec is None or attempt.confidence is None:
            return True
        return attempt.confidence >= self._spec.sure

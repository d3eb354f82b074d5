"""Which of the safe versions is best, and whether it is good enough to offer."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from app.results import Report
from app.rewriting.canvas import Canvas
from app.rewriting.seen import Seen
from app.rewriting.task import Task
from app.rewriting.worth import Likelihoods, measures, worth
from app.rulebook.schema import Worth

_NOBODY: Set[str] = frozenset()


@dataclass(frozen=True)
class Attempt:
    """A version that passed; `said`: by the decoder, not by rules and cuts.

    `confidence`: how likely a careful reader would post it, if known.
    """

    canvas: Canvas
    seen: Seen
    said: bool = False
    confidence: float | None = None

    @property
    def report(self) -> Report:
        return self.seen.report


class Ranking:
    """Rates versions as careful readers would; without weights or fates all are as good."""

    def __init__(self, spec: Worth | None, trusted: Set[str]) -> None:
        self._spec, self._trusted = spec, trusted

    def rated(self, task: Task, attempt: Attempt) -> Attempt:
        """Return a version of the draft with its confidence, where that can be told."""
        spec, fates, text = self._spec, task.scene.fates, task.scene.text
        if spec is None or fates is None or text is None:
            return attempt
        weights, trusted = (spec.said, _NOBODY) if attempt.said else (spec.weights, self._trusted)
        edits = attempt.canvas.edits()
        likely = Likelihoods(task.likelihood(attempt.seen.text.clean), task.likelihood_as_it_is)
        told = measures(text, edits, fates, task.before.risk, attempt.seen, trusted, likely)
        return replace(attempt, confidence=round(worth(told, weights), 3))

    def worthy(self, task: Task, found: Sequence[Attempt]) -> list[Attempt]:
        """Return the versions that are good enough to offer, the best of them last."""
        rated = (self.rated(task, each) for each in found)
        good = [each for each in rated if self.is_good(task, each)]
        return sorted(good, key=lambda each: each.confidence or 0.0)

    def is_good(self, task: Task, attempt: Attempt) -> bool:
        """Say whether a version is good enough to offer."""
        if self._spec is None or attempt.confidence is None:
            return True
        return attempt.confidence >= (self._spec.sure if task.only_surely else self._spec.least)

    def is_sure(self, attempt: Attempt) -> bool:
        """Say whether a version needs no word of caution."""
        if self._spec is None or attempt.confidence is None:
            return True
        return attempt.confidence >= self._spec.sure

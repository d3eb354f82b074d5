"""Which of the safe versions is best, and whether it is good enough to offer."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

from app.results import Report
from app.rewriting.canvas import Canvas
from app.rewriting.scene import Scene
from app.rewriting.seen import Seen
from app.rewriting.task import Opinion, Task
from app.rewriting.worth import Likelihoods, measures, new_in

_NOBODY: Set[str] = frozenset()


class Critic(Protocol):
    """See app.modelstore.critic."""

    @property
    def least(self) -> float: ...
    @property
    def sure(self) -> float: ...
    def open(self, draft: str) -> Opinion: ...


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
    """Rates versions as careful readers would; without a critic or fates all are as good.

    `trusted` are the reasons of the rules that say something in other words.
    """

    def __init__(self, critic: Critic | None, trusted: Set[str] = frozenset()) -> None:
        self._critic, self._trusted = critic, trusted

    def opened(self, scene: Scene) -> Opinion | None:
        """Return what is asked about versions of the draft of a first round, where it can be."""
        known = self._critic is not None and scene.text is not None and scene.fates is not None
        return self._critic.open(scene.words) if known and self._critic else None

    def rated(self, task: Task, attempt: Attempt) -> Attempt:
        """Return a version of the draft with its confidence, where that can be told."""
        opinion, fates, text = task.opinion, task.scene.fates, task.scene.text
        if opinion is None or fates is None or text is None:
            return attempt
        again = attempt.seen.text
        likely = Likelihoods(task.likelihood(again.clean), task.likelihood_as_it_is)
        edits = attempt.canvas.edits()
        trusted = _NOBODY if attempt.said else self._trusted
        told = measures(text, edits, fates, task.before.risk, attempt.seen, trusted, likely)
        told["said"] = float(attempt.said)
        found = opinion.worth(again.clean, new_in(text, again), told)
        return replace(attempt, confidence=round(found, 3))

    def worthy(self, task: Task, found: Sequence[Attempt]) -> list[Attempt]:
        """Return the versions that are good enough to offer, the best of them last."""
        rated = (self.rated(task, each) for each in found)
        good = [each for each in rated if self.is_good(task, each)]
        return sorted(good, key=lambda each: each.confidence or 0.0)

    def is_good(self, task: Task, attempt: Attempt) -> bool:
        """Say whether a version is good enough to offer."""
        if self._critic is None or attempt.confidence is None:
            return True
        least = self._critic.sure if task.only_surely else self._critic.least
        return attempt.confidence >= least

    def is_sure(self, attempt: Attempt) -> bool:
        """Say whether a version needs no word of caution."""
        if self._critic is None or attempt.confidence is None:
            return True
        return attempt.confidence >= self._critic.sure

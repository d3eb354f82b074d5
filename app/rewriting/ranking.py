"""Which of the safe versions is best, and whether it is good enough to offer."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from app.rewriting.attempt import Attempt
from app.rewriting.task import Critic, Task
from app.rewriting.worth import Likelihoods, measures, new_in


class Ranking:
    """Rates versions as careful readers would; without a critic or fates all are as good.

    `trusted` are the reasons of the rules that say something in other words.
    """

    def __init__(self, critic: Critic | None, trusted: Set[str] = frozenset()) -> None:
        self._critic, self._trusted = critic, trusted

    def rated(self, task: Task, attempt: Attempt) -> Attempt:
        """Return a version of the draft with its confidence, where that can be told."""
        fates, text = task.scene.fates, task.scene.text
        if fates is None or text is None or task.opinion is None:
            return attempt
        again = attempt.seen.text
        likely = Likelihoods(task.likelihood(again.clean), task.likelihood_as_it_is)
        edits = attempt.canvas.edits()
        seen, risk, trusted = attempt.seen, task.before.risk, self._trusted
        said, wrong = attempt.said, attempt.faults
        told = measures(text, edits, fates, risk, seen, said, trusted, likely, wrong)
        found = task.opinion.worth(again.clean, new_in(text, again), told)
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
        return attempt.confidence >= self._least(self._critic, task)

    @staticmethod
    def _least(critic: Critic, task: Task) -> float:
        if not task.only_surely:
            return critic.least
        return critic.measured if task.scene.hot else critic.sure

    def is_sure(self, attempt: Attempt) -> bool:
        """Say whether a version needs no word of caution."""
        if self._critic is None or attempt.confidence is None:
            return True
        return attempt.confidence >= self._critic.sure

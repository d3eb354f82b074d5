"""What the rewriter is to do with one draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Protocol

from app.modelstore import Likelihood
from app.results import Verdict
from app.rewriting.attempt import Attempt
from app.rewriting.guards import Before
from app.rewriting.sayings import Recasting
from app.rewriting.scene import Scene
from app.rewriting.seen import Recheck


class Opinion(Protocol):
    """See app.modelstore.critic."""

    def worth(
        self, version: str, new: Sequence[tuple[int, int]], measures: Mapping[str, float]
    ) -> float: ...


class Critic(Protocol):
    """See app.modelstore.critic."""

    @property
    def least(self) -> float: ...
    @property
    def measured(self) -> float: ...
    @property
    def sure(self) -> float: ...
    def open(self, draft: str) -> Opinion: ...


@dataclass(frozen=True)
class Task:
    """One draft to rewrite.

    `keeps` says whether a text has all that it must have; `recasting` is the draft as the decoder
    sees it, where there is a decoder; `critic` says what its versions are worth, if anybody does.
    So many versions are `wanted` that need no word of caution. `passed_over` is told of those that
    passed every guard, and read too badly to be offered; `too_hot` of what the decoder said that
    keeps all and is still too hot, by its text.
    """

    scene: Scene
    before: Before
    recheck: Recheck
    keeps: Callable[[Before, str], bool]
    recasting: Recasting | None = None
    critic: Critic | None = None
    wanted: int = 1
    passed_over: list[str] = field(default_factory=list)
    too_hot: dict[str, Attempt] = field(default_factory=dict)

    @property
    def only_surely(self) -> bool:
        """Whether the draft is measured enough that only a version that is sure is better."""
        return self.before.verdict is Verdict.CAUTION and self.recasting is not None

    @cached_property
    def once(self) -> Recheck:
        """The report on a text; the ways often meet in the same words."""
        return cache(self.recheck)

    @cached_property
    def opinion(self) -> Opinion | None:
        """What its versions are worth."""
        return self.critic.open(self.scene.words) if self.critic is not None else None

    @cached_property
    def likelihood_as_it_is(self) -> Likelihood | None:
        """How likely the decoder finds it that nothing is changed."""
        return self.likelihood(self.scene.words)

    def likelihood(self, version: str) -> Likelihood | None:
        return self.recasting.likelihood(version) if self.recasting is not None else None

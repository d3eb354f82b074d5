"""Our own neutral versions of one draft, whole or in parts, best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from app.results import Verdict
from app.rewriting.attempt import Attempt
from app.rewriting.canvas import Canvas
from app.rewriting.facts import facts_of, missing
from app.rewriting.fault import Fault
from app.rewriting.guards import Before, is_safer, keeps_its_content
from app.rewriting.parts import assembled, is_long
from app.rewriting.ranking import Ranking
from app.rewriting.sayings import Recaster, attacks, opened
from app.rewriting.scene import Scene, scene_of_evidence
from app.rewriting.seen import Recheck, Seen, fates_in
from app.rewriting.sense import Sense
from app.rewriting.substance import Substance
from app.rewriting.task import Critic, Task
from app.rewriting.tries import Tries

MOST_HITS = 150
"""A draft with more counted words than this has no calm version, and planning one costs seconds."""
AGAIN = 2
"""How many versions that are still too hot are said anew, where no other is offered."""
SETTLING = 3
"""Most times that a rewrite is itself rewritten: an author who checks it again gets it back (of a
long draft each part is)."""


@dataclass(frozen=True)
class Tools:
    """What versions are made and judged with."""

    tries: Tries
    ranking: Ranking
    sense: Sense
    substance: Substance
    recaster: Recaster | None
    critic: Critic | None


@dataclass(frozen=True, eq=False)
class Work:
    """One draft and its versions; they are sought once, for however many styles.

    `length` is that of a text as the platform counts, `limit` the most that it takes; `around` is
    what is said around a part of a draft. `wanted`: how many sure versions are sought.
    """

    tools: Tools
    seen: Seen
    recheck: Recheck
    length: Callable[[str], int]
    limit: int | None
    around: str = ""
    wanted: int = 1

    def of(self, seen: Seen, around: str = "") -> Work:
        """Return the same for another text: a version of the draft, or a part of it."""
        return replace(self, seen=seen, around=around, wanted=1)

    def keeps(self, before: Before, text: str) -> bool:
        """Say whether a text has all that it must have, and fits where it is to be posted."""
        told = self.tools.substance.is_in(self.scene, text)
        return told and keeps_its_content(before, text, self.length(text))

    @cached_property
    def scene(self) -> Scene:
        scene = scene_of(self.seen)
        known = self.around.lower()
        if not known:
            return scene
        names = (n for n in scene.names if scene.words[n.start : n.end].lower() not in known)
        return replace(scene, names=tuple(names))

    @cached_property
    def before(self) -> Before:
        scene = self.scene
        facts = facts_of(scene.words, scene.names, scene.hot, scene.idle)
        return Before(
            draft=self.seen.text.original,
            facts=missing(facts, self.around) if self.around else facts,
            verdict=self.seen.judgement.verdict,
            risk=self.seen.judgement.risk,
            grievance=scene.grievance if scene.grave else None,
            limit=self.limit,
        )

    @cached_property
    def task(self) -> Task:
        recasting = opened(self.tools.recaster, self.scene)
        critic = self.tools.critic
        return Task(
            self.scene, self.before, self.recheck, self.keeps, recasting, critic, self.wanted
        )

    @cached_property
    def versions(self) -> list[Attempt]:
        """The versions that pass every guard and are good enough to offer, best first."""
        if len(self.seen.evidence.hits) > MOST_HITS:
            return []
        return self._in_parts() if is_long(self.scene) else self._as_whole()

    def rated(self, attempt: Attempt) -> Attempt:
        """Return a version with what a careful reader would think of it, where that is known."""
        return self.tools.ranking.rated(self.task, attempt)

    def _as_whole(self) -> list[Attempt]:
        """Return the versions of a draft, or of a part of one, best first."""
        found = self.tools.tries.versions(self.task)[::-1] or self._cooled()
        for number, each in enumerate(found):
            settled = self._settled(each)
            worthy = self._worthy(each, settled)
            if worthy:
                known = {a.canvas.text for a in worthy}
                return [*worthy, *(a for a in found[number + 1 :] if a.canvas.text not in known)]
        return []

    def _cooled(self) -> list[Attempt]:
        """Return versions of what the decoder said that was still too hot, best first."""
        task = self.task
        hot = sorted(task.too_hot.values(), key=lambda each: each.report.risk)
        for each in hot[:AGAIN] if task.before.verdict is Verdict.WARN else ():
            again = self.tools.tries.versions(self.of(each.seen).task)
            made = [each.then(later) for later in again]
            safe = [a for a in made if self._is_safe(a)]
            if worthy := self.tools.ranking.worthy(task, safe):
                return worthy[::-1]
        return []

    def _is_safe(self, attempt: Attempt) -> bool:
        text, before = attempt.canvas.text, self.task.before
        kept = self.keeps(before, text)
        return kept and is_safer(before, attempt.report, self.scene.is_grave_in(text))

    def _in_parts(self) -> list[Attempt]:
        """Return the version of a long draft that its parts' versions make, where it passes."""
        task = self.task
        canvas, made = assembled(task, attacks(task.scene, self.tools.sense), self._of_part)
        if not task.keeps(task.before, canvas.text):
            return []
        seen = task.once(canvas.text)
        if not is_safer(task.before, seen.report, task.scene.is_grave_in(canvas.text)):
            return []
        least = min((m.confidence for m in made if m.confidence is not None), default=None)
        said, wrong = all(m.said for m in made), frozenset[Fault]().union(*(m.faults for m in made))
        attempt = Attempt(canvas, seen, said, wrong, least)
        if least is None:
            return self.tools.ranking.worthy(task, [attempt])
        return [attempt] if self.tools.ranking.is_good(task, attempt) else []

    def _of_part(self, seen: Seen, around: str) -> Attempt | None:
        """Return the best version of a part of a draft; what is said `around` it, too, may go."""
        return next(iter(self.of(seen, around)._as_whole()), None)

    def _settled(self, attempt: Attempt) -> Attempt:
        """Return the attempt after the edits that its own text would get, and theirs.

        What was made in steps is as good as the poorest of them.
        """
        for _ in range(SETTLING):
            if attempt.seen.judgement.verdict is Verdict.CLEAR:
                break
            again = self.tools.tries.versions(self.of(attempt.seen).task)
            if not again or not self.keeps(self.before, again[-1].canvas.text):
                break
            attempt = attempt.then(again[-1])
        return attempt

    def _worthy(self, first: Attempt, settled: Attempt) -> list[Attempt]:
        """Return what a version has settled to, where it is good enough as a whole or step by step.

        Where its steps are good the critic doubts most of all that so little was changed twice.
        """
        if settled is first:
            return [first]
        whole = self.rated(settled)
        good = [each for each in (whole, settled) if self.tools.ranking.is_good(self.task, each)]
        return good[:1]

    def untouched(self) -> Attempt:
        """Return the draft as it stands, as a version of itself."""
        return Attempt(Canvas(self.before.draft), self.seen)


def scene_of(seen: Seen) -> Scene:
    """Return the scene of a text that the stages above have read."""
    return scene_of_evidence(
        seen.text, seen.mentions, seen.evidence, seen.judgement, fates_in(seen)
    )

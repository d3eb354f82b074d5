"""The tries at one draft: what the decoder says, then cuts, and last what recasts all that burns.

Each plans changes, paints them on the canvas and asks for a full report on the result; what passes
every guard, and reads as if a careful person would post it, is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.results import Verdict
from app.rewriting.attempt import Attempt
from app.rewriting.canvas import Canvas
from app.rewriting.claims import Claims
from app.rewriting.guards import Before, burns, is_safer
from app.rewriting.invention import invention
from app.rewriting.ranking import Ranking
from app.rewriting.rounds import Rounds, ways_of
from app.rewriting.sayings import FIRST, ONCE, WIDER, Asked, sayings
from app.rewriting.scene import Scene, scene_of_report
from app.rewriting.seen import Seen, fates_in
from app.rewriting.sense import Sense, Way
from app.rewriting.task import Task

_WORD = re.compile(r"[\w@#]+")
ROUNDS = (1, 1, 2, 3)
"""How much may go in each round; also the most re-checks per way."""


class Tries:
    """Finds versions of drafts."""

    def __init__(
        self, rounds: Rounds, ranking: Ranking, sense: Sense, claims: Claims | None = None
    ) -> None:
        self._rounds, self._ranking, self._sense = rounds, ranking, sense
        self._claims = claims

    def versions(self, task: Task) -> list[Attempt]:
        """Return the versions that pass, best last; bolder ways where no careful one is sure.

        What recasts all that burns is the last resort, and a wider search where nothing is offered.
        Those that are sought because more are wanted come before the others: the best one is the
        same however many are wanted.
        """
        sense, known = self._sense.remembering(), set[str]()
        found = self._sought(task, self._ways(task, sense, known))
        if found or task.only_surely:
            return found
        return self._sought(task, self._said(task, sense, WIDER, known))

    def _sought(self, task: Task, ways: Iterable[Way]) -> list[Attempt]:
        offered: list[Attempt] = []
        more: list[Attempt] = []
        settled = False
        for way in ways:
            made = more + offered
            enough = settled and len({*map(_spoken, made)}) >= task.wanted
            if enough or (offered and way.last):
                break
            known = {each.canvas.text for each in made}
            found = [a for a in self._attempts(task, way) if a.canvas.text not in known]
            worthy = self._ranking.worthy(task, found)
            (more if settled else offered).extend(worthy)
            if not worthy:
                task.passed_over.extend(each.canvas.text for each in found)
            settled |= not way.more and any(map(self._ranking.is_sure, offered))
        return _distinct(_by_worth(more) + _by_worth(offered))

    def _ways(self, task: Task, sense: Sense, known: set[str]) -> Iterator[Way]:
        """Yield the tries, most careful first; no measured draft is taken apart."""
        yield from self._said(task, sense, FIRST if task.scene.hot else ONCE, known)
        if not task.only_surely:
            yield from ways_of(sense, learned=task.scene.fates is not None)

    @staticmethod
    def _said(task: Task, sense: Sense, asked: Asked, known: set[str]) -> Iterator[Way]:
        if task.recasting is None:
            return
        for said in sayings(task.recasting, task.scene, task.before.facts, sense, asked, known):
            yield Way(sense, said=said.changes, faults=said.faults, more=said.more)

    def _attempts(self, task: Task, way: Way) -> list[Attempt]:
        """Return the versions that pass every guard, in the order found."""
        canvas, scene, before = Canvas(task.before.draft), task.scene, task.before
        attempts: list[Attempt] = []
        tried: set[str] = set()
        for bold in ROUNDS if way.said is None else ROUNDS[:1]:
            version = canvas.copy()
            self._rounds.paint(version, scene, bold, way)
            if version.text == canvas.text or version.text in tried:
                continue
            tried.add(version.text)
            if not self._may_stand(task, before, version.text, way):
                continue
            seen = task.once(version.text)
            report = seen.report
            if is_safer(before, report, scene.is_grave_in(version.text)):
                attempts.append(Attempt(version, seen, way.said is not None, way.faults))
                before = replace(before, risk=min(before.risk, report.risk))
            elif way.said is not None:
                task.too_hot[version.text] = Attempt(version, seen, True, way.faults)
            if report.verdict is Verdict.CLEAR and not burns(report):
                break
            if way.cut is not None and attempts:
                break
            way = replace(way, cut=None)
            canvas, scene = version, _later(version.text, seen, scene.grave)
        return attempts

    def _may_stand(self, task: Task, before: Before, text: str, way: Way) -> bool:
        draft = task.before.draft
        if way.said is not None and (invention(draft, text) or self._claims_more(draft, text)):
            return False
        return task.keeps(before, text)

    def _claims_more(self, draft: str, text: str) -> bool:
        return self._claims is not None and self._claims.fault(draft, text) is not None


def _by_worth(found: Sequence[Attempt]) -> list[Attempt]:
    return sorted(found, key=lambda each: each.confidence or 0.0)


def _distinct(found: Sequence[Attempt]) -> list[Attempt]:
    """Return the versions, best last, but none that differs from a better one in marks alone."""
    best = {_spoken(each): each for each in found}
    return [each for each in found if best[_spoken(each)] is each]


def _spoken(attempt: Attempt) -> str:
    return " ".join(_WORD.findall(attempt.canvas.text.lower()))


def _later(draft: str, seen: Seen, grave: tuple[str, ...]) -> Scene:
    fates = fates_in(seen)
    placed = fates.moved(seen.text.to_original) if fates else None
    return scene_of_report(draft, seen.report, grave, placed)

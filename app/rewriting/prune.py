"""Take out what a careful editor would: sentences, parts of them, words that the rest can spare.

Which words those are, the learned reader says (`Fates`); what may go without breaking the sentence,
the parser says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from app.modelstore import Fate, Fates
from app.results import Verdict
from app.rewriting.change import Change
from app.rewriting.cuts import Cutter, stands_without
from app.rewriting.hedge import attack_tags
from app.rewriting.ledger import Ledger
from app.rewriting.reasons import why_of
from app.rewriting.scene import Harsh, Passage, Scene
from app.rewriting.seams import branches
from app.rewriting.segments import Segment, segments_of
from app.rewriting.sense import Cut, Sense
from app.text.text import Range

CLEAR = 0.85
"""How surely the last words before a cut are kept where the cut needs no parser to agree."""
UNTOUCHED = 0.93
"""A sentence whose words are kept so surely, with nothing harsh in it, is not looked into."""
_SAID = re.compile(r"\w|[\"\U0001F000-\U0001FAFF\u2600-\u27BF]")
LOOSE = 0.6
"""How likely words are dropped that are taken out of the middle of a clause."""
_HANGING = re.compile(
    r"(?i)\s*(?:if|when|whenever|while|because|since|although|though|once|after|before|as|unless|"
    r"whoever|whatever|every time|to|for|not only)\b"
)
"""How a sentence opens whose first part says nothing without the rest."""
_END = re.compile(r"[\s.!?…,;:]*\Z")


class Pruner:
    """Plans the cuts of one scene: what is less likely kept than `cut` says, the largest first.

    `taken` are changes by rules; what they say in other words stays.
    """

    def __init__(
        self, scene: Scene, fates: Fates, taken: Sequence[Change], sense: Sense, cut: Cut
    ) -> None:
        self._scene, self._fates, self._sense, self._cut_at = scene, fates, sense, cut
        self._hot = scene.hot
        self._recast = [c for c in taken if c.parts]
        self._ledger = Ledger(scene, taken, self._hot, sense)
        self._cutter = Cutter(scene, self._ledger, taken)
        self._taken = taken

    def changes(self) -> Iterator[Change]:
        self._cutter.made = list(attack_tags(self._scene, self._hot))
        yield from self._cutter.made
        for index, passage in reversed(list(enumerate(self._scene.passages))):
            if self._is_calm(passage):
                continue
            made = list(self._pruned(index, passage))
            self._cutter.made += made
            yield from made

    def _is_calm(self, passage: Passage) -> bool:
        harsh = any(passage.overlaps(h.start, h.end) for h in self._hot)
        return not harsh and self._keep(passage) >= UNTOUCHED

    def _pruned(self, index: int, passage: Passage) -> Iterator[Change]:
        hot = [h for h in self._hot if passage.overlaps(h.start, h.end)]
        if self._goes(passage):
            yield from self._cutter.drop(index, hot)
            return
        if self._stays_whole(passage, hot):
            return
        parts = segments_of(self._scene.words, passage)
        for units in self._choices(passage, parts):
            made = [self._cut(passage, unit, hot) for unit in units]
            if self._holds(passage, made):
                for unit in units:
                    self._ledger.forget(unit)
                yield from made
                return
        if self._holds(passage, []):
            return
        if self._stays(passage) < (1 + self._cut_at.line) / 2 and not self._bound(passage):
            yield from self._cutter.drop(index, hot)

    def _stays_whole(self, passage: Passage, hot: Sequence[Harsh]) -> bool:
        """Say whether a sentence goes whole or not at all: a question, or what reads calm."""
        calm = not hot and passage.verdict is Verdict.CLEAR
        return calm or self._scene.words[passage.start : passage.end].rstrip().endswith("?")

    def _choices(self, passage: Passage, parts: Sequence[Segment]) -> Iterator[list[Range]]:
        """Yield what might go, the most first: each next choice spares the least certain kind."""
        clauses = [Range(p.lead if p is not parts[0] else p.start, p.end) for p in parts]
        if len(parts) > 1:
            clauses[0] = Range(parts[0].start, parts[1].start)
        groups = [
            clauses,
            [b for b in self._branches(passage) if self._fates.drop(b.start, b.end) > LOOSE],
            self._runs(passage),
        ]
        tried: list[list[Range]] = []
        for count in (3, 2, 1):
            found = [
                self._without_stop(passage, unit)
                for unit in self._largest([unit for group in groups[:count] for unit in group])
            ]
            if found and found not in tried:
                tried.append(found)
                yield found

    def _without_stop(self, passage: Passage, unit: Range) -> Range:
        """Return a unit without the marks that end the sentence: what is left of it needs them."""
        said = self._scene.words[passage.start : passage.end]
        end = passage.start + len(said.rstrip(" \n.!?…"))
        return Range(unit.start, end) if unit.start < end < unit.end else unit

    def _branches(self, passage: Passage) -> list[Range]:
        if self._sense.parse is None:
            return []
        said = self._scene.words[passage.start : passage.end]
        return [
            Range(passage.start + each.start, passage.start + each.end)
            for each in branches(said, self._sense.parse(said))
        ]

    def _runs(self, passage: Passage) -> list[Range]:
        """Return the runs of neighbouring words that each go by themselves; no mark goes alone."""
        words = [w for w in self._fates.words if passage.holds(w.start, w.end)]
        runs = [list(run) for low, run in groupby(words, self._is_low) if low]
        found = (Range(run[0].start, run[-1].end) for run in runs)
        return [each for each in found if _SAID.search(self._scene.words, each.start, each.end)]

    def _is_low(self, word: Fate) -> bool:
        return self._cut_at.stays(word.keep, word.drop) < self._cut_at.line

    def _largest(self, units: Sequence[Range]) -> list[Range]:
        """Return the units that go, without those inside others, by position."""
        chosen: list[Range] = []
        for unit in sorted(units, key=lambda u: (u.start - u.end, u.start)):
            if self._goes(unit) and not any(c.overlaps(unit.start, unit.end) for c in chosen):
                chosen.append(unit)
        return sorted(chosen, key=lambda unit: unit.start)

    def _goes(self, unit: Range) -> bool:
        return self._stays(unit) < self._cut_at.line and not self._bound(unit)

    def _bound(self, unit: Range) -> bool:
        """Say whether a unit has to stay: for a fact, a grievance, a quote or another's words."""
        return (
            self._ledger.alone_states(unit)
            or any(unit.overlaps(c.start, c.end) for c in self._recast)
            or self._scene.is_protected(unit.start, unit.end)
            or len(self._ledger.only_named_in(unit)) > 1
            or self._sense.testifies(self._scene, unit)
        )

    def _keep(self, where: Range) -> float:
        return self._fates.keep(where.start, where.end)

    def _stays(self, where: Range) -> float:
        return self._cut_at.stays(self._keep(where), self._fates.drop(where.start, where.end))

    def _cut(self, passage: Passage, unit: Range, hot: Sequence[Harsh]) -> Change:
        """Return the cut; a firm that only this stretch names stays: "Acme: no heating"."""
        names = self._ledger.only_named_in(unit)
        why = why_of([h for h in hot if unit.overlaps(h.start, h.end)])
        words, start, end = self._scene.words, unit.start, unit.end
        if not names:
            glued = words[max(start - 1, 0) : start].isalnum() and words[end : end + 1].isalnum()
            return Change(start, end, why, (" ",) if glued else (), 40)
        name = (names[0].start, names[0].end)
        lead = unit.start == passage.start
        return Change(start, end, why, (name, ": ") if lead else (" ", name), 40)

    def _holds(self, passage: Passage, made: Sequence[Change]) -> bool:
        clear_cut = {c.start for c in made if self._is_clear_cut(passage, c)}
        changes = [c for c in (*self._cutter.made, *self._taken, *made) if c.start not in clear_cut]
        return stands_without(self._sense, self._scene.words, passage, changes)

    def _is_clear_cut(self, passage: Passage, unit: Range) -> bool:
        """Say whether a unit ends its sentence after a comma, and editors part it just there."""
        words = self._scene.words
        if _HANGING.match(words, passage.start):
            return False
        if _END.match(words, unit.end, passage.end) is None or words[unit.start] not in ",;:(-–—":
            return False
        before = self._fates.before(unit.start, 3)
        return bool(before) and min(word.keep for word in before) >= CLEAR

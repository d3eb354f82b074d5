"""Sentences and parts of them go; whom only they name stays, in the next sentence or anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.results import MentionKind
from app.rewriting.change import Change
from app.rewriting.ledger import Ledger
from app.rewriting.naming import heirs, listed, lone_role, stand_in
from app.rewriting.reasons import WHY_RECAST, why_of
from app.rewriting.scene import Harsh, Name, Passage, Scene
from app.rewriting.segments import SUBJECT, VERB_NEXT, Segment, stands_apart
from app.rewriting.sense import Sense
from app.text.text import Range


class Cutter:
    """Plans the cuts of one scene, from its end to its start.

    `taken` are changes that are made anyway; `made` are to be kept up to date by whoever cuts.
    """

    def __init__(self, scene: Scene, ledger: Ledger, taken: Sequence[Change]) -> None:
        self._scene, self._ledger, self._taken = scene, ledger, taken
        self._gone: set[int] = set()
        self.made: list[Change] = []

    def drop(self, index: int, hot: Sequence[Harsh]) -> Iterator[Change]:
        """Drop a sentence; a firm that only it names is kept by a calm sentence instead."""
        passage, why = self._scene.passages[index], why_of(hot)
        lost = self._ledger.only_named_in(passage)
        self._ledger.forget(passage)
        gone = Change(passage.start, passage.end, why, (), 40)
        if not lost:
            self._gone.add(index)
            role = lone_role(self._scene, passage)
            yield from (gone, *(self._inherit(index, role, person=True) if role else ()))
            return
        first = lost[0]
        if first.kind is MentionKind.HANDLE and len(lost) == 1:
            yield replace(gone, parts=((first.start, first.end),))
            return
        shown = listed(self._scene, lost)
        heirs_of_it = self._inherit(index, shown, person=False) if len(lost) == 1 else []
        if heirs_of_it and first.kind is MentionKind.COMPANY:
            self._gone.add(index)
            yield from (gone, *heirs_of_it)
            return
        if self._others_tell(passage):
            yield replace(gone, why=WHY_RECAST, parts=(stand_in(shown),))

    def take_out(
        self, passage: Passage, part: Segment, parts: Sequence[Segment], hot: Sequence[Harsh]
    ) -> Iterator[Change]:
        """Take a part out of its sentence; a firm that only it names is kept."""
        lost = self._ledger.only_named_in(part)
        if lost:
            yield from self._cut_but_name(passage, part, parts, hot, lost)
        else:
            yield self._cut(part, parts, hot)

    def _others_tell(self, passage: Passage) -> bool:
        """Say whether the rest tells what happened: a calm sentence about a firm says nothing."""
        others = (p for p in self._scene.passages if p.start != passage.start)
        return self._scene.fates is None or any(map(self._ledger.tells, others))

    def _survivor(self, index: int) -> Passage | None:
        """Return the next sentence that stays."""
        passages = self._scene.passages
        later = range(index + 1, len(passages))
        return next((passages[i] for i in later if i not in self._gone), None)

    def _inherit(self, index: int, shown: str, person: bool) -> list[Change]:
        busy = (*self._taken, *self.made)
        return list(heirs(self._scene, self._survivor(index), shown, person, busy))

    def _cut(self, part: Segment, parts: Sequence[Segment], hot: Sequence[Harsh]) -> Change:
        words = self._scene.words
        why = why_of([h for h in hot if part.overlaps(h.start, h.end)])
        self._ledger.forget(part)
        if part is parts[0]:
            follower = parts[1] if len(parts) > 1 else None
            subject = SUBJECT.match(words, part.start, part.end)
            if follower and subject and VERB_NEXT.match(words, follower.start):
                return Change(subject.end(), follower.start, why, (" ",), 40)
            return Change(part.start, follower.start if follower else part.end, why, (), 40)
        odd = words.count('"', part.lead, part.end) % 2
        end = part.end + (1 if odd and words[part.end : part.end + 1] == '"' else 0)
        return Change(part.lead, end, why, (), 40)

    def _cut_but_name(
        self,
        passage: Passage,
        part: Segment,
        parts: Sequence[Segment],
        hot: Sequence[Harsh],
        lost: Sequence[Name],
    ) -> Iterator[Change]:
        """Cut a part that alone names a firm: a handle stays, a name gets a calm sentence."""
        cut = self._cut(part, parts, hot)
        if lost[0].kind is MentionKind.HANDLE and len(lost) == 1:
            blank = " " if cut.start < part.start else ""
            kept = (blank, (lost[0].start, lost[0].end), "" if blank else " ")
            yield Change(cut.start, cut.end, cut.why, kept, 40)
            return
        if not self._others_tell(passage):
            return
        yield cut
        closed = self._scene.words[passage.end - 1] in ".!?"
        said = f"{'' if closed else '.'} {stand_in(listed(self._scene, lost))}"
        yield Change(passage.end, passage.end, WHY_RECAST, (said,), 40)


def stands_without(sense: Sense, words: str, sentence: Range, changes: Sequence[Change]) -> bool:
    """Say whether a sentence of `words` stands once `changes` have taken parts of it out."""
    said = words[sentence.start : sentence.end]
    gone = [
        Range(c.start - sentence.start, c.end - sentence.start)
        for c in changes
        if sentence.overlaps(c.start, c.end) and not c.parts
    ]
    return sense.holds(said, [each for each in gone if not stands_apart(said, each)])

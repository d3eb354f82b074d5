"""What to do with heat that no rewrite rule answers: take out the part, or the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.results import Kind, Verdict
from app.rewriting.change import Change
from app.rewriting.cuts import Cutter, stands_without
from app.rewriting.facts import LABEL
from app.rewriting.hedge import attack_tags, hedge
from app.rewriting.ledger import Ledger
from app.rewriting.predicates import bare, predicate_of, recast
from app.rewriting.reasons import why_of
from app.rewriting.scene import Harsh, Passage, Scene
from app.rewriting.segments import (
    Segment,
    coverage,
    orphans,
    segments_of,
    speaks,
    unbroken,
)
from app.rewriting.sense import Way
from app.text.text import Range

_NOUN_NEXT = re.compile(
    r"(?i) (?!(?:in|at|of|with|who|from|on|and|or|for|to|by|that|as|is|are|was|were|the|has|have|"
    r"had|did|do|which|will|can|\w+ing|\w+ed)\b)[a-z]"
)
_ONE_LABEL = re.compile(r"(?i)(?:(?:so|very|really|total|absolute|complete|utter) )?[\w'-]+")
_ADDRESS = re.compile(r"(?i)(?:to|dear|hey|honest question|message|note|a word|shout)\b")
LEAST_SHARE = 0.25
"""Share of a part of a sentence that is hot, from which later rounds take the part out."""
BRIEF = 8
"""A sentence of up to so many words, hot and without a figure or name, goes as a whole."""
_FIXED = re.compile(r"\b(?:no|not|never|nobody|nothing|without)\b|n't\b", re.IGNORECASE)
_EMOJI = re.compile(r":[a-z][a-z -]*:|[\U0001F300-\U0001FAFF\u2600-\u27BF]\uFE0F?")
_BEFORE_ADJECTIVE = re.compile(
    r"(?i)\b(?:the|a|an|my|our|your|their|his|her|this|that|these|those)\s*$"
)


ANY_WAY = Way()


class Stripper:
    """Plans deletions for one scene; `bold` 1..3 says how much may go."""

    def __init__(
        self,
        scene: Scene,
        taken: Sequence[Change],
        condemned: Sequence[Harsh],
        bold: int,
        way: Way = ANY_WAY,
    ) -> None:
        self.scene, self.taken, self.bold = scene, taken, bold
        self.sense, self.last = way.sense, way.last
        self.hot = [
            *condemned,
            *(h for h in scene.hot if not self._quoted(h)),
        ]
        self.ledger = Ledger(scene, taken, self.hot, way.sense)
        self.cutter = Cutter(scene, self.ledger, taken)

    def changes(self) -> Iterator[Change]:
        self.cutter.made = [*attack_tags(self.scene, self.hot), *self._emoji()]
        yield from self.cutter.made
        if self.bold > 1:
            yield from hedge(self.scene, (*self.taken, *self.hot))
        for index, passage in reversed(list(enumerate(self.scene.passages))):
            hot = [h for h in self.hot if passage.overlaps(h.start, h.end) and self._open(h)]
            if hot or self._must_go(passage):
                made = self._sound(index, passage, hot, list(self._cool(index, passage, hot)))
                self.cutter.made += made
                yield from made

    def _emoji(self) -> Iterator[Change]:
        """Yield the deletion of each emoji that is hot by itself."""
        for harsh in self.hot:
            if _EMOJI.fullmatch(self.scene.words, harsh.start, harsh.end):
                yield Change(harsh.start, harsh.end, why_of([harsh]), (), 60)

    def _sound(
        self, index: int, passage: Passage, hot: Sequence[Harsh], made: list[Change]
    ) -> list[Change]:
        """Return the changes if the sentence stands without what they take out; else it goes whole.

        What must stay stays as it is.
        """
        if stands_without(self.sense, self.scene.words, passage, (*self.cutter.made, *made)):
            return made
        return [] if self._stated(passage) else list(self.cutter.drop(index, hot))

    def _must_go(self, passage: Passage) -> bool:
        if self.bold == 1 or any(passage.overlaps(c.start, c.end) for c in self.taken):
            return False
        return passage.verdict is Verdict.WARN or (
            self.bold == 3 and passage.verdict is Verdict.CAUTION and bool(self._in(passage))
        )

    def _in(self, passage: Passage) -> list[Harsh]:
        return [h for h in self.hot if passage.overlaps(h.start, h.end)]

    def _cool(self, index: int, passage: Passage, hot: Sequence[Harsh]) -> Iterator[Change]:
        parts = unbroken(segments_of(self.scene.words, passage), self._joining(hot))
        burnt = [part for part in parts if self._burnt(part, hot)]
        burnt += [
            part
            for part in orphans(self.scene.words, parts, burnt)
            if not self.ledger.facts_in(part)
        ]
        kept = [part for part in parts if part not in burnt]
        if any(orphans(self.scene.words, parts, burnt)):
            kept = []
        if self._is_brief(passage, hot) or not self._divisible(passage, kept, parts):
            kept = []
        if not hot or not kept or not speaks(self.scene.words, kept):
            if not self._stated(passage):
                yield from self.cutter.drop(index, hot)
                return
            if self.scene.words[passage.start : passage.end].rstrip().endswith("?"):
                return
            if self.bold > 1:
                burnt = [
                    p for p in parts if not self.ledger.facts_in(p) and not self.ledger.tells(p)
                ]
            if len(burnt) == len(parts):
                return
        for part in burnt:
            if not self._stated(part):
                yield from self._take_out(passage, part, parts, hot)
        for harsh in hot:
            if not any(part.overlaps(harsh.start, harsh.end) for part in burnt):
                yield from self._single(harsh, parts)

    def _take_out(
        self, passage: Passage, part: Segment, parts: Sequence[Segment], hot: Sequence[Harsh]
    ) -> Iterator[Change]:
        lost = self.ledger.only_named_in(part)
        if not lost or self.bold > 1 or coverage(part, hot) > 0.6:
            yield from self.cutter.take_out(passage, part, parts, hot)

    def _joining(self, hot: Sequence[Harsh]) -> list[Harsh]:
        """Return the labels among `hot`: "a rude, ignorant man" is one."""
        return [h for h in hot if h.kind is Kind.INSULT and h.end - h.start <= LABEL]

    def _divisible(
        self, passage: Passage, kept: Sequence[Segment], parts: Sequence[Segment]
    ) -> bool:
        """Say whether parts of the sentence make sense alone: questions and addresses do not."""
        said = self.scene.words[passage.start : passage.end]
        if said.rstrip().endswith("?"):
            return False
        return not (list(kept) == list(parts[:1]) and len(parts) > 1 and _ADDRESS.match(said))

    def _is_brief(self, passage: Passage, hot: Sequence[Harsh]) -> bool:
        said = self.scene.words[passage.start : passage.end]
        return (
            any(h.kind is Kind.INSULT for h in hot)
            and len(said.split()) <= BRIEF
            and not any(passage.overlaps(c.start, c.end) for c in self.taken)
            and not self._stated(passage)
        )

    def _burnt(self, part: Segment, hot: Sequence[Harsh]) -> bool:
        share = coverage(part, hot)
        if share >= 0.5 or (self.bold > 1 and share > (LEAST_SHARE if self.bold == 2 else 0)):
            return True
        if self.last or self.ledger.facts_in(part):
            return False
        words = self.scene.words
        labels = [copula for h in hot if (copula := predicate_of(words, part, h))]
        return any(bare(words, part, copula) for copula in labels)

    def _single(self, harsh: Harsh, parts: Sequence[Segment]) -> Iterator[Change]:
        """One or two hot words inside a calm part: an adjective before its noun goes."""
        words = self.scene.words
        if _FIXED.search(words, harsh.start, harsh.end) or self.ledger.facts_in(harsh):
            return
        why = why_of([harsh])
        part = next((p for p in parts if p.holds(harsh.start, harsh.end)), None)
        copula = predicate_of(words, part, harsh) if part is not None else None
        if part is not None and copula is not None:
            tail = Range(harsh.end, max(part.end, harsh.end))
            yield recast(words, part, copula, harsh, bool(self.ledger.facts_in(tail)))
            return
        inner = words[harsh.start : harsh.end]
        before = words[max(0, harsh.start - 10) : harsh.start]
        if (
            _ONE_LABEL.fullmatch(inner)
            and _NOUN_NEXT.match(self.scene.words, harsh.end)
            and _BEFORE_ADJECTIVE.search(before)
        ):
            yield Change(harsh.start, harsh.end + 1, why, (), 30)

    def _stated(self, where: Range) -> bool:
        """Say whether only this stretch states some figure, person, grievance or event."""
        return self.ledger.alone_states(where) or self.ledger.tells(where)

    def _open(self, harsh: Harsh) -> bool:
        return not any(harsh.overlaps(c.start, c.end) for c in self.taken)

    def _quoted(self, harsh: Harsh) -> bool:
        return self.scene.is_protected(harsh.start, harsh.end)

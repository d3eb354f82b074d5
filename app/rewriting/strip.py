"""What to do with heat that no rewrite rule answers: take out the part, or the sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.results import Kind, MentionKind, Verdict
from app.rewriting.change import Change
from app.rewriting.facts import LABEL, Fact, facts_of, squash
from app.rewriting.hedge import attack_tags, hedge
from app.rewriting.naming import heirs, listed, lone_role, stand_in
from app.rewriting.predicates import bare, predicate_of, recast
from app.rewriting.reasons import WHY_RECAST, why_of
from app.rewriting.scene import COLD, Harsh, Name, Passage, Scene
from app.rewriting.segments import (
    SUBJECT,
    VERB_NEXT,
    Segment,
    coverage,
    orphans,
    segments_of,
    speaks,
    stands_apart,
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
_FACTUAL = (MentionKind.COMPANY, MentionKind.HANDLE)
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
        self.sense, self.last, self.whole = way.sense, way.last, way.whole
        self.condemned = condemned
        self.gone: set[int] = set()
        self.made: list[Change] = []
        self.hot = [
            *condemned,
            *(h for h in scene.harsh if h.kind not in COLD and not self._quoted(h)),
        ]
        facts = facts_of(scene.words, scene.names, self.hot)
        self.facts = [fact for fact in facts if not _gone(fact, taken)]
        self.grave = [
            (at, at + len(words)) for words in scene.grave if (at := scene.words.find(words)) >= 0
        ]
        self.left = Counter(fact.key for fact in self.facts)

    def changes(self) -> Iterator[Change]:
        self.made = [*attack_tags(self.scene, self.hot), *self._emoji()]
        yield from self.made
        if self.bold > 1:
            yield from hedge(self.scene, (*self.taken, *self.hot))
        for index, passage in reversed(list(enumerate(self.scene.passages))):
            hot = [h for h in self.hot if passage.overlaps(h.start, h.end) and self._open(h)]
            if hot or self._must_go(passage):
                made = self._sound(index, passage, hot, list(self._cool(index, passage, hot)))
                self.made += made
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
        said = self.scene.words[passage.start : passage.end]
        gone = [
            Range(c.start - passage.start, c.end - passage.start)
            for c in (*self.made, *made)
            if passage.overlaps(c.start, c.end) and not c.parts
        ]
        joined = [each for each in gone if not stands_apart(said, each)]
        if self.sense.holds(said, joined):
            return made
        return [] if self._stated(passage) else list(self._drop(index, passage, hot))

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
            part for part in orphans(self.scene.words, parts, burnt) if not self._facts_in(part)
        ]
        kept = [part for part in parts if part not in burnt]
        if any(orphans(self.scene.words, parts, burnt)):
            kept = []
        if self.whole or self._is_brief(passage, hot) or not self._divisible(passage, kept, parts):
            kept = []
        if not hot or not kept or not speaks(self.scene.words, kept):
            if not self._stated(passage):
                yield from self._drop(index, passage, hot)
                return
            if self.scene.words[passage.start : passage.end].rstrip().endswith("?"):
                return
            if self.bold > 1:
                burnt = [p for p in parts if not self._facts_in(p) and not self._tells(p)]
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
        lost = self._only_named_in(part)
        if not lost:
            yield self._cut(part, parts, hot)
        elif self.bold > 1 or coverage(part, hot) > 0.6:
            yield from self._cut_but_name(passage, part, parts, hot, lost)

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
        if self.last or self._facts_in(part):
            return False
        words = self.scene.words
        labels = [copula for h in hot if (copula := predicate_of(words, part, h))]
        return any(bare(words, part, copula) for copula in labels)

    def _drop(self, index: int, passage: Passage, hot: Sequence[Harsh]) -> Iterator[Change]:
        """Drop the sentence; a firm that only it names is kept by a calm sentence instead."""
        why = why_of(hot)
        lost = self._only_named_in(passage)
        self._forget(passage)
        gone = Change(passage.start, passage.end, why, (), 40)
        if not lost:
            self.gone.add(index)
            role = lone_role(self.scene, passage)
            yield from (gone, *(self._inherit(index, role, person=True) if role else ()))
            return
        first = lost[0]
        if first.kind is MentionKind.HANDLE and len(lost) == 1:
            yield replace(gone, parts=((first.start, first.end),))
            return
        shown = listed(self.scene, lost)
        heirs_of_it = self._inherit(index, shown, person=False) if len(lost) == 1 else []
        if heirs_of_it and first.kind is MentionKind.COMPANY:
            self.gone.add(index)
            yield from (gone, *heirs_of_it)
            return
        if self._others_tell(passage):
            yield replace(gone, why=WHY_RECAST, parts=(stand_in(shown),))

    def _others_tell(self, passage: Passage) -> bool:
        """Say whether the rest tells what happened: a calm sentence about a firm says nothing."""
        others = (p for p in self.scene.passages if p.start != passage.start)
        return self.sense.keeps is None or any(map(self._tells, others))

    def _survivors(self, index: int) -> Passage | None:
        """Return the next sentence that stays."""
        passages = self.scene.passages
        later = range(index + 1, len(passages))
        return next((passages[i] for i in later if i not in self.gone), None)

    def _inherit(self, index: int, shown: str, person: bool) -> list[Change]:
        busy = (*self.taken, *self.made)
        return list(heirs(self.scene, self._survivors(index), shown, person, busy))

    def _only_named_in(self, where: Range) -> list[Name]:
        """Return the firms that only this stretch names."""
        firms = [n for n in self.scene.names if n.kind in _FACTUAL]
        found: dict[str, Name] = {}
        for fact in self._facts_in(where):
            firm = next((n for n in firms if n.overlaps(fact.start, fact.end)), None)
            if not fact.named or firm is None:
                continue
            inside = sum(1 for each in self._facts_in(where) if each.key == fact.key)
            if self.left[fact.key] <= inside:
                end = fact.start + len(fact.shown)
                found.setdefault(fact.key, Name(fact.start, end, firm.kind, True))
        return list(found.values())

    def _cut(self, part: Segment, parts: Sequence[Segment], hot: Sequence[Harsh]) -> Change:
        why = why_of([h for h in hot if part.overlaps(h.start, h.end)])
        self._forget(part)
        if part is parts[0]:
            follower = parts[1] if len(parts) > 1 else None
            subject = SUBJECT.match(self.scene.words, part.start, part.end)
            if follower and subject and VERB_NEXT.match(self.scene.words, follower.start):
                return Change(subject.end(), follower.start, why, (" ",), 40)
            return Change(part.start, follower.start if follower else part.end, why, (), 40)
        odd = self.scene.words.count('"', part.lead, part.end) % 2
        end = part.end + (1 if odd and self.scene.words[part.end : part.end + 1] == '"' else 0)
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
        closed = self.scene.words[passage.end - 1] in ".!?"
        said = f"{'' if closed else '.'} {stand_in(listed(self.scene, lost))}"
        yield Change(passage.end, passage.end, WHY_RECAST, (said,), 40)

    def _single(self, harsh: Harsh, parts: Sequence[Segment]) -> Iterator[Change]:
        """One or two hot words inside a calm part: an adjective before its noun goes."""
        words = self.scene.words
        if _FIXED.search(words, harsh.start, harsh.end) or self._facts_in(harsh):
            return
        why = why_of([harsh])
        part = next((p for p in parts if p.holds(harsh.start, harsh.end)), None)
        copula = predicate_of(words, part, harsh) if part is not None else None
        if part is not None and copula is not None:
            tail = Range(harsh.end, max(part.end, harsh.end))
            yield recast(words, part, copula, harsh, bool(self._facts_in(tail)))
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
        if any(where.holds(*each) for each in self.grave) or self._tells(where):
            return True
        firm = {squash(self._shown(n)) for n in self._only_named_in(where)}
        inside = Counter(fact.key for fact in self._facts_in(where))
        return any(count >= self.left[key] for key, count in inside.items() if key not in firm)

    def _tells(self, where: Range) -> bool:
        return self.sense.tells(self.scene.words, where, (*self.condemned, *self.scene.harsh))

    def _shown(self, name: Range) -> str:
        return self.scene.words[name.start : name.end]

    def _facts_in(self, where: Range) -> list[Fact]:
        return [fact for fact in self.facts if where.holds(fact.start, fact.end)]

    def _forget(self, where: Range) -> None:
        self.left.subtract(fact.key for fact in self._facts_in(where))

    def _open(self, harsh: Harsh) -> bool:
        return not any(harsh.overlaps(c.start, c.end) for c in self.taken)

    def _quoted(self, harsh: Harsh) -> bool:
        return self.scene.is_protected(harsh.start, harsh.end)


def _gone(fact: Fact, taken: Iterable[Change]) -> bool:
    for change in taken:
        if change.holds(fact.start, fact.end):
            kept = [p for p in change.parts if not isinstance(p, str)]
            return not any(p[0] <= fact.start and fact.end <= p[1] for p in kept)
    return False

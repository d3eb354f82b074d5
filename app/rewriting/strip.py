"""What to do with heat that no rewrite rule answers: take out the part, or the sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.results import Kind, MentionKind, Verdict
from app.rewriting.change import Change
from app.rewriting.facts import Fact, facts_of, squash
from app.rewriting.hedge import attack_tags, hedge
from app.rewriting.reasons import WHY_RECAST, why_of
from app.rewriting.scene import Harsh, Name, Passage, Scene
from app.rewriting.segments import Segment, coverage, segments_of
from app.text.text import Range

COLD = frozenset({Kind.COMPLAINT, Kind.SHOUTING, Kind.LEAK})

_COPULA = re.compile(
    r"(?i)(?:\s(?:is|are|was|were)|'re|(?<=it|he)'s|(?<=she)'s|(?<=that|this)'s)\s+"
    r"(?:(?:an?|the|just|such|all|both|nothing but|"
    r"(?:absolute|complete|total|utter|real|pure)(?:ly)?)\s+){0,3}$"
)
_NOUN_NEXT = re.compile(
    r"(?i) (?!(?:in|at|of|with|who|from|on|and|or|for|to|by|that|as|is|are|was|were|the|has|have|"
    r"had|did|do|which|will|can|\w+ing|\w+ed)\b)[a-z]"
)
_ONE_LABEL = re.compile(r"(?i)(?:(?:so|very|really|total|absolute|complete|utter) )?[\w'-]+")
_ADDRESS = re.compile(r"(?i)(?:to|dear|hey|honest question|message|note|a word|shout)\b")
_SUBJECT = re.compile(r"\s*(?:He|She|They|We|I|You|It)\b(?!['’])")
_VERB_NEXT = re.compile(
    r"(?i)(?:\w+ed|told|gave|sent|took|made|kept|said|left|put|cut|came|went|lost|hid|got|did|had|was|"
    r"were|is|are|has|have)\b"
)
BRIEF = 8
"""A sentence of up to so many words, hot and without a figure or name, goes as a whole."""
_FIXED = re.compile(r"\b(?:no|not|never|nobody|nothing|without)\b|n't\b", re.IGNORECASE)
_FACTUAL = (MentionKind.COMPANY, MentionKind.HANDLE)
_BEFORE_ADJECTIVE = re.compile(
    r"(?i)\b(?:the|a|an|my|our|your|their|his|her|this|that|these|those)\s*$"
)
_PRONOUN = re.compile(r"\s*(They|You|He|She|It)\b(?!['’])\s+(?=[a-z])")


class Stripper:
    """Plans deletions for one scene; `bold` 1..3 says how much may go."""

    def __init__(
        self, scene: Scene, taken: Sequence[Change], condemned: Sequence[Harsh], bold: int
    ) -> None:
        self.scene, self.taken, self.bold = scene, taken, bold
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
        yield from attack_tags(self.scene, self.hot)
        if self.bold > 1:
            yield from hedge(self.scene, (*self.taken, *self.hot))
        for index, passage in enumerate(self.scene.passages):
            hot = [h for h in self.hot if passage.overlaps(h.start, h.end) and self._open(h)]
            if hot or self._must_go(passage):
                yield from self._cool(index, passage, hot)

    def _must_go(self, passage: Passage) -> bool:
        if self.bold == 1 or any(passage.overlaps(c.start, c.end) for c in self.taken):
            return False
        return passage.verdict is Verdict.WARN or (
            self.bold == 3 and passage.verdict is Verdict.CAUTION and bool(self._in(passage))
        )

    def _in(self, passage: Passage) -> list[Harsh]:
        return [h for h in self.hot if passage.overlaps(h.start, h.end)]

    def _cool(self, index: int, passage: Passage, hot: Sequence[Harsh]) -> Iterator[Change]:
        parts = segments_of(self.scene.words, passage)
        burnt = [part for part in parts if self._burnt(part, hot)]
        kept = [part for part in parts if part not in burnt]
        if self._is_brief(passage, hot) or not self._divisible(passage, kept, parts):
            kept = []
        if not hot or not kept or not _speaks(self.scene.words, kept):
            if not self._stated(passage):
                yield from self._drop(index, passage, hot)
                return
            if self.scene.words[passage.start : passage.end].rstrip().endswith("?"):
                return
            burnt = [part for part in parts if not self._facts_in(part)] if self.bold > 1 else burnt
            if len(burnt) == len(parts):
                return
        for part in burnt:
            if not self._stated(part):
                lost = self._only_named_in(part)
                if not lost:
                    yield self._cut(part, parts, hot)
                elif self.bold > 1 or coverage(part, hot) > 0.6:
                    yield from self._cut_but_name(passage, part, parts, hot, lost)
        for harsh in hot:
            if not any(part.overlaps(harsh.start, harsh.end) for part in burnt):
                yield from self._single(harsh, parts)

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
        return share >= 0.5 or (self.bold > 1 and share > 0)

    def _drop(self, index: int, passage: Passage, hot: Sequence[Harsh]) -> Iterator[Change]:
        """Drop the sentence; a firm that only it names is kept by a calm sentence instead."""
        why = why_of(hot)
        lost = self._only_named_in(passage)
        self._forget(passage)
        if not lost:
            heir = self._heir(index, passage)
            yield Change(passage.start, passage.end, why, (), 40)
            if heir is not None:
                yield heir
            return
        first = lost[0]
        if first.kind is MentionKind.HANDLE and len(lost) == 1:
            yield Change(passage.start, passage.end, why, ((first.start, first.end),), 40)
            return
        follower = self._follower(index, ("They", "You", "It"))
        shown = self._listed(lost)
        if follower is not None and first.kind is MentionKind.COMPANY:
            yield Change(passage.start, passage.end, why, (), 40)
            yield Change(follower.start, follower.end, WHY_RECAST, (shown,), 60)
            return
        recast = f"I have not had a good experience with {shown}."
        yield Change(passage.start, passage.end, WHY_RECAST, (recast,), 40)

    def _heir(self, index: int, passage: Passage) -> Change | None:
        """Where the next sentence says "She ..." of a role named only here, it names the role."""
        roles = [
            n
            for n in self.scene.names
            if passage.holds(n.start, n.end) and n.kind in (MentionKind.ROLE, MentionKind.PERSON)
        ]
        follower = self._follower(index, ("He", "She", "They"))
        if follower is None or len(roles) != 1:
            return None
        shown = self.scene.words[roles[0].start : roles[0].end]
        return Change(
            follower.start, follower.end, WHY_RECAST, (shown[:1].upper() + shown[1:],), 60
        )

    def _follower(self, index: int, pronouns: Sequence[str]) -> Range | None:
        if index + 1 >= len(self.scene.passages):
            return None
        following = self.scene.passages[index + 1]
        match = _PRONOUN.match(self.scene.words, following.start, following.end)
        if match is None or match[1] not in pronouns or self._in(following):
            return None
        where = Range(*match.span(1))
        return None if any(where.overlaps(c.start, c.end) for c in self.taken) else where

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
            subject = _SUBJECT.match(self.scene.words, part.start, part.end)
            if follower and subject and _VERB_NEXT.match(self.scene.words, follower.start):
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
        yield cut
        closed = self.scene.words[passage.end - 1] in ".!?"
        recast = f"{'' if closed else '.'} I have not had a good experience with"
        yield Change(passage.end, passage.end, WHY_RECAST, (f"{recast} {self._listed(lost)}.",), 40)

    def _single(self, harsh: Harsh, parts: Sequence[Segment]) -> Iterator[Change]:
        """One or two hot words inside a calm part: an adjective before its noun goes."""
        words = self.scene.words
        if _FIXED.search(words, harsh.start, harsh.end) or self._facts_in(harsh):
            return
        why = why_of([harsh])
        part = next((p for p in parts if p.holds(harsh.start, harsh.end)), None)
        if part is not None and harsh.kind is Kind.INSULT:
            copula = _COPULA.search(words, part.start, harsh.start)
            if copula is not None and copula.start() > part.start:
                yield self._predicate(copula.start(), harsh, part)
                return
        inner = words[harsh.start : harsh.end]
        before = words[max(0, harsh.start - 10) : harsh.start]
        if (
            _ONE_LABEL.fullmatch(inner)
            and _NOUN_NEXT.match(self.scene.words, harsh.end)
            and _BEFORE_ADJECTIVE.search(before)
        ):
            yield Change(harsh.start, harsh.end + 1, why, (), 30)

    def _predicate(self, start: int, harsh: Harsh, part: Segment) -> Change:
        """Say what it was like for the author, in place of "are <insult>"."""
        words = self.scene.words
        who = re.compile(r"\s+(?:who|that)\b").match(words, harsh.end)
        if who is not None:
            return Change(start, who.end(), why_of([harsh]), (), 35)
        tail = Range(harsh.end, max(part.end, harsh.end))
        end = harsh.end if self._facts_in(tail) else tail.end
        thing = re.search(r"(?i)\b(?:it|this|that|which)$", words[part.start : start])
        new = " was disappointing" if thing else " let me down"
        return Change(start, end, WHY_RECAST, (new,), 35)

    def _stated(self, where: Range) -> bool:
        """Say whether only this stretch states some figure, person or grievance."""
        if any(where.holds(*each) for each in self.grave):
            return True
        firm = {squash(self._shown(n)) for n in self._only_named_in(where)}
        inside = Counter(fact.key for fact in self._facts_in(where))
        return any(count >= self.left[key] for key, count in inside.items() if key not in firm)

    def _listed(self, names: Sequence[Name]) -> str:
        return " and ".join(self._shown(name) for name in names)

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


def _speaks(words: str, kept: Sequence[Segment]) -> bool:
    """Say whether what is left of a sentence still says something."""
    left = " ".join(words[part.start : part.end] for part in kept)
    spoken = re.findall(r"[A-Za-z]{2,}", left)
    return len(spoken) >= 3 or bool(re.search(r"[@#]\w", left))

"""What to do with heat that no rewrite rule answers: take out the part, or the sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.results import Kind, MentionKind, Verdict
from app.rewriting.change import Change
from app.rewriting.facts import Fact, facts_of, squash
from app.rewriting.scene import Harsh, Name, Passage, Scene
from app.rewriting.segments import Segment, coverage, segments_of
from app.text.text import Range

COLD = frozenset({Kind.COMPLAINT, Kind.SHOUTING, Kind.LEAK})
WHYS = {
    Kind.INSULT: "An insult says more about the mood than about what happened.",
    Kind.PROFANITY: "Swearing at them pulls attention away from what happened.",
    Kind.MOCKERY: "Sarcasm is easily held against you; the plain event speaks for itself.",
    Kind.ACCUSATION: "A charge stated as fact is hard to defend; what you saw is safer.",
    Kind.SHAMING: "Pointing at one person in public tends to come back.",
    Kind.BOYCOTT: "A call to stay away reads as a campaign; your story lets readers decide.",
    Kind.THREAT: "A threat, or joy at their trouble, overshadows your own point.",
    Kind.GENERALISING: "Saying it of everybody invites an argument; your own case does not.",
    Kind.VAGUE: "A hint makes people guess, and they may guess wrong.",
    Kind.LEAK: "Private details can cause trouble for you and for others.",
    Kind.SHOUTING: "The words are strong enough in a normal voice.",
    Kind.COMPLAINT: "Said a little more softly, it is heard more readily.",
}
WHY_RECAST = "Your own experience, in place of a judgement on them."

WHY_TAG = "A hashtag carries the attack to people who never read the story."

_ATTACK = re.compile(
    r"worst|scam|shame|boycott|avoid|neveragain|^cancel|toxic|clown|circus|liar|thie[fv]|crook|trash|"
    r"garbage|riddance|snake|donot|^dont|^run$|ghosted|joke|fail$|greed|disgust|expose|burnit|suck|"
    r"ihate|karma|stayaway|redflag|parasite|useless|pathetic|bye|idiot|muppet|vulture|rats$|scum"
)
_NAMED = (MentionKind.COMPANY, MentionKind.HANDLE, MentionKind.PERSON, MentionKind.HASHTAG)
_CLAIM = re.compile(
    r"((?:They|The|Their|My|Our|This|That|It|Nobody|HR|Management|He|She|[A-Z][\w&'-]+)\b)"
    r"(?=[^.!?\n]{0,60}?\b(?:(is|are|does|do|don't|doesn't|has|have|keeps?|takes?|goes|comes?|gets?|"
    r"wants?|says?|asks?|pays?|never|always|often|rarely)\b|was|were|did|didn't|had|told|gave|sent|"
    r"took|made|kept|said|left|put|cut|came|went|\w+ed\b))"
)
_HEDGED = re.compile(
    r"(?i)\b(?:in my|from what|as far as|for me|to me|i (?:think|felt|feel|found|believe|saw)|it seems?)\b|\?"
)
_COPULA = re.compile(
    r"(?i)(?:\s(?:is|are|was|were)|'re|'s)\s+(?:(?:an?|the|just|such|all|both|nothing but|"
    r"(?:absolute|complete|total|utter|real|pure)(?:ly)?)\s+){0,3}$"
)
_NOUN_NEXT = re.compile(
    r"(?i) (?!(?:in|at|of|with|who|from|on|and|or|for|to|by|that|as|is|are|was|were|the|has|have|had|"
    r"did|do|who|which|will|can|\w+ing|\w+ed)\b)[a-z]"
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
        yield from self._hashtags()
        if self.bold > 1:
            yield from self._hedges()
        for index, passage in enumerate(self.scene.passages):
            hot = [h for h in self.hot if passage.overlaps(h.start, h.end) and self._open(h)]
            if hot or self._must_go(passage):
                yield from self._cool(index, passage, hot)

    def _hashtags(self) -> Iterator[Change]:
        for tag in self.scene.hashtags:
            name = squash(self.scene.words[tag.start : tag.end])
            if any(tag.overlaps(h.start, h.end) for h in self.hot) or _ATTACK.search(name):
                yield Change(tag.start, tag.end, WHY_TAG, (), 80)

    def _hedges(self) -> Iterator[Change]:
        """A calm complaint about them becomes what the author saw: one hedge a post."""
        for passage in self.scene.passages:
            said = self.scene.words[passage.start : passage.end]
            opening = _CLAIM.match(said)
            if passage.verdict is not Verdict.CAUTION or opening is None or self._in(passage):
                continue
            if any(passage.overlaps(c.start, c.end) for c in self.taken) or _HEDGED.search(said):
                continue
            first = opening.group(1)
            named = any(n.start == passage.start and n.kind in _NAMED for n in self.scene.names)
            lowered = first if named or first.isupper() else first[:1].lower() + first[1:]
            hedge = "In my experience, " if opening.group(2) else "From what I saw, "
            end = passage.start + len(first)
            yield Change(passage.start, end, WHY_RECAST, (hedge + lowered,), 20)
            return

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
        if self._is_brief(passage, hot):
            yield from self._drop(index, passage, hot)
            return
        if not hot or not kept or not _speaks(self.scene.words, kept):
            if not self._stated(passage):
                yield from self._drop(index, passage, hot)
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
                    yield self._cut(part, parts, hot)
                    recast = f" I have not had a good experience with {self._listed(lost)}."
                    yield Change(passage.end, passage.end, WHY_RECAST, (recast,), 40)
        for harsh in hot:
            if not any(part.overlaps(harsh.start, harsh.end) for part in burnt):
                yield from self._single(harsh, parts)

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
        why = _why(hot)
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
        """Return firms, and names nobody knows, that only this stretch holds."""
        people = [n for n in self.scene.names if n.kind not in _FACTUAL]
        found: dict[str, Name] = {}
        for fact in self._facts_in(where):
            if not fact.named or any(n.overlaps(fact.start, fact.end) for n in people):
                continue
            inside = sum(1 for each in self._facts_in(where) if each.key == fact.key)
            if self.left[fact.key] <= inside:
                kind = next(
                    (n.kind for n in self.scene.names if n.overlaps(fact.start, fact.end)),
                    MentionKind.COMPANY,
                )
                end = fact.start + len(fact.shown)
                found.setdefault(fact.key, Name(fact.start, end, kind, True))
        return list(found.values())

    def _cut(self, part: Segment, parts: Sequence[Segment], hot: Sequence[Harsh]) -> Change:
        why = _why([h for h in hot if part.overlaps(h.start, h.end)])
        self._forget(part)
        if part is parts[0]:
            follower = parts[1] if len(parts) > 1 else None
            return Change(part.start, follower.start if follower else part.end, why, (), 40)
        return Change(part.lead, part.end, why, (), 40)

    def _single(self, harsh: Harsh, parts: Sequence[Segment]) -> Iterator[Change]:
        """One or two hot words inside a calm part: an adjective before its noun goes."""
        words = self.scene.words
        if _FIXED.search(words, harsh.start, harsh.end) or self._facts_in(harsh):
            return
        why = _why([harsh])
        part = next((p for p in parts if p.holds(harsh.start, harsh.end)), None)
        if part is not None and harsh.kind is Kind.INSULT:
            copula = _COPULA.search(words, part.start, harsh.start)
            if copula is not None and copula.start() > part.start:
                yield self._predicate(copula.start(), harsh, part)
                return
        inner = words[harsh.start : harsh.end]
        before = words[max(0, harsh.start - 10) : harsh.start]
        if (
            len(inner.split()) <= 2
            and _NOUN_NEXT.match(self.scene.words, harsh.end)
            and _BEFORE_ADJECTIVE.search(before)
        ):
            yield Change(harsh.start, harsh.end + 1, why, (), 30)

    def _predicate(self, start: int, harsh: Harsh, part: Segment) -> Change:
        """ "They are <insult> ..." becomes what it was like for the author."""
        words = self.scene.words
        who = re.compile(r"\s+(?:who|that)\b").match(words, harsh.end)
        if who is not None:
            return Change(start, who.end(), _why([harsh]), (), 35)
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


def _why(hot: Sequence[Harsh]) -> str:
    return (hot[0].why or WHYS[hot[0].kind]) if hot else WHYS[Kind.MOCKERY]


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
    return len(spoken) >= 2 or bool(re.search(r"[@#]\w", left))

"""Text and mentions in, evidence out: which words count, which do not and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from app.mentions.found import FoundMention
from app.modelstore.reading import Reading
from app.results import Kind, MentionKind, Options, Severity, Source, TargetKind
from app.rulebook import Rulebook
from app.rulebook.reasons import Reason
from app.rulebook.schema import Binding
from app.scoring.address import worded
from app.scoring.binding import PLAINLY, Bound, bind
from app.scoring.evidence import Evidence, Hit, SparedHit
from app.scoring.grace import Grace
from app.scoring.grievances import GrievanceFinder
from app.scoring.learned import LearnedHits
from app.scoring.lexicon import Lexicon
from app.scoring.referents import ReferentFinder
from app.scoring.rules import Candidate, RuleMatcher
from app.scoring.scene import Scene
from app.scoring.shouting import Shouting
from app.scoring.sparing import Sparer, explain
from app.scoring.taken import Taken
from app.text.text import Range, Text

_SOMEBODY_ELSE = frozenset(("self", "stranger"))
_REASONS = {TargetKind.SELF: "self", TargetKind.OTHER: "other"}
_HEAT = {Severity.LOW: 0.35, Severity.MEDIUM: 0.6, Severity.HIGH: 0.85}
_NAMES = frozenset((MentionKind.COMPANY, MentionKind.HANDLE))
_IMPERSONAL = frozenset((Kind.SHOUTING, Kind.VAGUE, Kind.LEAK))
"""Kinds that are about nobody in particular by nature."""


class Scorer:
    """Pure: equal arguments give equal evidence; nothing of a post is kept."""

    def __init__(self, book: Rulebook) -> None:
        self._rules = RuleMatcher(book)
        self._referents = ReferentFinder(book)
        self._sparer = Sparer(book)
        self._grievances = GrievanceFinder(book, self._sparer)
        self._lexicon = Lexicon(book)
        self._shouting = Shouting(book)
        self._learned = LearnedHits(book)
        self._grace = Grace(book)

    def score(
        self,
        text: Text,
        mentions: tuple[FoundMention, ...],
        options: Options,
        reading: Reading | None = None,
    ) -> Evidence:
        """Return every reason for and against the post; hits and spared words by position."""
        scene = Scene(text, self._referents.find(text, mentions), self._referents.at_work(text))
        candidates = self._rules.find(text.clean, options.disabled_rules)
        hits, spared = self._judged(scene, candidates, reading)
        if any(hit.kind is not Kind.VAGUE for hit in hits):
            loud = self._shouting.find(text, candidates)
            hits += [_hit(text, each, Bound(TargetKind.COMPANY, 1.0)) for each in loud]
        if reading is not None:
            marked = self._learned.find(text, reading, hits, mentions)
            for hit in _wanted(text, marked, options):
                elsewhere = self._elsewhere(scene, hit)
                if elsewhere is None:
                    hits.append(hit)
                else:
                    spared.append(elsewhere)
        mood, moods = self._lexicon.moods(text)
        return Evidence(
            hits=_wanted(text, hits, options),
            spared=_once(spared, hits),
            grievances=tuple(
                g for g in self._grievances.find(scene) if g.rule not in options.disabled_rules
            ),
            mood=mood,
            moods=moods,
            reading=reading,
            grace=self._grace.find(text),
        )

    def _judged(
        self, scene: Scene, candidates: Sequence[Candidate], reading: Reading | None
    ) -> tuple[list[Hit], list[SparedHit]]:
        hits: list[Hit] = []
        spared: list[SparedHit] = []
        for candidate in candidates:
            if candidate.kind is Kind.SHOUTING:
                continue
            verdict = self._judge(scene, candidate, reading)
            if isinstance(verdict, Hit):
                hits.append(verdict)
            elif verdict is not None:
                spared.append(verdict)
        return hits, spared

    def _judge(
        self, scene: Scene, candidate: Candidate, reading: Reading | None
    ) -> Hit | SparedHit | None:
        """Return the candidate as a hit, or why it does not count."""
        reason = self._sparer.reason(scene, candidate, candidate.kind)
        bound = bind(scene, candidate)
        if reason is not None and not self._overruled(reason, scene, candidate, bound):
            target = bound.target if reason.target is TargetKind.NONE else reason.target
            return self._spare(scene.text, candidate, reason.id, target, bound.about)
        if reading is not None:
            bound = _advised(bound, reading)
        if _counts(candidate, bound):
            return _hit(scene.text, candidate, bound)
        ident = _REASONS.get(bound.target, "nobody")
        target = TargetKind.NONE if ident == "nobody" else bound.target
        return self._spare(scene.text, candidate, ident, target, bound.about)

    def _spare(
        self, text: Text, candidate: Candidate, ident: str, target: TargetKind, about: str
    ) -> SparedHit | None:
        reason = self._sparer.reasons.get(ident)
        if reason is None or (candidate.kind is Kind.VAGUE):
            return None
        rule = candidate.rule
        return _spared(text, candidate, rule.id, rule.severity, reason, target, about)

    def _elsewhere(self, scene: Scene, hit: Hit) -> SparedHit | None:
        """Return what the reader marked as spared, where there is a reason of topic for it."""
        reason = self._sparer.topic(scene, hit, hit.kind)
        if reason is None or (reason.yields and self._names_firm(scene, hit, hit.mention)):
            return None
        spared = _spared(scene.text, hit, hit.rule, hit.severity, reason, reason.target, "")
        return replace(spared, hit=hit)

    def _overruled(self, reason: Reason, scene: Scene, candidate: Candidate, bound: Bound) -> bool:
        """Words that name a company are about it, whoever else the sentence speaks of."""
        if bound.target is not TargetKind.COMPANY or bound.strength < PLAINLY:
            return False
        if reason.yields:
            return self._names_firm(scene, candidate, bound.mention)
        return candidate.rule.binding is Binding.SPOKEN and reason.id in _SOMEBODY_ELSE

    def _names_firm(self, scene: Scene, words: Range, about: FoundMention | None) -> bool:
        """Say whether whom `words` are about is a real firm, named in their sentence."""
        if about is None or about.kind not in _NAMES:
            return False
        beside = scene.sentence_index(about.start) == scene.sentence_index(words.start)
        return beside and not self._sparer.is_invented(scene.text.clean[about.start : about.end])


def _spared(
    text: Text,
    words: Range,
    rule: str,
    severity: Severity,
    reason: Reason,
    target: TargetKind,
    about: str,
) -> SparedHit:
    why = explain(reason, text.clean[words.start : words.end], about)
    heat = _HEAT[severity]
    return SparedHit(words.start, words.end, rule, why, target, heat, topic=reason.topic)


def _counts(candidate: Candidate, bound: Bound) -> bool:
    if candidate.rule.nearness and bound.strength < candidate.rule.nearness:
        return False
    if bound.target is TargetKind.COMPANY or candidate.kind in _IMPERSONAL:
        return True
    if candidate.source is Source.RULE and bound.target is TargetKind.NONE:
        return True
    if candidate.rule.binding is Binding.SPOKEN:
        return bound.beside or bound.strength < PLAINLY
    return False


def _advised(bound: Bound, reading: Reading) -> Bound:
    """Where the words do not say plainly whom they are about, ask the learned reader."""
    if bound.strength >= PLAINLY or not reading.targets:
        return bound
    target, share = max(reading.targets.items(), key=lambda item: (item[1], item[0].value))
    if share < 0.8 or target is TargetKind.NONE or target is bound.target:
        return bound
    return Bound(target, bound.strength, "somebody else")


def _hit(text: Text, candidate: Candidate, bound: Bound) -> Hit:
    rule = candidate.rule
    start, end = text.to_original(candidate.start, candidate.end)
    words = " ".join(text.original[start:end].split())
    mention = bound.mention if bound.target is TargetKind.COMPANY else None
    return Hit(
        candidate.start,
        candidate.end,
        rule=rule.id,
        kind=candidate.kind,
        severity=rule.severity,
        weight=candidate.weight,
        why=worded(rule.why, words, text, mention),
        advice=worded(rule.advice, words, text, mention),
        source=candidate.source,
        confidence=_confidence(candidate, bound),
        target=TargetKind.COMPANY,
        mention=mention,
    )


def _confidence(candidate: Candidate, bound: Bound) -> float:
    spoken = candidate.rule.binding is Binding.SPOKEN or candidate.kind in _IMPERSONAL
    sure = 0.95 if spoken else 0.55 + 0.4 * bound.strength
    if bound.target is TargetKind.NONE and candidate.kind not in _IMPERSONAL:
        sure = 0.7 if spoken else 0.5
    if candidate.rule.question:
        sure -= 0.25
    return round(sure, 3)


def _wanted(text: Text, hits: Iterable[Hit], options: Options) -> tuple[Hit, ...]:
    """Return the hits by position without those the author switched off or chose to keep."""
    kept: Set[tuple[str, str]] = {(i.rule, i.text.casefold()) for i in options.ignored}
    return tuple(
        hit
        for hit in sorted(hits, key=lambda h: (h.start, h.end, h.rule))
        if hit.rule not in options.disabled_rules and not (kept and _named(text, hit) & kept)
    )


def _named(text: Text, hit: Hit) -> set[tuple[str, str]]:
    """Both ways to name the hit's words: as they stand in the draft, and cleaned."""
    start, end = text.to_original(hit.start, hit.end)
    words = (text.original[start:end], text.clean[hit.start : hit.end])
    return {(hit.rule, each.casefold()) for each in words}


def _once(spared: Sequence[SparedHit], hits: Sequence[Hit]) -> tuple[SparedHit, ...]:
    """Return spared words by position, each once, and none that counts for another reason."""
    kept: list[SparedHit] = []
    end = 0
    taken = Taken(hit for hit in hits if hit.kind is not Kind.SHOUTING)
    for each in sorted(spared, key=lambda s: (s.start, -s.end, s.rule)):
        if each.start < end or taken.touches(each.start, each.end):
            continue
        kept.append(each)
        end = each.end
    return tuple(kept)

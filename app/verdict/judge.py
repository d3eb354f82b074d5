"""Evidence -> one judgement."""

from __future__ import annotations

from collections.abc import Sequence

from app.mentions.found import FoundMention
from app.modelstore.manifest import Threshold
from app.results import GrievanceKind, Options, Source, TargetKind, Tolerance, Verdict
from app.rulebook.load import Rulebook
from app.scoring.evidence import Evidence, Hit
from app.text.text import Text
from app.verdict import risk as r
from app.verdict.features import noisy_or
from app.verdict.judgement import Judgement, SentenceJudgement
from app.verdict.notices import NoticeBoard
from app.verdict.summary import Summariser

SURE_ENOUGH = 0.6
UNLIKELY = 0.1
"""A risk under this is low enough for gracious words to lift caution."""


class Judge:
    """Weighs the evidence; `combination` is the model's, or None where only rules read."""

    def __init__(self, book: Rulebook, combination: r.Combination | None = None) -> None:
        self._combination = combination
        self._notices = NoticeBoard(book)
        self._summarise = Summariser(book)

    def judge(
        self,
        text: Text,
        mentions: Sequence[FoundMention],
        evidence: Evidence,
        options: Options,
    ) -> Judgement:
        """Return the judgement; despair gets support, and no talk about tone."""
        if self._notices.despair(text):
            return self._supportive(text, evidence)
        verdict, probabilities = self._verdict(text, mentions, evidence, options.tolerance)
        target, target_confidence = _target(verdict, evidence)
        grievance, grievance_confidence = _grievance(verdict, evidence)
        hits = tuple(sorted(evidence.hits, key=_importance))
        return Judgement(
            verdict=verdict,
            risk=probabilities.warn,
            heat=_heat(evidence),
            target=target,
            target_confidence=target_confidence,
            grievance=grievance,
            grievance_confidence=grievance_confidence,
            hits=hits if verdict is not Verdict.CLEAR else _own_rules(hits),
            sentences=self._sentences(text, evidence, verdict, options.tolerance),
            notices=self._notices.find(text, hits, grievance, verdict),
            summary=self._summarise(text, verdict, target, grievance, hits, mentions),
            unsure=probabilities.highest < SURE_ENOUGH,
        )

    def _verdict(
        self,
        text: Text,
        mentions: Sequence[FoundMention],
        evidence: Evidence,
        tolerance: Tolerance,
    ) -> tuple[Verdict, r.Probabilities]:
        if evidence.reading is not None and self._combination is not None:
            probabilities = r.weigh(evidence, evidence.reading, self._combination)
        else:
            probabilities = r.rules_alone(evidence.hits, _gloom(text, mentions, evidence))
        word = _word(probabilities, self._threshold(tolerance))
        return (
            Verdict.CLEAR if _taken_well(word, probabilities, evidence) else word
        ), probabilities

    def _threshold(self, tolerance: Tolerance) -> Threshold:
        table = self._combination.thresholds if self._combination else r.RULES_ALONE
        return table[tolerance]

    def _sentences(
        self, text: Text, evidence: Evidence, post: Verdict, tolerance: Tolerance
    ) -> tuple[SentenceJudgement, ...]:
        judged = []
        hits_by_sentence = text.by_sentence(evidence.hits)
        excused = text.by_sentence(each for each in evidence.spared if each.topic)
        for index, sentence in enumerate(text.sentences):
            hits = hits_by_sentence[index]
            if evidence.reading is not None and self._combination is not None:
                own = evidence.reading.sentences[index]
                probabilities = r.of_sentence(own, hits, excused=bool(excused[index]))
                word = probabilities.likeliest
            else:
                probabilities = r.rules_alone(hits)
                word = _word(probabilities, self._threshold(tolerance))
            judged.append(
                SentenceJudgement(
                    sentence.start,
                    sentence.end,
                    min(word, post, key=lambda v: v.rank),
                    probabilities.warn,
                    evidence.moods[index].compound,
                )
            )
        return tuple(judged)

    def _supportive(self, text: Text, evidence: Evidence) -> Judgement:
        sentences = (
            SentenceJudgement(s.start, s.end, Verdict.CLEAR, 0.0, mood.compound)
            for s, mood in zip(text.sentences, evidence.moods, strict=True)
        )
        return Judgement(
            verdict=Verdict.CLEAR,
            risk=0.0,
            heat=0.0,
            target=TargetKind.SELF,
            target_confidence=0.5,
            grievance=None,
            grievance_confidence=0.5,
            hits=(),
            sentences=tuple(sentences),
            notices=self._notices.support,
            summary=self._summarise.support,
            supportive=True,
        )


def _word(probabilities: r.Probabilities, threshold: Threshold) -> Verdict:
    if probabilities.warn >= threshold.warn:
        return Verdict.WARN
    calm = probabilities.clear >= threshold.clear and probabilities.warn <= threshold.most
    return Verdict.CLEAR if calm else Verdict.CAUTION


def _taken_well(word: Verdict, probabilities: r.Probabilities, evidence: Evidence) -> bool:
    """Whether caution is lifted: a rejection taken well, and no rule counts against the post."""
    return (
        word is Verdict.CAUTION
        and evidence.grace is not None
        and probabilities.warn < UNLIKELY
        and not any(hit.source is Source.RULE for hit in evidence.hits)
    )


def _importance(hit: Hit) -> tuple[float, int]:
    return (-hit.weight * hit.confidence, hit.start)


def _own_rules(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """In a clear post the model's faint marks are noise; a rule's mark is still worth a word."""
    return tuple(hit for hit in hits if hit.source is not Source.MODEL)


def _gloom(text: Text, mentions: Sequence[FoundMention], evidence: Evidence) -> float:
    """Return how negative the worst sentence about a company side sounds, 0..1."""
    spoken_of = text.by_sentence(m for m in mentions if m.company_side)
    spared = text.by_sentence(evidence.spared)
    return max(
        (
            -mood.compound
            for mood, sides, harmless in zip(evidence.moods, spoken_of, spared, strict=True)
            if sides and not harmless
        ),
        default=0.0,
    )


def _heat(evidence: Evidence) -> float:
    """Return how hot the wording is, at whomever, 0..1."""
    if evidence.reading is not None:
        return evidence.reading.heat
    counted = (hit.weight * hit.confidence for hit in evidence.hits)
    spared = (hit.heat for hit in evidence.spared)
    return noisy_or(0.8 * share for share in (*counted, *spared))


def _target(verdict: Verdict, evidence: Evidence) -> tuple[TargetKind, float]:
    """Return whom the negativity is about; a verdict other than clear is always about a company."""
    shares = dict(evidence.reading.targets) if evidence.reading else _rule_targets(evidence)
    if verdict is not Verdict.CLEAR:
        return TargetKind.COMPANY, max(shares.get(TargetKind.COMPANY, 0.0), 0.5)
    kind = max(shares, key=lambda k: shares[k])
    return kind, shares[kind]


def _rule_targets(evidence: Evidence) -> dict[TargetKind, float]:
    shares = dict.fromkeys(TargetKind, 0.05)
    for hit in evidence.hits:
        shares[hit.target] = max(shares[hit.target], 0.5 + 0.4 * hit.confidence)
    for spared in evidence.spared:
        shares[spared.target] = max(shares[spared.target], 0.4 + 0.4 * spared.heat)
    if max(shares.values()) < 0.1:
        shares[TargetKind.NONE] = 0.8
    return shares


def _grievance(verdict: Verdict, evidence: Evidence) -> tuple[GrievanceKind | None, float]:
    """Return the matter the author raises; news and thanks, which are clear, raise none."""
    if verdict is Verdict.CLEAR:
        return None, 0.9
    shares: dict[GrievanceKind, float] = {}
    for hit in evidence.grievances:
        shares[hit.kind] = noisy_or((shares.get(hit.kind, 0.0), hit.confidence))
    if evidence.reading:
        for kind, share in evidence.reading.grievances.items():
            shares[kind] = max(share, shares.get(kind, 0.0))
    if not shares:
        return None, 0.9
    best = max(shares, key=lambda k: shares[k])
    return (best, shares[best]) if shares[best] >= 0.5 else (None, 1.0 - shares[best])

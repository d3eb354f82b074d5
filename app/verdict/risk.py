"""Evidence -> probabilities: what the rules say alone, and together with the learned reader.

Rules alone: each counted hit says "a rant" with probability weight x confidence, and hits are taken
as independent witnesses (noisy-or), so one grave hit or several smaller ones add up. Complaints and
hints witness only that the post is not harmless: however many, they never make a rant.

With a reading: a small logistic model, fitted on the dev split, weighs the reader's post and
sentence probabilities against the rules' two witnesses. Its coefficients are in the manifest of the
model, next to the thresholds, by the names in `FEATURES`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.errors import ModelError
from app.modelstore.manifest import CombinationSpec
from app.modelstore.reading import Reading, Verdicts
from app.results import Kind, Source, Tolerance
from app.scoring.evidence import Evidence, Hit

MEASURED = frozenset({Kind.COMPLAINT, Kind.VAGUE, Kind.LEAK})
"""Kinds that by themselves ask for caution, not for a warning."""
MOST_MEASURED = 0.3
"""Risk that any number of measured hits can reach: below every threshold of warn."""
AGGRAVATING = frozenset({Kind.SHOUTING, Kind.GENERALISING})
"""Kinds that make an attack worse but are none."""
FEATURES = ("bias", "warn", "clear", "hottest_sentence", "rules_warn", "rules_negative")


@dataclass(frozen=True, slots=True)
class Probabilities:
    """`warn` and `clear` are 0..1 and add up to at most 1; the rest is caution."""

    warn: float
    clear: float

    @property
    def highest(self) -> float:
        return max(self.warn, self.clear, 1.0 - self.warn - self.clear)


@dataclass(frozen=True, slots=True)
class Threshold:
    """`warn`: least risk for warn; `clear`: least probability of clear for clear."""

    warn: float
    clear: float


RULES_ALONE: Mapping[Tolerance, Threshold] = {
    Tolerance.STRICT: Threshold(warn=0.35, clear=0.80),
    Tolerance.STANDARD: Threshold(warn=0.45, clear=0.75),
    Tolerance.RELAXED: Threshold(warn=0.65, clear=0.55),
}


@dataclass(frozen=True)
class Combination:
    """How rules and reader are weighed: per outcome one coefficient per feature, and thresholds."""

    warn: tuple[float, ...]
    clear: tuple[float, ...]
    thresholds: Mapping[Tolerance, Threshold]

    @classmethod
    def from_manifest(cls, spec: CombinationSpec) -> Combination:
        """Return what a model's manifest states; raises ModelError where it does not fit."""
        if spec.features != FEATURES or {len(spec.warn), len(spec.clear)} != {len(FEATURES)}:
            raise ModelError("the model weighs other features than this version knows")
        thresholds = {t: Threshold(p.warn, p.clear) for t, p in spec.thresholds.items()}
        if not _in_order(thresholds):
            raise ModelError(
                "the model needs a threshold for strict, standard and relaxed, in that order"
            )
        return cls(spec.warn, spec.clear, thresholds)


def _in_order(thresholds: Mapping[Tolerance, Threshold]) -> bool:
    """Whether every tolerance has a threshold, and a stricter one never says less."""
    if set(thresholds) != set(Tolerance):
        return False
    steps = [thresholds[tolerance] for tolerance in Tolerance]
    return all(a.warn <= b.warn and a.clear >= b.clear for a, b in pairwise(steps))


def noisy_or(shares: Iterable[float]) -> float:
    """Return the probability that at least one of independent witnesses is right."""
    none = 1.0
    for share in shares:
        none *= 1.0 - share
    return 1.0 - none


def rules_warn(hits: Sequence[Hit]) -> float:
    """Return how surely the hits make a rant, 0..1."""
    attacks = noisy_or(
        hit.weight * hit.confidence for hit in hits if hit.kind not in MEASURED | AGGRAVATING
    )
    worse = noisy_or(hit.weight * hit.confidence for hit in hits if hit.kind in AGGRAVATING)
    measured = MOST_MEASURED * noisy_or(
        hit.weight * hit.confidence for hit in hits if hit.kind in MEASURED
    )
    return noisy_or((attacks, 0.5 * worse * max(attacks, measured), measured))


def rules_negative(hits: Sequence[Hit]) -> float:
    """Return how surely the hits make the post anything but harmless, 0..1."""
    return noisy_or(
        max(hit.weight, 0.35) * hit.confidence for hit in hits if hit.kind not in AGGRAVATING
    )


def rules_alone(hits: Sequence[Hit], gloom: float = 0.0) -> Probabilities:
    """Return the rules' verdict; `gloom` 0..1 is how negative the talk about companies sounds."""
    warn = rules_warn(hits)
    clear = (1.0 - rules_negative(hits)) * (1.0 - 0.35 * gloom)
    return Probabilities(warn, min(clear, 1.0 - warn))


def features(
    reading: Verdicts, sentences: Sequence[Verdicts], hits: Sequence[Hit]
) -> tuple[float, ...]:
    """Return the values of FEATURES, in order; the rules' own witnesses leave out the reader's."""
    own = [hit for hit in hits if hit.source is not Source.MODEL]
    return (
        1.0,
        _logit(reading.warn),
        _logit(reading.clear),
        _logit(max((s.warn for s in sentences), default=reading.warn)),
        rules_warn(own),
        rules_negative(own),
    )


def combined(combination: Combination, values: Sequence[float]) -> Probabilities:
    """Return softmax over warn, caution (the reference, 0) and clear."""
    warn = math.fsum(w * v for w, v in zip(combination.warn, values, strict=True))
    clear = math.fsum(w * v for w, v in zip(combination.clear, values, strict=True))
    top = max(warn, clear, 0.0)
    parts = [math.exp(score - top) for score in (warn, clear, 0.0)]
    return Probabilities(parts[0] / sum(parts), parts[1] / sum(parts))


def weigh(evidence: Evidence, reading: Reading, combination: Combination) -> Probabilities:
    """Return the probabilities of the whole post."""
    return combined(combination, features(reading.post, reading.sentences, evidence.hits))


def _logit(share: float) -> float:
    share = min(max(share, 0.001), 0.999)
    return math.log(share / (1.0 - share))

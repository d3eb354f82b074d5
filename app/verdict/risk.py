"""Evidence -> probabilities: what the rules say alone, and together with the learned reader.

Rules alone: each counted hit says "a rant" with probability weight x confidence, and hits are taken
as independent witnesses (noisy-or), so one grave hit or several smaller ones add up. Complaints and
hints witness only that the post is not harmless: however many, they never make a rant.

With a reading: a small logistic model, fitted on dev and on fresh posts, weighs what the reader
says against what the rules say. Its coefficients are in the manifest of the model, next to the
thresholds, by the names in `FEATURES` (app/verdict/features.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.errors import ModelError
from app.modelstore.manifest import CombinationSpec, Threshold
from app.modelstore.reading import Reading, Verdicts
from app.results import Source, Tolerance, Verdict
from app.scoring.evidence import Evidence, Hit
from app.verdict.features import (
    FEATURES,
    features,
    noisy_or,
    rules_negative,
    rules_warn,
)


@dataclass(frozen=True, slots=True)
class Probabilities:
    """`warn` and `clear` are 0..1 and add up to at most 1; the rest is caution."""

    warn: float
    clear: float

    @property
    def highest(self) -> float:
        return max(self.warn, self.clear, 1.0 - self.warn - self.clear)

    @property
    def likeliest(self) -> Verdict:
        if self.highest == self.clear:
            return Verdict.CLEAR
        return Verdict.WARN if self.highest == self.warn else Verdict.CAUTION


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
        if not _in_order(spec.thresholds):
            raise ModelError(
                "the model needs a threshold for strict, standard and relaxed, in that order"
            )
        return cls(spec.warn, spec.clear, spec.thresholds)


def _in_order(thresholds: Mapping[Tolerance, Threshold]) -> bool:
    """Whether every tolerance has a threshold, and a stricter one never says less."""
    if set(thresholds) != set(Tolerance):
        return False
    steps = [thresholds[tolerance] for tolerance in Tolerance]
    return all(
        a.warn <= b.warn and a.clear >= b.clear and a.most <= b.most for a, b in pairwise(steps)
    )


def rules_alone(hits: Sequence[Hit], gloom: float = 0.0) -> Probabilities:
    """Return the rules' verdict; `gloom` 0..1 is how negative the talk about companies sounds."""
    warn = rules_warn(hits)
    clear = (1.0 - rules_negative(hits)) * (1.0 - 0.35 * gloom)
    return Probabilities(warn, min(clear, 1.0 - warn))


def combined(combination: Combination, values: Sequence[float]) -> Probabilities:
    """Return softmax over warn, caution (the reference, 0) and clear."""
    warn = math.fsum(w * v for w, v in zip(combination.warn, values, strict=True))
    clear = math.fsum(w * v for w, v in zip(combination.clear, values, strict=True))
    top = max(warn, clear, 0.0)
    parts = [math.exp(score - top) for score in (warn, clear, 0.0)]
    return Probabilities(parts[0] / sum(parts), parts[1] / sum(parts))


def of_sentence(own: Verdicts, hits: Sequence[Hit], *, excused: bool = False) -> Probabilities:
    """Return what the reader's verdict on a sentence and the rules' hits in it say together.

    `excused`: a topic excuses harsh words in it; where nothing else counts, the reader's
    verdict goes with its words, so that a line about a film is not red beside a rant.

    The numbers of a whole post (heat, kinds, target) would spill over from a burning sentence into
    its calm neighbours.
    """
    if excused and not hits:
        return Probabilities(0.0, 1.0)
    told = [hit for hit in hits if hit.source is not Source.MODEL]
    warn = noisy_or((own.warn, rules_warn(told)))
    return Probabilities(warn, min(own.clear * (1.0 - rules_negative(told)), 1.0 - warn))


def weigh(evidence: Evidence, reading: Reading, combination: Combination) -> Probabilities:
    """Return the probabilities of the whole post."""
    return combined(combination, features(reading, evidence.hits, evidence.spared))

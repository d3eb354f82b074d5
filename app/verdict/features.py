"""What reader and rules say of a post, as the numbers that the verdict weighs.

Probabilities of the reader go in as log-odds, so that equal steps mean equal evidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from app.modelstore.reading import Reading
from app.results import Kind, Source, TargetKind
from app.scoring.evidence import Hit, SparedHit

MEASURED = frozenset({Kind.COMPLAINT, Kind.VAGUE, Kind.LEAK})
"""Kinds that by themselves ask for caution, not for a warning."""
MOST_MEASURED = 0.3
"""Risk that any number of measured hits can reach: below every threshold of warn."""
AGGRAVATING = frozenset({Kind.SHOUTING, Kind.GENERALISING})
"""Kinds that make an attack worse but are none."""
FEATURES = (
    "bias",
    "warn",
    "clear",
    "hottest_sentence",
    "least_clear_sentence",
    "company",
    "other",
    "heat",
    "attack",
    "complaint",
    "marked",
    "rules_warn",
    "rules_negative",
    "spared",
    "elsewhere",
)


def features(
    reading: Reading, hits: Sequence[Hit], spared: Sequence[SparedHit]
) -> tuple[float, ...]:
    """Return the values of FEATURES, in order; the rules' own witnesses leave out the reader's.

    `attack` is the likeliest kind that makes a rant, `marked` the surest words of such a kind;
    `spared` is how hot the words are that do not count, `elsewhere` whether for a reason of topic:
    the less, the surer rules find an attack beside them.
    """
    whole, sentences, targets = reading.post, reading.sentences, reading.targets
    own = [hit for hit in hits if hit.source is not Source.MODEL]
    attacked = rules_warn(own)
    topic = any(each.topic for each in spared)
    return (
        1.0,
        logit(whole.warn),
        logit(whole.clear),
        logit(max((s.warn for s in sentences), default=whole.warn)),
        logit(min((s.clear for s in sentences), default=whole.clear)),
        logit(targets.get(TargetKind.COMPANY, 0.0)),
        logit(targets.get(TargetKind.OTHER, 0.0)),
        logit(reading.heat),
        logit(max((p for k, p in reading.kinds.items() if k not in MEASURED), default=0.0)),
        logit(reading.kinds.get(Kind.COMPLAINT, 0.0)),
        max((w.confidence for w in reading.risky if w.kind not in MEASURED), default=0.0),
        attacked,
        rules_negative(own),
        max((each.heat for each in spared), default=0.0),
        float(topic) * (1.0 - attacked),
    )


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


def logit(share: float) -> float:
    """Return the log-odds of a probability, kept within those of 0.001 and 0.999."""
    share = min(max(share, 0.001), 0.999)
    return math.log(share / (1.0 - share))

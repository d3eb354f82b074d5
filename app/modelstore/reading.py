"""What a learned reader says about one text; all offsets are into `Text.clean`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from app.modelstore.fates import Fates
from app.results import GrievanceKind, Kind, MentionKind, TargetKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Label(Generic[T]):
    """A labelled stretch, with the reader's probability 0..1."""

    start: int
    end: int
    kind: T
    confidence: float


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Probabilities that add up to 1."""

    clear: float
    caution: float
    warn: float


@dataclass(frozen=True)
class Reading:
    """One pass of the encoder over a post.

    `post` and `sentences` (one per sentence, in order) are calibrated; `heat` is 0..1; `targets`
    adds up to 1; `grievances` and `kinds` are independent probabilities. `fates` are
    there where the model has a head for them.
    """

    post: Verdicts
    sentences: tuple[Verdicts, ...]
    heat: float
    targets: dict[TargetKind, float]
    grievances: dict[GrievanceKind, float]
    kinds: dict[Kind, float]
    risky: tuple[Label[Kind], ...]
    mentions: tuple[Label[MentionKind], ...]
    fates: Fates | None = None

"""What the scoring room hands to the verdict: every reason, bound to whom it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.mentions.found import FoundMention
from app.modelstore.reading import Reading
from app.results import GrievanceKind, Kind, Severity, Source, TargetKind
from app.text.text import Range


@dataclass(frozen=True, slots=True)
class Hit(Range):
    """Words that count against the post, by their range in `Text.clean`.

    `weight` 0..1 is how much this alone says "a rant"; `confidence` 0..1 how sure the reader is
    that it means what it seems to. `mention` is whom it is about, where a mention names them.
    """

    rule: str
    kind: Kind
    severity: Severity
    weight: float
    why: str
    advice: str
    source: Source
    confidence: float = 1.0
    target: TargetKind = TargetKind.COMPANY
    mention: FoundMention | None = None


@dataclass(frozen=True, slots=True)
class SparedHit(Range):
    """Harsh words that do not count: `target` is whom they are about, `heat` 0..1 how hot.

    `topic`: because of what stands around them (a film, an impostor, a rebuttal). `hit`: what the
    reader made of them.
    """

    rule: str
    why: str
    target: TargetKind
    heat: float
    topic: bool = False
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class GrievanceHit(Range):
    kind: GrievanceKind
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mood:
    """Sentiment of a stretch: `compound` -1..1; the other three are shares that add up to 1."""

    compound: float
    negative: float
    neutral: float
    positive: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything known about the post; `moods` has one entry per sentence, in order.

    `grace` is where the post tells of a rejection that it takes well, if it does.
    """

    hits: tuple[Hit, ...]
    spared: tuple[SparedHit, ...]
    grievances: tuple[GrievanceHit, ...]
    mood: Mood
    moods: tuple[Mood, ...]
    reading: Reading | None = None
    grace: Range | None = None

    @property
    def wordless(self) -> bool:
        """Whether a topic excuses what the reader marked, and nothing else counts."""
        return not self.hits and any(each.hit is not None for each in self.spared)

    @property
    def unexcused(self) -> Evidence:
        """The evidence where no topic excuses what the reader marked."""
        back = [each.hit for each in self.spared if each.hit is not None]
        hits = sorted([*self.hits, *back], key=lambda hit: (hit.start, hit.end, hit.rule))
        spared = tuple(each for each in self.spared if each.hit is None)
        return replace(self, hits=tuple(hits), spared=spared)

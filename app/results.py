"""Values that leave the checker: requests in, reports out. Frozen: a stage returns new ones.

All offsets here are half-open ranges into the draft exactly as it was sent, in Unicode code points
inside Python (`Checker`), and in the unit that the request asks for on the wire.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_CHARACTERS = 20_000
"""Longest draft, in code points."""


class Verdict(StrEnum):
    """How the post reads; ordered by `rank` (0 clear, 1 caution, 2 warn)."""

    CLEAR = "clear"
    CAUTION = "caution"
    WARN = "warn"

    @property
    def rank(self) -> int:
        return ("clear", "caution", "warn").index(self.value)


class Kind(StrEnum):
    """Kinds of finding, as defined in training/GUIDE.md."""

    INSULT = "insult"
    PROFANITY = "profanity"
    MOCKERY = "mockery"
    ACCUSATION = "accusation"
    SHAMING = "shaming"
    BOYCOTT = "boycott"
    THREAT = "threat"
    LEAK = "leak"
    SHOUTING = "shouting"
    GENERALISING = "generalising"
    VAGUE = "vague"
    COMPLAINT = "complaint"


class Severity(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Source(StrEnum):
    """Which reader produced a finding."""

    RULE = "rule"
    LEXICON = "lexicon"
    MODEL = "model"


class MentionKind(StrEnum):
    COMPANY = "company"
    HANDLE = "handle"
    HASHTAG = "hashtag"
    PERSON = "person"
    ROLE = "role"
    IMPLICIT = "implicit"


class TargetKind(StrEnum):
    """Whom the negativity is about; `company` includes everybody who stands for one."""

    COMPANY = "company"
    OTHER = "other"
    SELF = "self"
    NONE = "none"


class GrievanceKind(StrEnum):
    PAY = "pay"
    SAFETY = "safety"
    HARASSMENT = "harassment"
    DISCRIMINATION = "discrimination"
    RETALIATION = "retaliation"
    ORGANISING = "organising"
    OTHER_LEGAL = "other-legal"


class Relation(StrEnum):
    CURRENT = "current"
    FORMER = "former"
    PROSPECTIVE = "prospective"
    CLIENT = "client"
    OTHER = "other"


class Tolerance(StrEnum):
    """How readily the checker speaks up: `strict` more often, `relaxed` less often."""

    STRICT = "strict"
    STANDARD = "standard"
    RELAXED = "relaxed"


class Style(StrEnum):
    NEUTRAL = "neutral"
    CONSTRUCTIVE = "constructive"
    GRACIOUS = "gracious"
    PRIVATE = "private"


class OffsetUnit(StrEnum):
    CODEPOINT = "codepoint"
    UTF16 = "utf-16"


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Unit = Annotated[float, Field(ge=0, le=1)]
"""A share or probability, 0 to 1."""


class Span(Value):
    """Half-open range of the draft as sent."""

    start: int = Field(ge=0, description="first position, counted from 0")
    end: int = Field(ge=0, description="one past the last position")

    def of(self, text: str) -> str:
        """Return the covered part of `text` (code-point offsets only)."""
        return text[self.start : self.end]


# --- what a caller says -------------------------------------------------------------------------


class Employer(Value):
    """A company the author tells us about; matched by name, alias and handle."""

    name: str = Field(min_length=1, max_length=200)
    aliases: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] = Field(
        default=(), max_length=50
    )
    handles: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = Field(
        default=(), max_length=50
    )
    relation: Relation = Relation.OTHER


class Ignored(Value):
    """A finding that the author chose to keep: this rule on these very words."""

    rule: str = Field(min_length=1, max_length=100)
    text: str = Field(min_length=1, max_length=2_000)


class Options(Value):
    """How to check; everything is optional."""

    platform: str | None = None
    employers: tuple[Employer, ...] = Field(default=(), max_length=50)
    tolerance: Tolerance = Tolerance.STANDARD
    rewrite: tuple[Style, ...] = (Style.NEUTRAL,)
    disabled_rules: frozenset[str] = frozenset()
    ignored: tuple[Ignored, ...] = Field(default=(), max_length=500)


# --- what the checker answers -------------------------------------------------------------------


class Target(Value):
    kind: TargetKind
    confidence: Unit


class Grievance(Value):
    kind: GrievanceKind | None = None
    confidence: Unit


class Mention(Span):
    text: str
    kind: MentionKind
    name: str | None = Field(
        default=None, description="the company's usual name; for an unknown one as it stands"
    )
    relation: Relation | None = None
    confidence: Unit = 1.0


class Finding(Span):
    """One reason for the verdict, with the words that caused it."""

    rule: str = Field(examples=["insult.clown"])
    kind: Kind
    severity: Severity
    text: str
    why: str = Field(min_length=1, description="one or two sentences for the author")
    advice: str
    source: Source
    confidence: Unit


class Spared(Span):
    """Harsh words that did not count, and why."""

    text: str
    why: str


class Sentence(Span):
    verdict: Verdict
    risk: Unit
    sentiment: float = Field(ge=-1, le=1)


class Sentiment(Value):
    """VADER's reading with our corrections: `compound` -1..1, the rest shares 0..1."""

    compound: float = Field(ge=-1, le=1)
    negative: Unit
    neutral: Unit
    positive: Unit


TIDIED = "Small repair so that the sentence still reads well."
"""The `why` of an edit that mends what another edit left: taken or refused together with it."""


class Edit(Span):
    """One change of a rewrite: `text` at the span becomes `replacement` (empty: deleted)."""

    text: str
    replacement: str
    why: str


class Facts(Value):
    """What a rewrite kept of the facts, dropped on purpose, and added (always empty)."""

    kept: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class Rewrite(Value):
    style: Style
    text: str
    verdict: Verdict
    risk: Unit
    heat: Unit
    confidence: Unit | None = Field(
        default=None,
        description="how likely a careful reader would post it; null where nothing can tell",
    )
    doubtful: bool = Field(
        default=False, description="the author should read it closely: it may miss the point"
    )
    edits: tuple[Edit, ...]
    facts: Facts
    source: Literal["rules", "llm"] = "rules"


class Refusal(Value):
    """Why no rewrite is offered, and what the author could do instead."""

    reason: str
    alternatives: tuple[str, ...]


class StyleRefusal(Refusal):
    """Why one of the styles that were asked for has no rewrite."""

    style: Style


class Notice(Value):
    id: str
    title: str
    text: str


class SecondReading(Value):
    """What the user's language model would say of a verdict that our own reader is unsure of."""

    verdict: Verdict
    why: str
    model: str


class PlatformNote(Value):
    """What the chosen platform means for this draft; `length` counts as the platform counts."""

    id: str
    limit: int | None
    length: int
    audience: str


class Language(Value):
    code: str
    supported: bool


class Versions(Value):
    app: str
    rules: str
    model: str | None


class Report(Value):
    """The whole answer to one draft."""

    verdict: Verdict
    risk: Unit = Field(description="calibrated probability that a careful reader would say warn")
    heat: Unit = Field(description="how hot the wording is, at whomever")
    target: Target
    grievance: Grievance
    summary: str
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    spared: tuple[Spared, ...]
    sentences: tuple[Sentence, ...]
    sentiment: Sentiment
    rewrites: tuple[Rewrite, ...]
    rewrite_refused: Refusal | None = Field(description="where no style has a rewrite: why")
    styles_refused: tuple[StyleRefusal, ...] = Field(
        default=(), description="the styles that were asked for and have none, each with its reason"
    )
    second_reading: SecondReading | None = Field(
        default=None, description="only where a language model was set up for it"
    )
    notices: tuple[Notice, ...]
    platform: PlatformNote | None
    language: Language
    versions: Versions

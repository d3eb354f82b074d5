"""Requests and answers of /v1 that are not results of the checker themselves."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator

from app.errors import DraftTooLong
from app.results import (
    MAX_CHARACTERS,
    Kind,
    OffsetUnit,
    Options,
    Report,
    Severity,
    Style,
    Value,
    Versions,
)
from app.web.problems import Problem

MOST_DRAFTS = 100
MOST_REWRITES = 3
Styles = Annotated[tuple[Style, ...], Field(max_length=len(Style))]
RuleName = Annotated[str, Field(min_length=1, max_length=100)]


class CheckRequest(Options):
    """A draft, and how to read it; only `text` is required."""

    text: str = Field(
        description=f"the draft: 1 to {MAX_CHARACTERS:,} characters, not only blanks",
        json_schema_extra={"minLength": 1, "maxLength": MAX_CHARACTERS},
    )
    platform: str | None = Field(default=None, description="where it will be posted")
    rewrite: Styles = Field(
        default=(Style.NEUTRAL,),
        description="styles to offer where the verdict is not clear; empty: none",
    )
    disabled_rules: frozenset[RuleName] = Field(
        default=frozenset(),
        max_length=1_000,
        description="ids of rules that stay silent",
        json_schema_extra={"uniqueItems": False},  # said twice is said
    )
    offsets: OffsetUnit = Field(
        default=OffsetUnit.CODEPOINT,
        description="unit of every `start` and `end`; browsers count in utf-16",
    )

    @field_validator("text")
    @classmethod
    def _says_something(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("The draft is empty.")
        return text

    def options(self) -> Options:
        """Return the part that the checker takes; raises DraftTooLong."""
        if len(self.text) > MAX_CHARACTERS:
            raise DraftTooLong(len(self.text), MAX_CHARACTERS)
        return Options(**{name: getattr(self, name) for name in Options.model_fields})


class RewriteRequest(CheckRequest):
    """As a check; `styles` and `count` say which rewrites to make, and `rewrite` is not read."""

    styles: Styles = Field(default=(Style.NEUTRAL,), min_length=1)
    count: int = Field(
        default=1,
        strict=True,
        ge=1,
        le=MOST_REWRITES,
        description="how many rewrites of each style, at most",
    )

    @field_validator("count", mode="before")
    @classmethod
    def _as_json_counts(cls, count: object) -> object:
        return int(count) if isinstance(count, float) and count.is_integer() else count  # 1.0 is 1


class AfterwardsRequest(CheckRequest):
    """A draft as for a check; what concerns rewrites and positions is not read."""


class BatchRequest(Value):
    """Up to 100 drafts, each as for /v1/check; each is judged, or refused, on its own."""

    drafts: tuple[Any, ...] = Field(min_length=1, max_length=MOST_DRAFTS)


class BatchItem(Value):
    """The answer to one draft of a batch: a report or a problem, never both."""

    report: Report | None = None
    problem: Problem | None = None


class BatchAnswer(Value):
    """One item a draft, in the order of the request."""

    results: tuple[BatchItem, ...]


class RuleSummary(Value):
    """A rule of tone; `why` and `advice` may hold {match} and {target}."""

    id: str = Field(examples=["insult.clown"])
    kind: Kind
    severity: Severity
    status: str = Field(description="preview, stable or retired", examples=["stable"])
    since: str = Field(description="version of the rulebook that brought it", examples=["2026.11"])
    why: str
    advice: str


class RuleExamples(Value):
    """Posts on which the rule fires, the words marked with [[ ]], and on which it does not."""

    flags: tuple[str, ...]
    allows: tuple[str, ...]


class RuleDetail(RuleSummary):
    examples: RuleExamples


class RuleList(Value):
    version: str = Field(description="version of the rulebook")
    rules: tuple[RuleSummary, ...]


class PlatformView(Value):
    """A place to post."""

    id: str = Field(examples=["linkedin"])
    name: str
    limit: int | None = Field(description="longest post, as the platform counts; null: none")
    audience: str = Field(description="who could read it")


class PlatformList(Value):
    platforms: tuple[PlatformView, ...]


class Limits(Value):
    characters: int = Field(description="code points in a draft")
    drafts: int = Field(description="drafts in a batch")
    rewrites: int = Field(description="rewrites of each style")
    body_bytes: int = Field(description="bytes in the body of a check or rewrite")
    batch_bytes: int = Field(description="bytes in the body of a batch")
    seconds: float = Field(description="longest time a draft may take")


class LanguageModel(Value):
    """The language model that this service asks: drafts go to `host`."""

    model: str
    host: str
    second_reader: bool


class About(Value):
    """What answers here, within which limits, and what becomes of a draft."""

    name: str
    versions: Versions
    languages: tuple[str, ...] = Field(description="languages it can judge, ISO 639-1")
    limits: Limits
    privacy: str
    language_model: LanguageModel | None = Field(
        description="the opt-in language model that drafts are sent to; null: none"
    )
    model_card: dict[str, float] | None = Field(
        description="figures of the model on held-out posts; null: rules alone"
    )


class Health(Value):
    status: str = Field(examples=["ok"])

"""GET /v1/rules, /v1/platforms and /v1/about: what is known here, and within which limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Query

from app.errors import UnknownRule
from app.results import MAX_CHARACTERS, Kind
from app.rulebook import Rulebook
from app.settings import Settings
from app.web.docs import problems
from app.web.state import ServiceOf
from app.web.wire import (
    MOST_DRAFTS,
    MOST_REWRITES,
    About,
    LanguageModel,
    Limits,
    PlatformList,
    PlatformView,
    RuleDetail,
    RuleExamples,
    RuleList,
    RuleSummary,
)

if TYPE_CHECKING:
    from app.checker import Checker

router = APIRouter(tags=["about"])

PRIVACY = (
    "Your draft is read on the machine that runs this service and then forgotten: "
    "it is not stored, not logged, and not sent anywhere else."
)
PRIVACY_WITH_MODEL = (
    "Your draft is read on the machine that runs this service and, to word a rewrite, by the "
    "language model {model} at {host}, which the owner of this service has set up. This service "
    "does not store it and does not log it."
)


def privacy(checker: Checker) -> str:
    """Return what becomes of a draft here."""
    chat = checker.chat
    if chat is None:
        return PRIVACY
    return PRIVACY_WITH_MODEL.format(model=chat.model, host=chat.host)


@router.get("/rules", summary="The rules of tone", responses=problems(422, 503))
async def rules(
    service: ServiceOf,
    kind: Annotated[Kind | None, Query(description="rules of this kind only")] = None,
) -> RuleList:
    """List the rules, ordered by id."""
    book = service.checker.rulebook
    listed = (rule for rule in _rules(book) if kind in (None, rule.kind))
    summaries = (RuleSummary(**rule.model_dump(exclude={"examples"})) for rule in listed)
    return RuleList(version=book.version, rules=tuple(sorted(summaries, key=lambda rule: rule.id)))


@router.get("/rules/{id}", summary="One rule, with its examples", responses=problems(404, 503))
async def rule(
    service: ServiceOf,
    ident: Annotated[str, Path(alias="id", examples=["insult.clown"])],
) -> RuleDetail:
    """Show a rule, and posts on which it fires and does not."""
    for found in _rules(service.checker.rulebook):
        if found.id == ident:
            return found
    raise UnknownRule(ident[:100])


@router.get("/platforms", summary="Places to post", responses=problems(503))
async def platforms(service: ServiceOf) -> PlatformList:
    """List the platforms: their limits, and who could read a post there."""
    return PlatformList(platforms=platform_views(service.checker.rulebook))


@router.get("/about", summary="Versions, limits, privacy", responses=problems(503))
async def about(service: ServiceOf) -> About:
    """Say what answers here, within which limits, and what becomes of a draft."""
    checker, settings = service.checker, service.settings
    return About(
        name="unburnt",
        versions=checker.versions,
        languages=("en",),
        limits=Limits(
            characters=MAX_CHARACTERS,
            drafts=MOST_DRAFTS,
            rewrites=MOST_REWRITES,
            body_bytes=settings.body_limit,
            batch_bytes=settings.batch_limit,
            seconds=settings.longest,
        ),
        privacy=privacy(checker),
        language_model=_language_model(checker, settings),
        model_card=checker.figures,
    )


def _language_model(checker: Checker, settings: Settings) -> LanguageModel | None:
    chat = checker.chat
    if chat is None:
        return None
    return LanguageModel(model=chat.model, host=chat.host, second_reader=settings.llm_second_reader)


def platform_views(book: Rulebook) -> tuple[PlatformView, ...]:
    """Return the platforms by name, "other" last."""
    return tuple(
        PlatformView(id=place.id, name=place.name, limit=place.limit, audience=place.audience)
        for place in sorted(
            book.platforms, key=lambda place: (place.id == "other", place.name.lower())
        )
    )


def _rules(book: Rulebook) -> Iterator[RuleDetail]:
    """Yield every id that a finding can name: rules of tone, single harsh words, the reader's."""
    for file in (*book.tone, *book.harsh):
        for rule in file.rules:
            yield RuleDetail(
                id=rule.id,
                kind=file.kind,
                severity=rule.severity,
                status=rule.status.value,
                since=rule.since,
                why=rule.why,
                advice=rule.advice,
                examples=RuleExamples(flags=rule.examples.flags, allows=rule.examples.allows),
            )
    for told in book.model.texts if book.model is not None else ():
        yield RuleDetail(
            id=f"model.{told.kind.value}",
            kind=told.kind,
            severity=told.severity,
            status="stable",
            since=book.version,
            why=told.why,
            advice=told.advice,
            examples=RuleExamples(flags=(), allows=()),
        )

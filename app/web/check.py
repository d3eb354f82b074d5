"""POST /v1/check, /v1/rewrite and /v1/batch."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from app.afterwards.values import Aftercare
from app.errors import Busy, UnburntError
from app.logs import trail
from app.results import Options, Report, Style
from app.web.body import BatchRoute, JsonRoute
from app.web.docs import problems
from app.web.offsets import in_unit
from app.web.problems import describe, describe_invalid, unexpected
from app.web.service import Service
from app.web.state import AccountOf, ServiceOf, known_platform
from app.web.wire import (
    AfterwardsRequest,
    BatchAnswer,
    BatchItem,
    BatchRequest,
    CheckRequest,
    RewriteRequest,
)

if TYPE_CHECKING:
    from app.checker import Checker

log = logging.getLogger("app.web")
router = APIRouter(tags=["check"], route_class=JsonRoute)
batches = APIRouter(tags=["check"], route_class=BatchRoute)


@router.post(
    "/check",
    response_model=Report,
    summary="Read one draft",
    responses=problems(400, 408, 413, 415, 422, 503),
)
async def check(request: CheckRequest, service: ServiceOf) -> Response:
    """Say whether the draft burns a bridge, show the words and reasons, and offer a rewrite."""
    return _json(await _report(request, service))


@router.post(
    "/rewrite",
    response_model=Report,
    summary="Read one draft and rewrite it in other styles",
    responses=problems(400, 408, 413, 415, 422, 503),
)
async def rewrite(request: RewriteRequest, service: ServiceOf) -> Response:
    """As a check, with up to `count` rewrites of each of the `styles`, each checked again."""
    options = _accepted(request, service)
    call = partial(_rewrite, request.text, options, request.styles, request.count)
    return _json(in_unit(await service.reported(call), request.text, request.offsets))


@router.post(
    "/afterwards",
    response_model=Aftercare,
    summary="What may help after a no",
    responses=problems(400, 408, 413, 415, 422, 503),
)
async def afterwards(request: AfterwardsRequest, service: ServiceOf) -> Response:
    """Sort the draft into a private note, and word a thank-you note and an invitation from it."""
    options = _accepted(request, service)
    return _json(await service.run(partial(_afterwards, request.text, options)))


@batches.post(
    "/batch",
    response_model=BatchAnswer,
    summary="Read up to 100 drafts",
    responses=problems(400, 408, 413, 415, 422, 503),
)
async def batch(request: BatchRequest, service: ServiceOf, account: AccountOf) -> Response:
    """Check each draft on its own: a draft that cannot be checked has a problem in its place.

    Drafts for which there was no time are `busy`, with a status of 503: send them again.
    """
    _ = service.checker  # not ready is the whole batch's problem
    if account is not None:
        await account.charge(len(request.drafts) - 1)  # the request itself is counted already
    until = time.monotonic() + service.settings.batch_timeout
    results = [await _item(each, service, until - time.monotonic()) for each in request.drafts]
    return _json(BatchAnswer(results=tuple(results)))


async def _item(draft: Any, service: Service, seconds: float) -> BatchItem:
    await asyncio.sleep(0)  # others have their turn, also where one draft after the other is wrong
    if seconds <= 0:
        return BatchItem(problem=describe(Busy(detail=Busy.UNREAD)))
    try:
        request = CheckRequest.model_validate(draft)
        return BatchItem(report=await _report(request, service, seconds))
    except ValidationError as error:
        located = [
            {**fault, "loc": ("body", *fault["loc"])}
            for fault in error.errors(include_url=False, include_input=False)
        ]
        return BatchItem(problem=describe_invalid(located))
    except UnburntError as error:
        return BatchItem(problem=describe(error))
    except Exception as error:  # a bug must not cost the other drafts their answers
        log.error("one draft of a batch: %s", trail(error))
        return BatchItem(problem=unexpected())


async def _report(request: CheckRequest, service: Service, most: float = math.inf) -> Report:
    options = _accepted(request, service)
    report = await service.check(request.text, options, most)
    return in_unit(report, request.text, request.offsets)


def _accepted(request: CheckRequest, service: Service) -> Options:
    known_platform(service.checker.rulebook, request.platform)
    return request.options()


def _rewrite(
    draft: str, options: Options, styles: tuple[Style, ...], count: int, checker: Checker
) -> Report:
    return checker.rewrite(draft, options, styles, count)


def _afterwards(draft: str, options: Options, checker: Checker) -> Aftercare:
    return checker.afterwards(draft, options)


def _json(value: Report | BatchAnswer | Aftercare) -> Response:
    return Response(value.model_dump_json(), media_type="application/json")

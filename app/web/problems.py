"""Errors on the wire: RFC 9457 problem documents, one shape for everything.

Clients branch on `type`. No problem repeats the draft, or any other value that was sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidDraft, UnburntError, WrongType

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 20
LONGEST_POINTER = 200


class FieldError(BaseModel):
    """One thing that is wrong with the request."""

    model_config = ConfigDict(extra="forbid")

    detail: str = Field(description="what is wrong, without the value that was sent")
    pointer: str | None = Field(
        default=None, description="JSON pointer (RFC 6901) into the body", examples=["/platform"]
    )
    parameter: str | None = Field(default=None, description="name of the query or path parameter")


class Problem(BaseModel):
    """RFC 9457 problem document."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="clients branch on this", examples=["/problems/draft-too-long"])
    title: str
    status: int = Field(ge=400, le=599)
    detail: str | None = None
    errors: list[FieldError] | None = Field(default=None, description="with 422 only")


def describe(error: UnburntError) -> Problem:
    """Return the problem document of an error that we raise on purpose."""
    problem = Problem(
        type=f"/problems/{error.slug}", title=error.title, status=error.status, detail=str(error)
    )
    if isinstance(error, InvalidDraft):
        problem.errors = [FieldError(detail=str(error), pointer=error.pointer)]
    return problem


def describe_invalid(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """Return the problem document of a request that does not have the documented shape."""
    return Problem(
        type="/problems/invalid-request",
        title="The request is not valid",
        status=422,
        detail="See `errors` for what to change.",
        errors=[_field_error(error) for error in errors[:MOST_ERRORS]],
    )


def respond(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        problem.model_dump_json(exclude_none=True),
        problem.status,
        dict(headers or {}),
        media_type=MEDIA_TYPE,
    )


def headers_of(error: UnburntError) -> dict[str, str]:
    """Return what HTTP wants beside the problem: when to come back, what to send instead."""
    headers: dict[str, str] = {}
    if (wait := getattr(error, "retry_after", None)) is not None:
        headers["Retry-After"] = str(wait)
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="unburnt"'
    if isinstance(error, WrongType):
        headers["Accept"] = error.wanted
        headers["Accept-Encoding"] = "identity"
    if error.status == HTTPStatus.REQUEST_TIMEOUT:
        headers["Connection"] = "close"  # what would still come is no new request
    return headers


def refuse(error: UnburntError) -> Response:
    """Return the whole answer to an error that we raise on purpose."""
    return respond(describe(error), headers_of(error))


async def on_unburnt_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, UnburntError):
        raise error
    if error.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        raise error  # no fault of the request: a bug, or a broken installation
    return refuse(error)


async def on_invalid_request(_: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    return respond(describe_invalid(error.errors()))


async def on_http_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    slug, detail = _HTTP.get(error.status_code, ("http-error", None))
    problem = Problem(
        type=f"/problems/{slug}",
        title=HTTPStatus(error.status_code).phrase,
        status=error.status_code,
        detail=detail,
    )
    return respond(problem, _allowing_head(error.headers or {}))


def _allowing_head(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Return the headers; where `Allow` has GET it has HEAD, too, which `ResponseHeaders` answers.

    FastAPI's routes do not know it.
    """
    allowed = headers.get("Allow", "").split(", ")
    if "GET" not in allowed or "HEAD" in allowed:
        return headers
    return {**headers, "Allow": ", ".join([*allowed, "HEAD"])}


async def on_client_gone(_: Request, __: Exception) -> Response:
    """Return what nobody will get: the client left. The status, nginx's, is for the metrics."""
    return Response(status_code=499)


def unexpected() -> Problem:
    """Return the answer to a bug of ours: nothing of what went wrong leaves the server."""
    return Problem(
        type="/problems/unexpected",
        title="Something went wrong on our side",
        status=500,
        detail="The draft was not stored. The server's log has the place, not the words.",
    )


_HTTP = {
    400: ("bad-request", "The request cannot be read."),
    404: ("not-found", "There is nothing at this address."),
    405: ("method-not-allowed", "This address does not answer this method; see `Allow`."),
    429: ("too-many-requests", "Please slow down; see `Retry-After`."),
}


def _field_error(error: Mapping[str, Any]) -> FieldError:
    where, *path = error["loc"]
    detail = str(error["msg"]).removeprefix("Value error, ")
    if where == "body":
        return FieldError(detail=detail, pointer=pointer_to(path))
    return FieldError(detail=detail, parameter=str(path[0]) if path else str(where))


def pointer_to(path: Sequence[object]) -> str:
    """Return the RFC 6901 pointer of a path, cut at 200 characters: keys are the sender's words."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return "".join(f"/{step}" for step in steps)[:LONGEST_POINTER]

"""Request bodies: read no more than allowed, and only what is really JSON."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Coroutine, Iterator
from typing import Any
from urllib.parse import parse_qs

from fastapi.routing import APIRoute
from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import Response

from app.errors import BodyTooLarge, InvalidDraft, NotJson, WrongType
from app.web.presence import while_there
from app.web.problems import pointer_to

FORM = "application/x-www-form-urlencoded"
MOST_ITEMS, MOST_KEYS, MOST_CONTAINERS = 1_000, 100, 60_000
"""In one list, in one object, in a whole document: more than any request of ours has."""
AT_ONCE = 65_536
"""Bytes of JSON that are read within a few milliseconds."""
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body; raises BodyTooLarge as soon as more than `limit` bytes are known to come."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > limit:
        raise BodyTooLarge(limit)
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise BodyTooLarge(limit)
        chunks.append(chunk)
    return b"".join(chunks)


def media_type(request: Request) -> str:
    """Return the media type in small letters; raises WrongType for other charsets and codings."""
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    name, _, charset = rest.partition("=")
    foreign = name.strip().lower() == "charset" and charset.strip(' "').lower() != "utf-8"
    if foreign or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise WrongType(kind or "application/json")
    return kind


async def read_form(request: Request, limit: int, most_fields: int) -> dict[str, str]:
    """Return the first value of each field; raises WrongType, BodyTooLarge, InvalidDraft.

    Percent-encoding makes three bytes of one, so a form may have three times `limit` bytes.
    """
    if media_type(request) != FORM:
        raise WrongType(FORM)
    return fields_of(await read_body(request, 3 * limit), most_fields)


def fields_of(encoded: bytes, most_fields: int) -> dict[str, str]:
    """Return the first value of each field of a form or a query string; raises InvalidDraft."""
    try:
        fields = parse_qs(
            encoded.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=most_fields,
        )
    except ValueError:
        raise InvalidDraft("The form cannot be read.", "") from None
    return {name: values[0] for name, values in fields.items()}


def parse_json(body: bytes) -> Any:
    """Return the JSON document; raises NotJson, or InvalidDraft at half of a surrogate pair."""
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError as cause:
        if _SURROGATE_ESCAPE.search(body):
            _refuse_surrogates(body)
        # The parser's message has a line and a column, and nothing of the body.
        raise NotJson(f"The body cannot be read as JSON: {cause}.") from None


def refuse_crowds(document: Any) -> None:
    """Raise InvalidDraft where so much is held that to complain of each thing would take long."""
    containers = 0
    waiting: list[tuple[tuple[object, ...], Any]] = [((), document)]
    while waiting:
        path, node = waiting.pop()
        if not isinstance(node, dict | list):
            continue
        containers += 1
        most = MOST_KEYS if isinstance(node, dict) else MOST_ITEMS
        if len(node) > most or containers > MOST_CONTAINERS:
            raise InvalidDraft("There is more here than a request can hold.", pointer_to(path))
        items = node.items() if isinstance(node, dict) else enumerate(node)
        waiting += [((*path, step), item) for step, item in items]


def _refuse_surrogates(body: bytes) -> None:
    try:
        halved = (path for path, text in _strings(json.loads(body), ()) if _SURROGATE.search(text))
        path = next(halved, None)
    except (ValueError, RecursionError):
        return
    if path is not None:
        raise InvalidDraft(
            "The text holds half of a character (a lone surrogate).", pointer_to(path)
        )


def _strings(node: Any, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _strings(item, (*path, index))
    elif isinstance(node, dict):
        for key, item in node.items():
            yield path, key  # a broken key is reported at its object: it cannot be spelt out
            yield from _strings(item, (*path, key))


async def _document(body: bytes) -> Any:
    """Return what a body says; a large one is read in a thread, so that others have their turn."""
    if len(body) > AT_ONCE:
        return await asyncio.to_thread(_read_document, body)
    return _read_document(body)


def _read_document(body: bytes) -> Any:
    document = parse_json(body)
    refuse_crowds(document)
    return document


class JsonRoute(APIRoute):
    """A route whose body is read by us, before FastAPI validates it: `limit` names the setting."""

    limit = "body_limit"

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def read_then_handle(request: Request) -> Response:
            if media_type(request) != "application/json":
                raise WrongType("application/json")
            limit: int = getattr(request.app.state.settings, self.limit)
            body = await read_body(request, limit)
            # Starlette caches both under these names; FastAPI takes them from there.
            request._body = body
            request._json = await _document(body)
            return await while_there(request, handle(request))

        return read_then_handle


class BatchRoute(JsonRoute):
    limit = "batch_limit"

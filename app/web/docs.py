"""The OpenAPI document: FastAPI's, completed with what only we know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.errors import NotReady
from app.web.problems import MEDIA_TYPE, Problem
from app.web.service import Service

DESCRIPTION = (
    "Reads a draft before the world does: which words would burn a bridge with a company or its "
    "people, why, and what to post instead. It advises and never blocks; the draft is not stored."
)

TAGS = [
    {"name": "check", "description": "A draft in, a verdict with reasons and a rewrite out."},
    {"name": "languagetool", "description": "The same findings for clients of LanguageTool."},
    {"name": "about", "description": "What is known here, and within which limits."},
    {"name": "health", "description": "For whoever runs the service."},
]

EXAMPLES = Path(__file__).parent / "examples.json"
_SAYS = {
    400: "The body is not JSON",
    401: "The owner of the service asks for a key, and none that is known came",
    404: "There is no such rule",
    408: "The body did not arrive in time",
    413: "The draft or the body is too large",
    415: "The body is of the wrong type",
    422: "The request is not valid; `errors` says where",
    429: "More requests than the owner of the service allows; see `Retry-After`",
    503: "Busy or still starting; see `Retry-After`",
}
_RETRY_AFTER = {
    "Retry-After": {"description": "seconds to wait", "schema": {"type": "integer", "minimum": 1}}
}
_GUARDED = ("/v1/", "/v2/")
"""Where the owner of a service may ask for keys and count requests."""
_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """Return the problem responses of an operation."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {
            "description": _SAYS[status],
            "content": content,
            **({"headers": _RETRY_AFTER} if status in (429, 503) else {}),
        }
        for status in statuses
    }


def document(app: FastAPI, service: Service) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document; platforms are listed once the rulebook is loaded."""
    doc = get_openapi(
        title=app.title,
        version=app.version,
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schemas = doc["components"]["schemas"]
    schemas.update(_problem_schemas())
    _drop_fastapi_errors(doc)
    schemas["BatchRequest"]["properties"]["drafts"]["items"] = {
        "$ref": "#/components/schemas/CheckRequest"
    }
    if known := _platforms(service):
        for name in ("CheckRequest", "RewriteRequest", "AfterwardsRequest"):
            schemas[name]["properties"]["platform"]["anyOf"][0]["enum"] = known
    _add_examples(doc)
    _add_guards(doc)
    return doc


def examples() -> dict[str, dict[str, dict[str, Any]]]:
    """Return path -> name -> {summary, request, response}; `tests/contract/refresh.py` makes it."""
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(EXAMPLES.read_text("utf-8"))
    return found


def _add_examples(doc: dict[str, Any]) -> None:
    for path, named in examples().items():
        operation = doc["paths"][path]["post"]
        for part, body in (
            ("request", operation["requestBody"]),
            ("response", operation["responses"]["200"]),
        ):
            body["content"]["application/json"]["examples"] = {
                name: {"summary": example["summary"], "value": example[part]}
                for name, example in named.items()
            }


def _add_guards(doc: dict[str, Any]) -> None:
    """Say that a key may be asked for, and requests counted; off unless the owner wants it."""
    doc["components"]["securitySchemes"] = _SCHEMES
    for path, methods in doc["paths"].items():
        if path.startswith(_GUARDED):
            for operation in methods.values():
                operation["security"] = [{}, *({name: []} for name in _SCHEMES)]
                known = operation["responses"] | {str(k): v for k, v in problems(401, 429).items()}
                operation["responses"] = dict(sorted(known.items()))


def _drop_fastapi_errors(doc: dict[str, Any]) -> None:
    """Take out the 422 that FastAPI adds to every operation with a parameter: ours are problems."""
    for methods in doc["paths"].values():
        for operation in methods.values():
            if MEDIA_TYPE not in operation["responses"].get("422", {}).get("content", {}):
                operation["responses"].pop("422", None)
    for unused in ("HTTPValidationError", "ValidationError"):
        doc["components"]["schemas"].pop(unused, None)


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), "Problem": schema}


def _platforms(service: Service) -> list[str]:
    try:
        return sorted(place.id for place in service.checker.rulebook.platforms)
    except NotReady:
        return []

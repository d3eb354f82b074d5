"""Canary requests, made from the OpenAPI document: every route, and every way it can end.

A canary stands in each place that takes words: body, keys of the body, path, query and headers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from tests.privacy.canary import OTHERS, sentence, word
from tests.privacy.wire import request

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
BODY_LIMIT, BATCH_LIMIT, HEAD_LIMIT = 65_536, 131_072, 16_384
HIDDEN = {
    "GET /": {},
    "POST /": {"requestBody": {"content": {FORM: {"schema": {"$ref": "#page"}}}}},
    "GET /problems": {},
    "GET /problems/{slug}": {"parameters": [{"name": "slug", "in": "path"}]},
    "GET /static/{path}": {"parameters": [{"name": "path", "in": "path"}]},
    "GET /metrics": {},
    "GET /openapi.json": {},
}
"""Routes that the document leaves out; `test_every_route_has_canaries` knows if one is missing."""
KNOWN = {"id": "insult.clowns", "slug": "busy", "path": "main.js"}
"""What may stand in a path, by the name of the parameter."""
PAGE = ("text", "platform", "tolerance", "employer", "aliases", "handles", "relation")


@dataclass(frozen=True)
class Route:
    """One operation; `schema` is that of its body, whose media type is `kind`."""

    name: str
    kind: str = ""
    schema: dict[str, Any] = field(default_factory=dict)
    parameters: tuple[dict[str, Any], ...] = ()
    declared: frozenset[int] = frozenset()

    @property
    def method(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def path(self) -> str:
        return self.name.partition(" ")[2]

    @property
    def holds_items(self) -> bool:
        return "drafts" in self.schema.get("properties", {})


@dataclass(frozen=True)
class Case:
    """A request and the statuses that it may get; 0 is no answer, for a client that leaves."""

    route: Route
    outcome: str
    number: int
    sent: bytes
    expected: frozenset[int]


class Cases:
    """Makes the requests; each has a number, and with it a word, that no other has."""

    def __init__(self) -> None:
        self.made: dict[int, Case] = {}
        self.routes: list[Route] = []
        self._components: dict[str, Any] = {}

    # What there is

    def read(self, document: dict[str, Any]) -> None:
        """Take the routes from the document; it says more once the checker is built."""
        self._components = document["components"]["schemas"]
        self.routes = [*self._documented(document), *self._hidden()]

    def _documented(self, document: dict[str, Any]) -> Iterator[Route]:
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                yield self._route(f"{method.upper()} {path}", operation)

    def _hidden(self) -> Iterator[Route]:
        for name, operation in HIDDEN.items():
            yield self._route(name, operation)

    def _route(self, name: str, operation: dict[str, Any]) -> Route:
        content = operation.get("requestBody", {}).get("content", {})
        kind, media = next(iter(content.items()), ("", {}))
        schema = self._resolved(media.get("schema", {}))
        declared = frozenset(int(status) for status in operation.get("responses", {}))
        return Route(name, kind, schema, tuple(operation.get("parameters", ())), declared)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        if schema.get("$ref") == "#page":
            return {"type": "object", "properties": {name: {"type": "string"} for name in PAGE}}
        if "$ref" in schema:
            return self._resolved(self._components[schema["$ref"].rpartition("/")[2]])
        for choice in schema.get("anyOf", ()):
            if choice.get("type") != "null":
                return self._resolved(choice)
        return schema

    # What is sent

    def filled(self, schema: dict[str, Any], words: str) -> Any:
        """Return a value of the schema with the words wherever words may stand."""
        schema = self._resolved(schema)
        if "enum" in schema or "const" in schema:
            return schema["enum"][0] if "enum" in schema else schema["const"]
        kind = schema.get("type")
        if kind == "object":
            given = schema.get("properties", {})
            return {name: self.filled(each, words) for name, each in given.items()}
        if kind == "array":
            return [self.filled(schema["items"], words)]
        if kind == "string":
            return words[: schema.get("maxLength", len(words))]
        return {"integer": int(schema.get("minimum", 1)), "number": 0.5}.get(str(kind), False)

    def body(self, route: Route, words: str) -> bytes:
        """Return a body that the route accepts, full of the words; nothing where it takes none."""
        if not route.kind:
            return b""
        if route.kind == JSON:
            return json.dumps(self.filled(route.schema, words)).encode()
        return urlencode(form(route, words)).encode()

    def case(
        self,
        route: Route,
        outcome: str,
        *expected: int,
        body: bytes | None = None,
        extra: str = "",
        method: str | None = None,
        query: str = "",
        headers: dict[str, str] | None = None,
        key: str | None = None,
        announced: int | None = None,
        known: bool = False,
    ) -> Case:
        """Return a request full of its canary; `extra` goes in front of the draft's words.

        Where the path takes words it has the canary, too, unless it shall be a `known` one.

        `body`, `query` and `headers` have CANARY where the words of this case go.
        """
        number = len(self.made)
        words = f"{extra}{sentence(number)}"
        content = (
            self.body(route, words) if body is None else body.replace(b"CANARY", words.encode())
        )
        fields = {"Content-Type": route.kind} if content and route.kind else {}
        for name, value in (headers or {}).items():
            fields[name.replace("CANARY", word(number))] = value.replace("CANARY", words)
        if key is not None:
            fields["X-API-Key"] = key
        if announced is not None:
            fields["Content-Length"] = str(announced)
        query = query.replace("CANARY", quote(words))
        path = known_path(route) if known else self._path(route, number)
        path += f"?{query}" if query else ""
        sent = request(method or route.method, path, fields, content)
        made = Case(route, outcome, number, sent, frozenset(expected))
        self.made[number] = made
        return made

    def _path(self, route: Route, number: int) -> str:
        path = route.path
        for parameter in route.parameters:
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", f"{word(number)}-{OTHERS[0]}")
        return path


def known_path(route: Route) -> str:
    """Return the path with values that exist."""
    path = route.path
    for parameter in route.parameters:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", KNOWN[parameter["name"]])
    return path


def form(route: Route, words: str) -> dict[str, str]:
    """Return the fields of a form; those with a fixed choice of values get one of them."""
    fields = {}
    for name, schema in route.schema["properties"].items():
        if name in ("data", "platform", "tolerance", "relation", "enabledOnly"):
            continue  # `data` stands for `text`; the others have values of their own
        known = schema.get("enum") or (schema.get("examples") if name == "language" else None)
        fields[name] = known[0] if known else words
    return fields


def is_open(route: Route) -> bool:
    """Say whether the route needs no key: it reads no draft."""
    open_to_all = ("/livez", "/readyz", "/static/", "/problems", "/openapi.json")
    return route.path.startswith(open_to_all) or route.name == "GET /"


def has_path_words(route: Route) -> bool:
    return any(parameter["in"] == "path" for parameter in route.parameters)

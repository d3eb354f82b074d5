"""The log: a line a request with its id and route, for people or machines, and no words."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.logs import JsonLines, Lines, config
from app.settings import Settings
from app.web import create_app
from tests.web.fakes import FakeChecker

IDENT = "0af7651916cd43dd8448eb211c80319c"


@contextmanager
def logged(shape: logging.Formatter) -> Iterator[io.StringIO]:
    """Collect what our own loggers say, at every level, in this shape."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(shape)
    ours = logging.getLogger("app")
    ours.addHandler(handler)
    before, ours.level = ours.level, logging.DEBUG
    ours.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        ours.removeHandler(handler)
        ours.setLevel(before)


def opened(**settings: Any) -> TestClient:
    return TestClient(
        create_app(Settings(**settings), checker=FakeChecker()),  # type: ignore[arg-type]
        client=("203.0.113.7", 1),
    )


def test_a_request_is_one_json_object_with_its_id() -> None:
    with logged(JsonLines()) as said, opened() as client:
        client.get("/v1/rules/my-secret?text=secret", headers={"X-Request-ID": IDENT})
    [line] = [json.loads(line) for line in said.getvalue().splitlines()]
    assert {"time", "level", "logger", "message", "request"} <= set(line)
    assert line["request"] == IDENT
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/rules/{id}", 404)
    assert line["seconds"] >= 0
    assert "secret" not in said.getvalue()


def test_a_request_is_one_line_for_people() -> None:
    with logged(Lines()) as said, opened() as client:
        client.get("/v1/about", headers={"X-Request-ID": IDENT})
    [line] = said.getvalue().splitlines()
    assert f"info app.web.requests [{IDENT}]: GET /v1/about 200 in " in line


def test_the_id_in_the_answer_is_the_one_in_the_log() -> None:
    with logged(JsonLines()) as said, opened() as client:
        answers = [client.get("/livez") for _ in range(2)]
    ids = [json.loads(line)["request"] for line in said.getvalue().splitlines()]
    assert ids == [answer.headers["X-Request-ID"] for answer in answers]
    assert len(set(ids)) == 2


@pytest.mark.parametrize(
    "ident", [IDENT, "b2f6ff0e-74a0-4d8c-9a9e-7d6b5c1f0a11", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "a-1"]
)
def test_an_id_of_the_usual_kinds_is_kept(ident: str) -> None:
    with opened() as client:
        answer = client.get("/livez", headers={"X-Request-ID": ident})
    assert answer.headers["X-Request-ID"] == ident


@pytest.mark.parametrize("ident", ["my-boss-is-a-clown", "clowns", "a" * 65, "a b"])
def test_an_id_that_could_be_words_is_replaced_before_it_is_logged(ident: str) -> None:
    with logged(Lines()) as said, opened() as client:
        answer = client.get("/livez", headers={"X-Request-ID": ident})
    assert answer.headers["X-Request-ID"] != ident
    assert ident not in said.getvalue()


def test_an_address_is_named_only_where_it_is_asked_for() -> None:
    with logged(JsonLines()) as said, opened() as client:
        client.get("/livez")
    assert "203.0.113.7" not in said.getvalue()
    with logged(JsonLines()) as said, opened(log_addresses=True) as client:
        client.get("/livez")
    assert json.loads(said.getvalue())["address"] == "203.0.113.7"


def test_what_a_proxy_passes_on_as_an_address_may_be_no_words() -> None:
    app = create_app(Settings(log_addresses=True), checker=FakeChecker())  # type: ignore[arg-type]
    with logged(Lines()) as said, TestClient(app, client=("my-boss", 1)) as client:
        client.get("/livez")
    assert "my-boss" not in said.getvalue()


@pytest.mark.parametrize("shape", [Lines(), JsonLines()])
def test_a_bug_is_logged_with_its_request_and_place(shape: logging.Formatter) -> None:
    with logged(shape) as said, opened() as client:
        client.post("/v1/check", json={"text": "crash secret"}, headers={"X-Request-ID": IDENT})
    [bug] = [line for line in said.getvalue().splitlines() if "RuntimeError" in line]
    assert IDENT in bug
    assert "fakes.py" in bug
    assert "secret" not in said.getvalue()


@pytest.mark.parametrize("shape", [Lines(), JsonLines()])
def test_an_exception_beside_a_message_is_told_by_its_type(shape: logging.Formatter) -> None:
    with logged(shape) as said:
        try:
            raise KeyError("secret")
        except KeyError:
            logging.getLogger("app.test").exception("it failed")
    assert "KeyError" in said.getvalue()
    assert "secret" not in said.getvalue()
    assert len(said.getvalue().splitlines()) == 1


def test_other_peoples_libraries_are_never_heard_below_a_warning() -> None:
    told = config("debug", "json")
    assert told["root"]["level"] == "WARNING"
    assert told["loggers"]["app"]["level"] == "DEBUG"


def test_uvicorns_own_access_log_is_off() -> None:
    with opened():
        assert logging.getLogger("uvicorn.access").disabled

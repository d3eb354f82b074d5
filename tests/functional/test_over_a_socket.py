"""What only a real server shows: answers that come while the body is still under way."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from app.settings import Settings
from app.web import create_app
from tests.web.fakes import FakeChecker
from tests.web.listening import listening

HEAD = b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    app = create_app(Settings(), checker=FakeChecker())  # type: ignore[arg-type]
    with listening(app) as bound:
        yield bound


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def test_a_body_without_a_length_is_cut_off_before_it_ends(port: int) -> None:
    with connect(port) as client:
        client.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        chunk = b"%x\r\n%s\r\n" % (50_000, b" " * 50_000)
        client.sendall(chunk * 6)  # and never the end
        assert client.recv(64).startswith(b"HTTP/1.1 413")


def test_a_body_that_announces_too_much_is_refused_before_it_is_sent(port: int) -> None:
    with connect(port) as client:
        client.sendall(HEAD + b"Content-Length: 999999999\r\n\r\n")
        assert client.recv(64).startswith(b"HTTP/1.1 413")


def test_head_has_no_body(port: int) -> None:
    with connect(port) as client:
        client.sendall(b"HEAD /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n\r\n")


def test_a_whole_answer_comes_over_the_wire(port: int) -> None:
    body = b'{"text": "What a bunch of clowns, Norvane"}'
    with connect(port) as client:
        client.sendall(HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    assert b'"verdict":"warn"' in answer


def test_the_connections_are_those_of_unburnt_serve(port: int) -> None:
    with connect(port) as client:
        client.sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\nX-Long: " + b"x" * 20_000 + b"\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 431")
    assert b"/problems/head-too-large" in answer

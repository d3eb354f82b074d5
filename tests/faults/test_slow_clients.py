"""Clients that are slow, silent, gone or many: each is let go in time, and others are answered."""

from __future__ import annotations

import json
import select
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from tests.faults.serving import (
    FINE,
    HEAD,
    LONG,
    Site,
    post,
    read_all,
    read_one,
    served,
    statuses,
    wait_until,
)

CUT_OFF = 'unburnt_connections_cut_off_total{status="431"}'
MANY = 500
GROWTH = 40.0
"""MiB that 500 connections with half a head of 8 KiB each may cost."""
VERY_MANY, EACH = 10_000, 24.0
"""Connections; and KiB that each may cost, its kept-alive state and half a head included."""
HELD_GROWTH = 30.0
"""MiB that 36 MiB of half-sent batches may cost, of which 12 are let in."""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("slow") / "log"


@pytest.fixture(scope="module")
def impatient(log: Path) -> Iterator[Site]:
    with served(log=log, receive_timeout=2) as site:
        yield site


@pytest.fixture(scope="module")
def patient() -> Iterator[Site]:
    with served(receive_timeout=120, batch_limit=1_048_576) as site:
        yield site


def dribble(client: socket.socket, request: bytes) -> bytes:
    """Send byte by byte until the server says something or hangs up; return what it says."""
    client.settimeout(0.1)
    for number in range(len(request)):
        try:
            client.sendall(request[number : number + 1])
            if not (said := client.recv(65_536)):
                return b""
        except TimeoutError:
            continue
        except (BrokenPipeError, ConnectionResetError):
            return b""
        client.settimeout(30)
        return said + read_all(client)
    raise AssertionError("the server took it all")


def test_a_head_that_comes_byte_by_byte_is_408(impatient: Site) -> None:
    with impatient.connect() as client:
        answer = dribble(client, HEAD + b"X: " + b"a" * 500)
        assert impatient.answers()
    assert statuses(answer) == [408]
    assert b"application/problem+json" in answer
    assert b'"type":"/problems/too-slow"' in answer


def test_a_body_that_comes_byte_by_byte_is_408(impatient: Site) -> None:
    with impatient.connect() as client:
        client.sendall(HEAD + b"Content-Length: 1000\r\n\r\n")
        answer = dribble(client, FINE * 10)
    assert statuses(answer) == [408]
    assert b'"type":"/problems/too-slow"' in answer


def test_refusals_of_connections_are_counted(impatient: Site) -> None:
    before = impatient.metric(CUT_OFF, 0.0)
    with impatient.connect() as client:
        client.sendall(b"GET /" + b"a" * 20_000)
        assert statuses(read_all(client)) == [431]
    assert impatient.metric(CUT_OFF) == before + 1


def test_blank_lines_for_ever_are_no_request(impatient: Site) -> None:
    with impatient.connect() as client:
        assert dribble(client, b"\r\n" * 500) == b""


def test_a_silent_connection_is_closed(impatient: Site) -> None:
    with impatient.connect() as client:
        assert read_all(client) == b""


def test_who_was_refused_and_goes_on_sending_is_cut_off(impatient: Site) -> None:
    with impatient.connect() as client:
        client.sendall(
            b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
            b"Content-Length: 1000\r\n\r\n"
        )
        assert client.recv(65_536).startswith(b"HTTP/1.1 415")
        assert statuses(dribble(client, b"a" * 999)) == []


def test_an_answer_that_nobody_takes_is_thrown_away(impatient: Site) -> None:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    client.connect(("127.0.0.1", impatient.port))
    mine = client.getsockname()[1]
    client.sendall(b"GET /v1/rules HTTP/1.1\r\nHost: a\r\n\r\n" * 15)
    wait_until(lambda: mine in _clients(impatient))
    wait_until(lambda: mine not in _clients(impatient))
    assert impatient.answers()
    client.close()


def test_clients_that_leave_cost_nothing(impatient: Site, log: Path) -> None:
    whole = post(b'{"text": "%s"}' % LONG[:5_000].encode())
    for number in range(40):
        client = impatient.connect()
        client.sendall(whole[: -number * 100 or None])
        # A reset, as when a process is killed or a cable pulled.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    wait_until(lambda: impatient.waiting() == 0 and not _clients(impatient))
    assert impatient.answers()
    said = log.read_text()
    assert "Traceback" not in said
    assert "Disconnect" not in said
    assert "clowns" not in said


def test_hundreds_of_open_connections_are_answered_and_cost_little(patient: Site) -> None:
    assert patient.answers()
    before = patient.resident()
    request = b"GET /livez HTTP/1.1\r\nHost: a\r\nX-Filler: " + b"a" * 8_000 + b"\r\n\r\n"
    with ExitStack() as stack:
        clients = [stack.enter_context(patient.connect()) for _ in range(MANY)]
        for client in clients:
            client.sendall(request)
            assert statuses(read_one(client)) == [200]
            client.sendall(request[:-1])  # kept alive, and in the middle of its next request
        assert len(_clients(patient)) >= MANY
        assert patient.answers()
        assert patient.resident() - before < GROWTH
        for client in clients:
            client.sendall(request[-1:])
            assert statuses(read_one(client)) == [200]
    wait_until(lambda: not _clients(patient))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of open files to raise")
def test_ten_thousand_connections_kept_alive_are_answered_within_bounded_memory(
    patient: Site, many_files: None
) -> None:
    assert patient.answers()
    before = patient.resident()
    asked, more = b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /livez HTTP/1.1\r\n"
    with ExitStack() as stack:
        clients = [stack.enter_context(patient.connect()) for _ in range(VERY_MANY)]
        for client in clients:
            client.sendall(asked)
            assert statuses(read_one(client)) == [200]
            client.sendall(more)  # the next request has begun, so that none is idle
        assert len(_clients(patient)) >= VERY_MANY
        assert patient.answers()
        assert patient.resident() - before < VERY_MANY * EACH / 1_024
        for client in clients:
            client.sendall(asked[len(more) :])
            assert statuses(read_one(client)) == [200]
    wait_until(lambda: not _clients(patient))
    assert patient.answers()


@pytest.fixture
def many_files() -> Iterator[None]:
    """Let this process have a file more for each connection, where its owner allows it."""
    import resource  # noqa: PLC0415

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] < VERY_MANY + 1_000:
        pytest.skip(f"this machine allows {before[1]} open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_half_sent_batches_do_not_fill_the_memory(patient: Site) -> None:
    assert patient.answers()
    before = patient.resident()
    half = b'{"drafts": [' + b" " * 900_000
    head = HEAD.replace(b"/check", b"/batch") + b"Content-Length: 1000000\r\n\r\n"
    with ExitStack() as stack:
        clients = [stack.enter_context(patient.connect()) for _ in range(40)]
        for client in clients:
            client.sendall(head + half)
        refused: dict[socket.socket, bytes] = {}
        wait_until(lambda: len(_collect(refused, clients)) >= 20)
        assert all(statuses(answer) == [503] for answer in refused.values())
        assert all(b"retry-after: 1\r\n" in answer for answer in refused.values())
        assert patient.answers()  # a draft of usual size has its place
        assert patient.resident() - before < HELD_GROWTH
    wait_until(lambda: not _clients(patient))
    drafts = {"drafts": [{"text": "A fine day." + " " * 15_000, "rewrite": []}] * 40}
    assert patient.ask("POST", "/v1/batch", json.dumps(drafts).encode()).status == 200


def _clients(site: Site) -> set[int]:
    """Return the ports of clients that the service is connected with."""
    links = psutil.Process(site.process.pid).net_connections("tcp")
    return {link.raddr.port for link in links if link.raddr and link.status == "ESTABLISHED"}


def _collect(
    into: dict[socket.socket, bytes], clients: list[socket.socket]
) -> dict[socket.socket, bytes]:
    """Add what has come by now to what each client was told; return it."""
    ready, _, _ = select.select(clients, [], [], 0.1)
    for client in ready:
        into[client] = into.get(client, b"") + client.recv(65_536)
    return into

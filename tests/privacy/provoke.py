"""One server, every canary: from before it is ready until it crashes on its way out."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.privacy import outcomes
from tests.privacy.canary import END, sentence, word
from tests.privacy.cases import BATCH_LIMIT, BODY_LIMIT, JSON, Case, Cases, Route, known_path
from tests.privacy.server import LIMIT, Server, faulty_server
from tests.privacy.wire import Answer, exchange, leave, request

TIMEOUT, RECEIVE = 10, 5
"""Seconds."""
QUEUE = 6
SETTINGS: dict[str, object] = {
    "log_level": "debug",
    "log_format": "json",
    "log_addresses": True,
    "tracing": True,
    "timeout": TIMEOUT,
    "receive_timeout": RECEIVE,
    "queue": QUEUE,
    "body_limit": BODY_LIMIT,
    "batch_limit": BATCH_LIMIT,
    "llm_url": "http://127.0.0.1:9/v1",  # nobody is there
    "llm_model": "none",
    "llm_retries": 0,
}
NO_HTTP = (
    b"%s / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"%s\r\n\r\n",
    b"GET / HTTP/1.1\r\n%s\r\n\r\n",
    b"GET /%s HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-A: %s\r\n\r\n",
    b"POST /v1/check HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n\r\n",
)
"""What is no HTTP, or no longer is after the first line."""


@dataclass
class Run:
    """What was sent to a server, what came back, what others got later, and what it left."""

    folder: Path
    began: float = field(default_factory=time.time)
    cases: Cases = field(default_factory=Cases)
    answers: dict[int, Answer] = field(default_factory=dict)
    later: list[Answer] = field(default_factory=list)
    out: bytes = b""
    err: bytes = b""
    written: int = -1
    code: int = 0

    def send(self, server: Server, *cases: Case) -> None:
        """Send one after the other."""
        for case in cases:
            self.answers[case.number] = exchange(server.port, case.sent)

    def send_at_once(self, server: Server, cases: Iterable[Case]) -> None:
        with ThreadPoolExecutor(32) as pool:
            list(pool.map(lambda case: self.send(server, case), list(cases)))

    @property
    def drafts(self) -> list[Route]:
        return [route for route in self.cases.routes if outcomes.reads_drafts(route)]


def provoke(folder: Path) -> Run:
    """Return the run; everything is over when it comes back."""
    run = Run(folder)
    _start_once(folder / "first")
    with faulty_server(folder, **SETTINGS) as server:
        _before_it_is_ready(run, server)
        server.open_gate()
        run.cases.read(document(server))
        for route in run.cases.routes:
            run.send(server, *outcomes.usual(run.cases, route, server.new_key))
        run.send_at_once(
            server, [outcomes.slow(run.cases, route, server.new_key) for route in run.drafts]
        )
        _while_it_is_stuck(run, server)
        _too_often(run, server)
        _gone(run, server)
        run.later = plain(run.cases, server)
        run.written = server.written()
        _last_words(run, server)
        run.code = server.end()
    run.out, run.err = bytes(server.out), bytes(server.err)
    return run


def _start_once(folder: Path) -> None:
    """Let a server read all that one reads, and answer each route, before it counts what it writes.

    A file system notes when a file of a fresh checkout is first read: 4,096 bytes, no word in them.
    """
    folder.mkdir()
    cases = Cases()
    with faulty_server(folder, **SETTINGS) as server:
        server.open_gate()
        cases.read(document(server))
        plain(cases, server)


def document(server: Server) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(server.get("/openapi.json").body)
    return document


def _before_it_is_ready(run: Run, server: Server) -> None:
    run.cases.read(document(server))
    run.send_at_once(
        server,
        [outcomes.starting(run.cases, route, server.new_key) for route in run.cases.routes],
    )


def _while_it_is_stuck(run: Run, server: Server) -> None:
    """Fill the queue with drafts that do not end, ask on, and let them end in an error."""
    late = [outcomes.late(run.cases, route, server.new_key) for route in run.drafts]
    assert len(late) == QUEUE, "as many as there is room for: set QUEUE"
    with ThreadPoolExecutor(len(late)) as pool:
        waiting = pool.map(lambda case: run.send(server, case), late)
        full = f"unburnt_drafts_waiting {QUEUE}.0".encode()
        server.wait_until(lambda: full in server.get("/metrics").body)
        run.send(server, *(outcomes.busy(run.cases, route, server.new_key) for route in run.drafts))
        list(waiting)
    server.release()
    server.wait_until(lambda: b"unburnt_drafts_waiting 0.0" in server.get("/metrics").body)


def _too_often(run: Run, server: Server) -> None:
    for route in filter(outcomes.is_limited, run.cases.routes):
        key = server.new_key()
        for _ in range(LIMIT):
            exchange(server.port, request("GET", "/v2/languages", {"X-API-Key": key}))
        run.send(server, outcomes.too_many(run.cases, route, key))


def _gone(run: Run, server: Server) -> None:
    for route in run.cases.routes:
        for case in outcomes.leaving(run.cases, route, server.new_key):
            run.answers[case.number] = leave(server.port, case.sent)
    for number, broken in enumerate(NO_HTTP, 9_000):
        for words in (word(number), sentence(number)):
            exchange(server.port, broken % words.encode())


def plain(cases: Cases, server: Server) -> list[Answer]:
    """Return what clients get who send no canary, on every route."""
    harmless = json.dumps({"text": "A calm day at Norvane, thank you."}).encode()
    answers = []
    for route in cases.routes:
        body = b"text=A+calm+day.&language=auto" if route.kind else b""
        if route.kind == JSON:
            body = b'{"drafts": [%s]}' % harmless if route.holds_items else harmless
        headers = {"X-API-Key": server.new_key()} | ({"Content-Type": route.kind} if body else {})
        sent = request(route.method, known_path(route), headers, body)
        answers.append(exchange(server.port, sent))
    return answers


def _last_words(run: Run, server: Server) -> None:
    check = next(route for route in run.cases.routes if route.name == "POST /v1/check")
    run.send(server, run.cases.case(check, "end", 200, key=server.new_key(), extra=END))

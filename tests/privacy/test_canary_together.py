"""Canaries to a service of several workers that counts in Redis and sends its traces away.

What one process leaves behind is in `test_canary`; here is what several share, and tell others.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field

import psutil
import pytest

from app.cli.counts import IN_MEMORY
from tests.privacy import outcomes
from tests.privacy.canary import found, found_below
from tests.privacy.collector import collecting, held_by, overheard_redis
from tests.privacy.provoke import SETTINGS, Run, document, plain
from tests.privacy.server import Server, faulty_server

pytestmark = pytest.mark.slow


@dataclass
class Together(Run):
    counts: dict[str, bytes] = field(default_factory=dict)
    redis: list[bytes] = field(default_factory=list)
    traces: list[bytes] = field(default_factory=list)
    left: dict[str, set[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Together:
    folder = tmp_path_factory.mktemp("together")
    run = Together(folder / "service")
    run.folder.mkdir()
    (run.folder / "gate").touch()  # what is loaded before workers are forked waits for nothing
    counts = folder / "counts"
    counts.mkdir()
    with ExitStack() as stack:
        collector = stack.enter_context(collecting())
        address, heard = stack.enter_context(overheard_redis(folder))
        others = {
            "OTEL_TRACES_EXPORTER": "otlp",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
            "OTEL_BSP_SCHEDULE_DELAY": "100",
            "PROMETHEUS_MULTIPROC_DIR": str(counts),
        }
        shared = SETTINGS | {"workers": 2, "rate_storage": address}
        server = stack.enter_context(faulty_server(run.folder, others, **shared))
        server.open_gate()
        _ask_everything(run, server)
        _kill_a_worker(run, server)
        run.later = plain(run.cases, server)
        run.counts = {each.name: each.read_bytes() for each in counts.iterdir()}
        run.redis = [*held_by(address), heard.read_bytes()]
        run.left = found_below(run.folder, IN_MEMORY, since=run.began)
        run.code = server.end()
        run.traces = collector.told
    run.out, run.err = bytes(server.out), bytes(server.err)
    return run


def _ask_everything(run: Together, server: Server) -> None:
    run.cases.read(document(server))
    for route in run.cases.routes:
        run.send(server, *outcomes.usual(run.cases, route, server.new_key))
        for case in outcomes.leaving(run.cases, route, server.new_key):
            run.send(server, case)


def _kill_a_worker(run: Together, server: Server) -> None:
    """Kill a worker with SIGKILL while it reads canaries."""
    check = next(route for route in run.cases.routes if route.name == "POST /v1/check")
    run.send_at_once(server, [outcomes.late(run.cases, check, server.new_key) for _ in range(2)])
    for worker in _workers(server)[:1]:
        worker.kill()
    server.release()
    server.wait_until(lambda: len(_workers(server)) == 2)


def _workers(server: Server) -> list[psutil.Process]:
    children = psutil.Process(server.process.pid).children()
    return [each for each in children if each.status() != psutil.STATUS_ZOMBIE]


def test_the_service_did_answer(run: Together) -> None:
    assert [answer.status for answer in run.later] == [200] * len(run.cases.routes)
    assert {answer.status for answer in run.answers.values()} >= {200, 401, 404, 405, 413, 500, 503}
    assert run.code == 0


def test_what_workers_count_together_has_no_words(run: Together) -> None:
    assert b"/v1/check" in b"".join(run.counts.values()), "requests were counted"
    assert {path: words for path, data in run.counts.items() if (words := found(data))} == {}


def test_redis_is_told_no_words(run: Together) -> None:
    assert b"key:client-1" in b"".join(run.redis), "requests were counted by the name of their key"
    assert set().union(*map(found, run.redis)) == set()


def test_traces_that_leave_have_no_words(run: Together) -> None:
    assert b"rewriting" in b"".join(run.traces), "stages were traced"
    assert set().union(*map(found, run.traces)) == set()


def test_nothing_else_is_left(run: Together) -> None:
    assert run.left == {}
    assert found(run.out) | found(run.err) == set()
    assert found(b"".join(answer.head + answer.body for answer in run.later)) == set()

"""Drafts that nobody waits for any more: the work on them ends, and others have their turn."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import psutil
import pytest
from starlette.testclient import TestClient

from app.checker import Checker
from app.errors import Abandoned
from app.results import Options, Style
from app.settings import Settings
from app.web import create_app
from tests.faults.serving import LONG, Site, served, wait_until
from tests.web.fakes import FakeChecker

RANT = "Norvane kept me waiting for six weeks. What a bunch of clowns, avoid them at all costs!!!"
CLIENTS = 20
GONE = 'unburnt_requests_total{{route="{}",status="499"}}'
BATCH = json.dumps({"drafts": [{"text": LONG}] * 60}).encode()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served(threads=1, queue=200, timeout=600, batch_timeout=600) as serving:
        yield serving


def after(stages: int) -> Callable[[], bool]:
    """Return who gives up at that stage."""
    entered = iter(range(1_000))
    return lambda: next(entered) >= stages


def test_a_draft_that_is_given_up_is_not_read(checker: Checker) -> None:
    with pytest.raises(Abandoned):
        checker.unless(lambda: True).check(RANT)


@pytest.mark.parametrize("stages", [1, 3, 5, 8])
def test_the_work_ends_at_the_next_stage_also_amid_rewrites(checker: Checker, stages: int) -> None:
    with pytest.raises(Abandoned):
        checker.unless(after(stages)).rewrite(RANT, Options(), tuple(Style), 3)


def test_who_waits_gets_the_same_report_as_ever(checker: Checker) -> None:
    assert checker.unless(lambda: False).check(RANT) == checker.check(RANT)


def test_a_draft_whose_time_is_over_is_given_up() -> None:
    fake = FakeChecker()
    app = create_app(Settings(timeout=0.05), checker=fake)  # type: ignore[arg-type]
    with TestClient(app) as client:
        assert client.post("/v1/check", json={"text": "a slow one"}).status_code == 503
        fake.hold.set()
        wait_until(lambda: fake.stopped == ["a slow one"])


@pytest.mark.parametrize("path", ["/v1/check", "/v1/rewrite", "/v1/afterwards", "/v1/batch"])
def test_a_client_that_leaves_takes_its_draft_along(site: Site, path: str) -> None:
    body = BATCH if path == "/v1/batch" else json.dumps({"text": LONG}).encode()
    leave(site, path, "application/json", body)


@pytest.mark.parametrize("path", ["/", "/v2/check"])
def test_a_form_too_goes_with_its_client(site: Site, path: str) -> None:
    leave(site, path, "application/x-www-form-urlencoded", b"text=" + LONG.encode())


def leave(site: Site, path: str, kind: str, body: bytes) -> None:
    """Send requests, go before they are answered, and see that the work on them ends."""
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    before, spent = site.metric(GONE.format(path), 0.0), processor_time(site)
    clients = [site.connect() for _ in range(CLIENTS)]
    for client in clients:
        client.sendall(request)
    wait_until(lambda: site.waiting() > 0)
    for client in clients:
        client.close()
    wait_until(lambda: site.waiting() == 0)
    left, spent_on_them = site.metric(GONE.format(path), 0.0) - before, processor_time(site) - spent
    assert left >= CLIENTS - 3  # those that were read already have their answer on the way
    spent = processor_time(site)
    assert site.ask("POST", "/v1/check", json.dumps({"text": LONG}).encode()).status == 200
    assert spent_on_them < CLIENTS / 2 * (processor_time(site) - spent)


def processor_time(site: Site) -> float:
    spent = psutil.Process(site.process.pid).cpu_times()
    return float(spent.user + spent.system)

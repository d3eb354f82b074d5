"""More work than there is time for: 503 with Retry-After, at once, and then all is well again."""

from __future__ import annotations

import json
import resource
import socket
from concurrent.futures import ThreadPoolExecutor

import psutil

from tests.faults.serving import FINE, LONG, Answer, Site, served, wait_until

DRAFT = json.dumps({"text": LONG}).encode()


def check(site: Site, body: bytes = DRAFT) -> Answer:
    return site.ask("POST", "/v1/check", body)


def test_a_full_queue_is_503_with_retry_after_and_empties_again() -> None:
    with served(threads=1, queue=2, timeout=200) as site:
        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda _: check(site), range(12)))
            assert site.ask("GET", "/livez").status == 200
        refused = [answer for answer in answers if answer.status != 200]
        assert 1 <= len(refused) <= 10  # two have their places in any case
        for answer in refused:
            assert answer.status == 503
            assert answer.json()["type"] == "/problems/busy"
            assert int(answer.headers["Retry-After"]) >= 1
            assert b"clowns" not in answer.body
        wait_until(lambda: site.waiting() == 0)
        assert site.answers()
        assert check(site).status == 200


def test_a_draft_that_takes_too_long_is_503_and_holds_nobody_else_up() -> None:
    with served(threads=2, timeout=0.02) as site:
        answer = check(site)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
        wait_until(lambda: site.waiting() == 0)  # it ends in its thread, and counts until then
        wait_until(lambda: check(site, FINE).status == 200)


def test_the_service_takes_as_many_connections_as_the_machine_allows() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
    try:
        with served() as site:
            assert resource.prlimit(site.process.pid, resource.RLIMIT_NOFILE)[0] == before[1]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_without_file_descriptors_nobody_new_is_served_until_there_are_some_again() -> None:
    with served(receive_timeout=600) as site:
        served_by = psutil.Process(site.process.pid)
        most = served_by.num_fds() + 20
        resource.prlimit(site.process.pid, resource.RLIMIT_NOFILE, (most, most))
        clients = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(60)]
        wait_until(lambda: served_by.num_fds() >= most - 2)
        for client in clients:
            client.close()
        wait_until(lambda: served_by.num_fds() < most - 2)
        wait_until(lambda: check(site, FINE).status == 200)

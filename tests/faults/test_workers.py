"""Workers that die, and services that are told to stop: what was accepted is answered.

What is promised when a worker is killed: its open connections break, whatever they carried; every
other request is answered, also those that come while the replacement starts.
"""

from __future__ import annotations

import http.client
import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from app.cli.counts import IN_MEMORY
from app.resources import bundled
from tests.faults.serving import (
    FINE,
    HEAD,
    JSON,
    LONG,
    START,
    STOP,
    Site,
    read_all,
    read_one,
    served,
    statuses,
    wait_until,
)

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are not forked")
CLEAR = 'unburnt_verdicts_total{verdict="clear"}'
CLIENTS, EACH = 8, 12
DRAFT = json.dumps({"text": LONG[:6_000], "rewrite": []}).encode()


class Load:
    """Clients that ask one request after the other, each on a connection of its own."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.answered: list[int] = []
        self.broken: set[int] = set()
        self._lock = threading.Lock()

    def ask(self, _: int) -> None:
        asking = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=START)
        port = -1
        try:
            asking.connect()
            port = asking.sock.getsockname()[1]
            asking.request("POST", "/v1/check", DRAFT, JSON)
            answer = asking.getresponse()
            answer.read()
            with self._lock:
                self.answered.append(answer.status)
        except (OSError, http.client.HTTPException):
            with self._lock:
                self.broken.add(port)
        finally:
            asking.close()


def held_by(worker: psutil.Process) -> set[int]:
    """Return the client ports of the connections that this process has accepted."""
    return {link.raddr.port for link in worker.net_connections("tcp") if link.raddr}


def kill_with_work_in_hand(worker: psutil.Process) -> set[int]:
    """SIGKILL a worker while it holds connections; return their client ports."""
    for _ in range(2_000):
        worker.suspend()
        if held := held_by(worker):
            worker.send_signal(signal.SIGKILL)
            return held
        worker.resume()
        time.sleep(0.005)
    raise AssertionError("the worker never had anything to do")


@pytest.mark.slow
def test_a_killed_worker_costs_only_what_it_held_and_is_replaced() -> None:
    with served(workers=2) as site:
        wait_until(lambda: len(site.workers()) == 2)
        victim, survivor = site.workers()
        load = Load(site)
        with ThreadPoolExecutor(CLIENTS) as pool:
            asked = [pool.submit(load.ask, number) for number in range(CLIENTS * EACH)]
            held = kill_with_work_in_hand(victim)
            for each in asked:
                each.result()
        assert load.broken <= held
        assert load.answered == [200] * (CLIENTS * EACH - len(load.broken))
        wait_until(lambda: len(site.workers()) == 2)
        assert survivor in site.workers()
        assert victim not in site.workers()
        assert site.answers()


@pytest.mark.slow
def test_when_all_workers_die_a_new_request_waits_for_the_next_one() -> None:
    with served(workers=2) as site:
        wait_until(lambda: len(site.workers()) == 2)
        for worker in site.workers():
            worker.send_signal(signal.SIGKILL)
            worker.wait(STOP)
        load = Load(site)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(load.ask, range(4)))
        assert load.answered == [200] * 4


@pytest.mark.slow
@LINUX
def test_workers_share_what_was_loaded_also_after_one_is_replaced() -> None:
    with served(workers=2, model="auto") as site:
        supervisor = psutil.Process(site.process.pid)
        wait_until(lambda: len(site.workers()) == 2)
        for _ in range(2):
            assert site.resident() * 2**20 < 1.7 * supervisor.memory_info().rss  # alone: about 3
            assert supervisor.num_threads() == 1  # a lock held by another would stay held
            victim = site.workers()[0]
            victim.kill()
            wait_until(lambda gone=victim: gone not in site.workers() and len(site.workers()) == 2)
            assert site.answers()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
def test_a_restart_replaces_every_worker_and_reads_all_rules_anew(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(bundled("rules"), tmp_path / "rules"))
    with served(workers=2, rules=rules) as site:
        assert verdict(site, "What a bunch of zlowns at Norvane.") == "clear"
        wait_until(lambda: len(site.workers()) == 2)
        before = set(site.workers())
        load = Load(site)
        masked = rules / "text" / "masked.yaml"
        told = masked.read_text("utf-8").replace("spellings:\n", "spellings:\n  zlowns: clowns\n")
        masked.write_text(told, "utf-8")
        site.process.send_signal(signal.SIGHUP)
        while before & set(site.workers()):
            load.ask(0)
        assert set(load.answered) == {200}
        assert not load.broken
        wait_until(lambda: len(site.workers()) == 2)
        assert verdict(site, "What a bunch of zlowns at Norvane.") == "warn"
        assert site.stop() == 0


@pytest.mark.slow
@LINUX
def test_connections_are_spread_among_the_workers() -> None:
    with served(workers=2) as site, ExitStack() as stack:
        wait_until(lambda: len(site.workers()) == 2)
        clients = [stack.enter_context(site.connect()) for _ in range(64)]
        for client in clients:
            client.sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
            assert statuses(read_one(client)) == [200]
        mine = {client.getsockname()[1] for client in clients}
        for worker in site.workers():
            links = worker.net_connections("tcp")
            # By chance a worker gets fewer than 8 of 64 once in a hundred thousand million times.
            assert sum(1 for link in links if link.raddr and link.raddr.port in mine) >= 8


@pytest.mark.slow
@LINUX
def test_workers_can_be_added_and_taken_away_and_nobody_waits_in_vain() -> None:
    with served(workers=2) as site:
        for sign, count in ((signal.SIGTTOU, 1), (signal.SIGTTIN, 2), (signal.SIGTTIN, 3)):
            site.process.send_signal(sign)
            load = Load(site)
            while len(site.workers()) != count:
                load.ask(0)
            assert set(load.answered) <= {200}
            assert not load.broken
            assert all(site.answers() for _ in range(20))
        site.process.send_signal(signal.SIGTTOU)
        site.process.send_signal(signal.SIGHUP)
        before = set(site.workers())
        wait_until(lambda: len(site.workers()) == 2 and not before & set(site.workers()))
        assert all(site.answers() for _ in range(20))
        assert site.stop() == 0


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_second_service_at_the_same_port_is_refused(workers: str) -> None:
    with served(workers=2) as site:
        command = [sys.executable, "-m", "app", "serve", "--workers", workers]
        command += ["--port", str(site.port)]
        second = subprocess.run(command, check=False, capture_output=True, timeout=STOP)
        assert second.returncode != 0
        assert b"in use" in second.stderr
        assert site.answers()


@pytest.mark.slow
def test_metrics_tell_of_all_workers_whichever_answers_also_after_one_died() -> None:
    with served(workers=2) as site:
        wait_until(lambda: len(site.workers()) == 2)
        folders = set(counting())
        for _ in range(10):
            assert site.answers()
        assert {site.metric(CLEAR) for _ in range(8)} == {10.0}
        victim = site.workers()[0]
        victim.kill()
        wait_until(lambda: victim not in site.workers() and len(site.workers()) == 2)
        assert site.answers()
        assert {site.metric(CLEAR) for _ in range(8)} == {11.0}
        assert {site.waiting() for _ in range(4)} == {0.0}
        assert site.stop() == 0
        assert len(folders - set(counting())) == 1  # the numbers end with the service


def counting() -> list[Path]:
    return [*IN_MEMORY.glob("unburnt-counts-*")]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the kernel cannot be asked to")
def test_workers_end_with_a_supervisor_that_is_killed() -> None:
    with served(workers=2) as site:
        wait_until(lambda: len(site.workers()) == 2)
        workers = site.workers()
        site.process.kill()
        site.process.wait(STOP)
        wait_until(lambda: not any(map(running, workers)))
        left = set(counting())
    with served(workers=2) as site:  # and who starts next clears away what was left
        assert len(left & set(counting())) < len(left)
        assert site.stop() == 0


def running(worker: psutil.Process) -> bool:
    return worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE


def verdict(site: Site, text: str) -> object:
    body = json.dumps({"text": text, "rewrite": []}).encode()
    return site.ask("POST", "/v1/check", body).json()["verdict"]


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_accepted_is_answered_after_sigterm(workers: int) -> None:
    with served(workers, receive_timeout=60) as site, ExitStack() as stack:
        clients = [stack.enter_context(site.connect()) for _ in range(6)]
        for client in clients:
            client.sendall(HEAD + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(FINE))
            assert client.recv(64).startswith(b"HTTP/1.1 100")  # it is being read
        for client in clients[:3]:
            client.sendall(FINE)
        site.process.send_signal(signal.SIGTERM)
        wait_until(lambda: refuses(site))
        for client in clients[3:]:
            client.sendall(FINE)
        answers = [read_all(client) for client in clients]
        assert [statuses(answer) for answer in answers] == [[200]] * 6
        assert all(b'"verdict":"clear"' in answer for answer in answers)
        assert site.process.wait(STOP) in (0, -signal.SIGTERM)


def test_a_client_that_never_finishes_does_not_keep_the_service_from_ending(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(log=log, receive_timeout=1) as site, site.connect() as client:
        client.sendall(HEAD + b"Expect: 100-continue\r\nContent-Length: 100\r\n\r\n")
        assert client.recv(64).startswith(b"HTTP/1.1 100")
        site.process.send_signal(signal.SIGTERM)
        assert statuses(read_all(client)) == [408]
        assert site.process.wait(STOP) == -signal.SIGTERM
    assert "Traceback" not in log.read_text()


def refuses(site: Site) -> bool:
    try:
        site.connect().close()
    except ConnectionRefusedError:
        return True
    return False

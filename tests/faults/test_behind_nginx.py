"""deploy/nginx.conf before two real services that count together in a real Redis."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.faults.serving import LONG
from tests.web.listening import free_port
from tests.web.redis_server import redis_server

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CANARY = "kumquat-flavoured clowns at Norvane"
REQUESTS, CLIENTS = 160, 8
PROBLEM = "application/problem+json"


@dataclass
class Site:
    url: str
    replicas: list[subprocess.Popen[bytes]]
    folder: Path

    def check(self, text: str, **headers: str) -> httpx.Response:
        body = {"text": text, "rewrite": []}
        return httpx.post(f"{self.url}/v1/check", json=body, headers=headers, timeout=60)

    def hold_words(self) -> list[Path]:
        """Return the files beside the configuration that hold a word of the canary."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        told = {path: path.read_text("utf-8", errors="replace") for path in files}
        return [path for path, text in told.items() if "kumquat" in text]


def wait_for(url: str) -> None:
    for _ in range(3_000):
        try:
            if httpx.get(url, timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")


def configured(folder: Path, port: int, replicas: list[int]) -> Path:
    """Return the shipped configuration with this machine's ports and folder in it."""
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    servers = "".join(f"server 127.0.0.1:{r} max_fails=1 fail_timeout=2s;" for r in replicas)
    text, swapped = re.subn(r"server unburnt:8000[^;]*;", servers, text)
    assert swapped == 1
    text = text.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    text = text.replace("/tmp/", f"{folder}/")  # noqa: S108
    text = text.replace("/dev/stdout", f"{folder}/access.log")
    text = text.replace("error_log stderr", f"error_log {folder}/error.log")
    path = folder / "nginx.conf"
    path.write_text(f"daemon off;\nmaster_process on;\n{text}", "utf-8")
    return path


def replica(port: int, settings: dict[str, object]) -> subprocess.Popen[bytes]:
    chosen = {"model": "", "trusted_proxies": "*"} | settings
    variables = {f"UNBURNT_{name.upper()}": str(value) for name, value in chosen.items()}
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | variables, stderr=subprocess.DEVNULL
    )


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Start nginx and two services with the settings that are given."""
    if NGINX is None:
        pytest.skip("no nginx on this machine")
    with ExitStack() as stack:

        def start(**settings: object) -> Site:
            ports, port = [free_port(), free_port()], free_port()
            replicas = [replica(each, settings) for each in ports]
            for each in replicas:
                stack.callback(each.wait, 20)
                stack.callback(each.kill)
            command = [NGINX, "-p", str(tmp_path), "-c", str(configured(tmp_path, port, ports))]
            command += ["-e", f"{tmp_path}/start.log"]
            front = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            stack.callback(front.wait, 20)
            stack.callback(front.terminate)
            for each in (*ports, port):
                wait_for(f"http://127.0.0.1:{each}/readyz")
            return Site(f"http://127.0.0.1:{port}", replicas, tmp_path)

        yield start


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    with redis_server(tmp_path) as address:
        yield address


@pytest.mark.slow
def test_a_replica_that_is_killed_under_load_costs_no_answer(
    started: Callable[..., Site], redis: str
) -> None:
    site = started(rate_limit="100000/minute", rate_storage=redis)
    draft = f"{CANARY} {LONG[:6_000]}"

    def ask(number: int) -> int:
        if number == REQUESTS // 3:
            os.kill(site.replicas[0].pid, signal.SIGKILL)
        return site.check(draft).status_code

    with ThreadPoolExecutor(CLIENTS) as pool:
        codes = list(pool.map(ask, range(REQUESTS)))
    assert site.replicas[0].wait(20) == -signal.SIGKILL
    assert codes == [200] * REQUESTS
    log = (site.folder / "access.log").read_text("utf-8")
    assert "POST /v1/check 200 200 " in log
    assert "POST /v1/check 200 502, 200 " in log  # the dead one had begun with it
    assert site.hold_words() == []


@pytest.mark.slow
def test_more_work_than_there_is_time_for_is_a_problem_to_come_back_with(
    started: Callable[..., Site],
) -> None:
    site = started(threads=1, queue=1)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: site.check(LONG), range(48)))
    codes = Counter(answer.status_code for answer in answers)
    assert set(codes) == {200, 503}
    for answer in answers:
        if answer.status_code == 503:
            assert answer.headers["content-type"] == PROBLEM
            assert answer.json()["type"] == "/problems/busy"
            assert int(answer.headers["retry-after"]) >= 1
    assert site.check("A fine day at Norvane.").status_code == 200  # nobody was held for dead


@pytest.mark.slow
def test_what_nginx_itself_answers_has_the_shape_of_the_service_and_logs_no_word(
    started: Callable[..., Site],
) -> None:
    site = started()
    large = site.check(CANARY * 40_000)
    assert (large.status_code, large.json()["type"]) == (413, "/problems/body-too-large")
    inside = httpx.get(f"{site.url}/metrics", timeout=60)
    assert (inside.status_code, inside.headers["content-type"]) == (404, PROBLEM)
    for each in site.replicas:
        each.kill()
        each.wait(20)
    gone = httpx.get(f"{site.url}/v1/rules/kumquat?text=kumquat", timeout=60)
    assert (gone.status_code, gone.json()["type"]) == (503, "/problems/busy")
    assert int(gone.headers["retry-after"]) >= 1
    assert site.check(CANARY).headers["content-type"] == PROBLEM
    assert site.hold_words() == []


@pytest.mark.slow
def test_who_a_client_says_it_is_does_not_count(started: Callable[..., Site], redis: str) -> None:
    site = started(rate_limit="4/minute", rate_storage=redis)
    answers = [
        site.check("A fine day at Norvane.", **{"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(7)
    ]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 3

"""deploy/nginx.conf before two real processes: one is killed under load, and nobody notices."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.web.listening import free_port

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CANARY = "kumquat-flavoured clowns at Norvane"
REQUESTS, CLIENTS = 240, 8


@dataclass
class Site:
    url: str
    replicas: list[subprocess.Popen[bytes]]
    folder: Path


def wait_for(url: str) -> None:
    for _ in range(600):
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
    path = folder / "nginx.conf"
    path.write_text(f"daemon off;\nmaster_process on;\n{text}", "utf-8")
    return path


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    if NGINX is None:
        pytest.skip("no nginx on this machine")
    ports, port = [free_port(), free_port()], free_port()
    with ExitStack() as stack:
        replicas = [
            subprocess.Popen([sys.executable, "-m", "tests.web.serve", str(p)], cwd=ROOT)
            for p in ports
        ]
        for replica in replicas:
            stack.callback(replica.wait, 20)
            stack.callback(replica.kill)
        command = [NGINX, "-p", str(tmp_path), "-c", str(configured(tmp_path, port, ports))]
        command += ["-e", f"{tmp_path}/error.log"]
        front = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        stack.callback(front.wait, 20)
        stack.callback(front.terminate)
        for each in (*ports, port):
            wait_for(f"http://127.0.0.1:{each}/readyz")
        yield Site(f"http://127.0.0.1:{port}", replicas, tmp_path)


@pytest.mark.slow
def test_a_replica_that_is_killed_under_load_costs_no_answer(site: Site) -> None:
    body = {"text": CANARY + " " + "and so on. " * 1500}

    def ask(number: int) -> int:
        if number == REQUESTS // 3:
            os.kill(site.replicas[0].pid, signal.SIGKILL)
        return httpx.post(f"{site.url}/v1/check", json=body, timeout=30).status_code

    with ThreadPoolExecutor(CLIENTS) as pool:
        codes = list(pool.map(ask, range(REQUESTS)))
    assert site.replicas[0].wait(10) == -signal.SIGKILL
    assert codes == [200] * REQUESTS
    for path in site.folder.rglob("*"):
        if path.is_file() and path.name != "nginx.conf":
            assert "kumquat" not in path.read_text("utf-8", errors="replace"), path
    assert "POST /v1/check 200" in (site.folder / "access.log").read_text("utf-8")

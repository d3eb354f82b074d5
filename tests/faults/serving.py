"""`unburnt serve` as its owner runs it: real processes on a free port, rules alone, ended by id."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.web.listening import free_port

ROOT = Path(__file__).resolve().parents[2]
START, STOP = 900.0, 120.0
"""Seconds, generous: the machine may be busy with other things."""
HEAD = b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
_WHOLE = re.compile(rb"(?s).*?\r\ncontent-length: (\d+)\r\n.*?\r\n\r\n", re.I)
FINE = b'{"text": "A fine day at Norvane.", "rewrite": []}'
LONG = "They never paid me at Norvane, what a bunch of clowns, and so on and on. " * 270
"""A draft of nearly the longest length; it takes a few tenths of a second."""


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Site:
    port: int
    process: subprocess.Popen[bytes]

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=STOP)

    def asks(self, request: bytes) -> bytes:
        """Send bytes as they are; return all that comes back until the server hangs up."""
        with self.connect() as client:
            client.sendall(request)
            return read_all(client)

    def answers(self) -> bool:
        """Say whether another client, who does everything right, gets an answer."""
        answer = self.ask("POST", "/v1/check", FINE)
        return answer.status == 200 and answer.json()["verdict"] == "clear"

    def ask(self, method: str, path: str, body: bytes | None = None) -> Answer:
        """Send one request on a connection of its own; raises OSError or HTTPException."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START)
        try:
            asking.request(method, path, body, JSON if body is not None else {})
            told = asking.getresponse()
            return Answer(told.status, told.headers, told.read())
        finally:
            asking.close()

    def workers(self) -> list[psutil.Process]:
        """Return the processes that answer; Python's resource tracker is none of them."""
        return [child for child in psutil.Process(self.process.pid).children() if _works(child)]

    def metric(self, name: str, otherwise: float | None = None) -> float:
        """Return a number of /metrics, by name and labels; `otherwise` where it is not there."""
        lines = self.ask("GET", "/metrics").body.decode().splitlines()
        found = [float(line.split()[-1]) for line in lines if line.startswith(f"{name} ")]
        if not found and otherwise is not None:
            return otherwise
        return found[0]

    def waiting(self) -> float:
        """Return how many drafts are read or wait."""
        return self.metric("unburnt_drafts_waiting")

    def resident(self) -> float:
        """Return the resident memory of the whole service in MiB; shared pages count once."""
        everyone = [psutil.Process(self.process.pid), *self.workers()]
        return sum(map(_proportional, everyone)) / 2**20

    def stop(self) -> int:
        """Ask the service to end; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP)


JSON = {"Content-Type": "application/json"}


@contextmanager
def served(workers: int = 1, log: Path | None = None, **settings: object) -> Iterator[Site]:
    """Serve until the block ends, with UNBURNT_* settings by their small names; rules alone."""
    chosen = {"model": ""} | settings
    env = os.environ | {f"UNBURNT_{name.upper()}": str(value) for name, value in chosen.items()}
    port = free_port()
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    command += ["--workers", str(workers)]
    with (log or Path(os.devnull)).open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    site = Site(port, process)
    try:
        wait_until(lambda: _ready(site))
        yield site
    finally:
        _end(site)


def wait_until(holds: object, seconds: float = START) -> None:
    """Call `holds` until it is true; fails the test after `seconds`."""
    assert callable(holds)
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise AssertionError("waited in vain")
        time.sleep(0.1)


def read_all(client: socket.socket) -> bytes:
    parts = []
    try:
        while part := client.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def read_one(client: socket.socket) -> bytes:
    """Return the next answer on a connection that stays open; less where the server hangs up."""
    said = b""
    while not (whole := _WHOLE.match(said)) or len(said) < whole.end() + int(whole[1]):
        if not (part := client.recv(65_536)):
            break
        said += part
    return said


def statuses(answer: bytes) -> list[int]:
    """Return the status of each answer on a connection, in order."""
    return [int(code) for code in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


def post(body: bytes, *fields: bytes) -> bytes:
    """Return a whole request that asks the server to hang up after it."""
    head = [HEAD, *(field + b"\r\n" for field in fields), b"Connection: close\r\n"]
    return b"".join(head) + b"Content-Length: %d\r\n\r\n" % len(body) + body


def _proportional(process: psutil.Process) -> float:
    held = process.memory_full_info()
    return float(getattr(held, "pss", held.rss))  # Linux alone knows how many share a page


def _works(child: psutil.Process) -> bool:
    try:
        line = " ".join(child.cmdline())
        return bool(line) and "resource_tracker" not in line
    except psutil.Error:  # it is dead: gone, or waiting for its parent to notice
        return False


def _ready(site: Site) -> bool:
    assert site.process.poll() is None, "the service ended"
    try:
        return site.ask("GET", "/readyz").status == 200
    except (OSError, http.client.HTTPException):
        return False


def _end(site: Site) -> None:
    if site.process.poll() is not None:
        return
    workers = site.workers()
    site.process.kill()
    site.process.wait(STOP)
    for worker in workers:  # children outlive a parent that is killed
        if worker.is_running():
            worker.kill()

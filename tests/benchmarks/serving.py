"""A real `unburnt serve` process, what it holds in memory, and a keep-alive client."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.web.listening import free_port

ROOT = Path(__file__).resolve().parents[2]
STARTING = 600
"""Seconds that a start may take on a machine with other work."""
PAUSE = 2
"""Seconds after which a connection is not trusted to be open still."""
HOST = "127.0.0.1"


class Client:
    """One kept-alive connection that costs the machine next to nothing: bytes out, bytes in.

    After a pause it is opened anew, because the server closes those that idle for some seconds.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = self._connected()

    def _connected(self) -> socket.socket:
        opened = socket.create_connection((HOST, self._port), timeout=STARTING)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._used = time.monotonic()
        return opened

    def close(self) -> None:
        self._socket.close()

    def ask(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Return (status, head, body) of the answer; raises ConnectionError where there is none."""
        if time.monotonic() - self._used > PAUSE:
            self.close()
            self._socket = self._connected()
        self._socket.sendall(request)
        held = b""
        while b"\r\n\r\n" not in held:
            held += self._more()
        head, _, body = held.partition(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        while len(body) < length:
            body += self._more()
        self._used = time.monotonic()
        return int(head.split(b" ", 2)[1]), head + b"\r\n\r\n", body

    def check(self, request: bytes) -> bytes:
        """Return the body of a good answer; raises ConnectionError for any other."""
        status, _, body = self.ask(request)
        if status != 200:
            raise ConnectionError(f"the server answered {status}")
        return body

    def _more(self) -> bytes:
        received = self._socket.recv(1 << 18)
        if not received:
            raise ConnectionError("the server closed the connection")
        return received


def request(path: str, body: dict[str, Any] | bytes, *headers: str) -> bytes:
    """Return the bytes of a POST as a client sends them."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = [
        f"POST {path} HTTP/1.1",
        f"Host: {HOST}",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
        *headers,
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + content


def check_of(text: str, rewrite: Sequence[str] = ()) -> bytes:
    return request("/v1/check", {"text": text, "rewrite": list(rewrite)})


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    started: float
    """Seconds from the start of the process to the first 200 of /readyz."""

    @contextmanager
    def client(self) -> Iterator[Client]:
        opened = Client(self.port)
        try:
            yield opened
        finally:
            opened.close()

    @property
    def workers(self) -> list[int]:
        """Process ids of those that answer: the workers, or the one process there is."""
        serving = [pid for pid in _children(self.process.pid) if _is_worker(pid)]
        return serving or [self.process.pid]


@contextmanager
def serving(workers: int = 1) -> Iterator[Server]:
    """Run `unburnt serve` on loopback with `workers` processes until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--workers", str(workers)],
        cwd=ROOT,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(port, process, began)
        yield Server(port, process, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def memory(pid: int) -> dict[str, float]:
    """Return Rss, Pss, Private and Shared of a process in MB (10^6 bytes); Linux only."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    held = {name: int(size.split()[0]) * 1024 / 1e6 for name, size in (x.split(":") for x in lines)}
    return {
        "Rss": held["Rss"],
        "Pss": held["Pss"],
        "Private": held["Private_Clean"] + held["Private_Dirty"],
        "Shared": held["Shared_Clean"] + held["Shared_Dirty"],
    }


def processor_seconds(pid: int) -> float:
    """Return the seconds of processor time that a process has used; Linux only."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def plain_python(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run our Python with the default settings until it ends."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
    )


def _environment() -> dict[str, str]:
    """Return ours with the default settings, but for the time that a draft may take."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UNBURNT_")}
    return kept | {"UNBURNT_TIMEOUT": str(STARTING)}


def _wait_until_ready(port: int, process: subprocess.Popen[bytes], began: float) -> None:
    asked = f"GET /readyz HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
    while time.perf_counter() - began < STARTING:
        if process.poll() is not None:
            raise RuntimeError(f"unburnt serve ended with code {process.returncode}")
        try:
            client = Client(port)
            try:
                if client.ask(asked)[0] == 200:
                    return
            finally:
                client.close()
        except OSError:
            pass
        time.sleep(0.02)
    raise RuntimeError("unburnt serve did not become ready")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(each) for each in listed]


def _is_worker(pid: int) -> bool:
    """Tell workers from multiprocessing's resource tracker, which uvicorn starts beside them."""
    return b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()

"""Those whom a service tells of its work: a trace collector and a Redis, with all they are told."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import redis

from tests.web.redis_server import redis_server


class Collector(ThreadingHTTPServer):
    """Takes OTLP over HTTP on a free port; `told` is every body that came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taker)
        self.told: list[bytes] = []


class _Taker(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        self.server.told.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def collecting() -> Iterator[Collector]:
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(20)


@contextmanager
def overheard_redis(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the address of a Redis, and the file into which every command to it is written."""
    heard = folder / "heard"
    with redis_server(folder) as address, heard.open("wb") as out:
        port = address.rpartition(":")[2]
        program = shutil.which("redis-cli") or "redis-cli"
        listener = subprocess.Popen([program, "-p", port, "MONITOR"], stdout=out)
        try:
            yield address, heard
        finally:
            listener.terminate()
            listener.wait(20)


def held_by(address: str) -> list[bytes]:
    """Return every key and value that a Redis holds, as it would dump them."""
    with redis.Redis.from_url(address) as client:
        keys = list(client.scan_iter())
        return [*keys, *(client.dump(key) or b"" for key in keys)]

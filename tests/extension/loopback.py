"""What the extension and its pages talk to on loopback: a server of files, a service at will."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        del said

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[str]:
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def pages(folder: Path) -> Iterator[str]:
    """Serve a folder; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.daemon_threads = True
    with _running(server) as address:
        yield address


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    body: Json


@dataclass
class Backend:
    """A service that answers as it is told: `answer` is one draft's report, or a problem."""

    answer: Callable[[Json], Json]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    """While it is not set, answers wait: a slow service, and a test says for how long."""
    port: int = 0
    _stack: Any = None

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def texts(self) -> list[str]:
        return [each.body.get("text", "") for each in self.asked]

    def start(self) -> None:
        """Listen, on the port of before where there was one."""
        backend = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *said: object) -> None:
                del said

            def do_GET(self) -> None:
                self._say(200, {})

            def do_POST(self) -> None:
                size = int(self.headers.get("Content-Length", 0))
                body = json.loads(self.rfile.read(size))
                backend.asked.append(Asked(self.path, dict(self.headers.items()), body))
                backend.gate.wait(120)
                if backend.status == 200:
                    self._say(200, backend.answer(body))
                else:
                    problem = {"type": "about:blank", "title": "No", "status": backend.status}
                    self._say(backend.status, problem)

            def _say(self, status: int, body: Json) -> None:
                said = json.dumps(body).encode()
                kind = "application/json" if status == 200 else "application/problem+json"
                try:
                    self.send_response(status)
                    for name, value in {"Content-Type": kind, **backend.headers}.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(said)))
                    self.end_headers()
                    self.wfile.write(said)
                except OSError:
                    pass  # who asked did not wait

        server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        server.daemon_threads = True
        self.port = server.server_port
        self._stack = _running(server)
        self._stack.__enter__()

    def stop(self) -> None:
        """Hang up: nobody listens any more."""
        self.gate.set()
        if self._stack:
            self._stack.__exit__(None, None, None)
            self._stack = None

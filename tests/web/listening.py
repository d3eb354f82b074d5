"""A server in a thread of the test, on a free port of loopback, with our own connections."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

HTTP = "app.web.connection:BoundedHttp"
"""What `unburnt serve` speaks."""


def free_port() -> int:
    """Return a port of loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def listening(app: Any) -> Iterator[int]:
    """Serve `app` until the block ends; yields the port."""
    config = uvicorn.Config(app, http=HTTP, port=0, log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield int(bound.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(20)

"""The web server in the foreground, until Ctrl+C."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn

from app.cli.counts import SharedCounts
from app.cli.workers import Workers
from app.logs import config

HEALTHCHECK = 30
"""Seconds in which a worker must give a sign of life, or is replaced. A loaded machine is slow."""


def serve(
    host: str,
    port: int,
    workers: int,
    proxies: str,
    grace: int,
    announce: Callable[[str], None],
    *,
    log_level: str = "warning",
    log_format: str = "text",
) -> None:
    """Call `announce` with the address, and serve there until the process is told to stop.

    Port 0 takes a free one. Requests that were accepted before have `grace` seconds to be answered.
    A worker that dies is replaced, and takes no request before it can answer. Ends the process with
    a code other than 0 where nothing can be served.
    """
    _raise_the_limit_of_connections()
    port = port or _free_port(host)
    announce(f"http://{f'[{host}]' if ':' in host else host}:{port}")
    os.environ["UNBURNT_WORKERS"] = str(workers)  # each worker is told that it is not alone
    options: dict[str, Any] = {
        "app": "app.web.process:create_process_app",
        "factory": True,
        "http": "app.web.connection:BoundedHttp",
        "host": host,
        "port": port,
        "workers": workers,
        "proxy_headers": True,
        "forwarded_allow_ips": proxies,
        "access_log": False,
        "server_header": False,
        "log_level": log_level,
        "log_config": config(log_level, log_format),
        "ws": "none",  # there are none here, and at "debug" the library would log what comes
        "timeout_graceful_shutdown": grace,
        "timeout_worker_healthcheck": HEALTHCHECK,
    }
    if workers > 1:
        counts = SharedCounts()
        chosen = uvicorn.Config(**options)
        _workers()(chosen, [chosen.bind_socket()], counts).run()
    else:
        uvicorn.run(**options)


def _raise_the_limit_of_connections() -> None:
    """Allow as many open files as the owner of the machine does: each connection is one."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        with suppress(ValueError, OSError):  # macOS names a limit that it does not grant
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _workers() -> type[Workers]:
    """Return how workers come about: Windows cannot fork, and macOS's libraries do not bear it."""
    if sys.platform == "linux":
        from app.cli.forking import ForkedWorkers  # noqa: PLC0415

        return ForkedWorkers
    return Workers


def _free_port(host: str) -> int:
    # uvicorn could bind port 0 too, but would not say which port that became.
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port

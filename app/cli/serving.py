"""The web server in the foreground, until Ctrl+C."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn


def serve(
    host: str, port: int, workers: int, proxies: str, announce: Callable[[str], None]
) -> None:
    """Call `announce` with the address, and serve there until the process is told to stop.

    Port 0 takes a free one. Ends the process with a code other than 0 where nothing can be served.
    """
    port = port or _free_port(host)
    announce(f"http://{f'[{host}]' if ':' in host else host}:{port}")
    uvicorn.run(
        "app.web:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        proxy_headers=True,
        forwarded_allow_ips=proxies,
        access_log=False,
        server_header=False,
        log_level="warning",
    )


def _free_port(host: str) -> int:
    # uvicorn could bind port 0 too, but would not say which port that became.
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port

"""Requests as bytes: whole, broken, slow, or from a client that leaves."""

from __future__ import annotations

import re
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass

PATIENCE = 120.0
"""Seconds, generous: the machine may be busy."""


@dataclass(frozen=True)
class Answer:
    """`status` is 0 where no answer came."""

    status: int
    head: bytes = b""
    body: bytes = b""

    @property
    def is_problem(self) -> bool:
        return b"application/problem+json" in self.head


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Return a whole request, which asks the server to hang up after its answer."""
    fields = {"Host": "127.0.0.1", "Connection": "close"} | headers
    if body and "Transfer-Encoding" not in fields:
        fields.setdefault("Content-Length", str(len(body)))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def exchange(port: int, sent: bytes) -> Answer:
    """Send all, and read until the server hangs up."""
    with connect(port) as client:
        with suppress(ConnectionError):  # refused while still under way; the answer is there
            client.sendall(sent)
        return _read(client)


def leave(port: int, sent: bytes) -> Answer:
    """Send, and be gone at once by a reset, without waiting for an answer."""
    with connect(port) as client:
        client.sendall(sent)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return Answer(0)


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def _read(client: socket.socket) -> Answer:
    parts = []
    try:
        while part := client.recv(65_536):
            parts.append(part)
    except ConnectionError:
        pass
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.1 (\d{3}) ", head)
    return Answer(int(status[1]) if status else 0, head, body)

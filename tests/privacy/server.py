"""`unburnt serve` with faults, with all that it could leave behind caught."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from app.keys import line_of, new_key
from tests.privacy.wire import PATIENCE, Answer, exchange, request

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 6
"""Requests a minute that one key may make."""
START = 900.0
"""Seconds, generous: the machine may be busy."""
HOUR = 3600.0


@dataclass
class Server:
    """A running server; `out` and `err` grow with what it says."""

    process: subprocess.Popen[bytes]
    folder: Path
    out: bytearray = field(default_factory=bytearray)
    err: bytearray = field(default_factory=bytearray)
    keys: int = 0
    _own: str = ""

    @property
    def port(self) -> int:
        address = re.search(rb"http://127\.0\.0\.1:(\d+)", self.err)
        return int(address[1]) if address else 0

    def new_key(self) -> str:
        """Return a key of its own, so that each case has a count of its own."""
        key, self.keys = new_key(), self.keys + 1
        with (self.folder / "keys").open("a") as file:
            file.write(f"{line_of(f'client-{self.keys}', key)}\n")
        _as_if_read(self.folder / "keys")
        return key

    def get(self, path: str) -> Answer:
        """Return what the owner of the service gets there; only for paths that are not limited."""
        self._own = self._own or self.new_key()
        return exchange(self.port, request("GET", path, {"X-API-Key": self._own}))

    def open_gate(self) -> None:
        """Let the server build its checker, and wait until it answers."""
        (self.folder / "gate").touch()
        self.wait_until(lambda: self.get("/readyz").status == 200)

    def release(self) -> None:
        """Let the stuck drafts go on, into their error."""
        (self.folder / "release").touch()

    def written(self) -> int:
        """Return the bytes that the process has caused to be written to any disk."""
        told = Path(f"/proc/{self.process.pid}/io").read_text()
        return int(re.search(r"^write_bytes: (\d+)", told, re.MULTILINE)[1])  # type: ignore[index]

    def end(self) -> int:
        """Ask the server to end, as Ctrl+C does; return its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def wait_until(self, holds: object) -> None:
        assert callable(holds)
        until = time.monotonic() + START
        while not holds():
            assert self.process.poll() is None, self.err.decode()
            assert time.monotonic() < until, "waited in vain"
            time.sleep(0.5)


@contextmanager
def faulty_server(
    folder: Path, others: dict[str, str] | None = None, **settings: object
) -> Iterator[Server]:
    """Run the server below `folder`, with UNBURNT_* settings by their small names, and others."""
    for name in ("work", "home", "scratch"):
        (folder / name).mkdir()
    (folder / "keys").touch()
    for name in ("work", "home", "scratch", "keys"):
        _as_if_read(folder / name)
    env = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    env |= {f"UNBURNT_{name.upper()}": str(value) for name, value in settings.items()}
    env |= {
        "UNBURNT_API_KEYS": str(folder / "keys"),
        "UNBURNT_RATE_LIMIT": f"{LIMIT}/minute",
        "HOME": str(folder / "home"),
        "XDG_CACHE_HOME": str(folder / "home/.cache"),
        "TMPDIR": str(folder / "scratch"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONASYNCIODEBUG": "1",
        "OTEL_TRACES_EXPORTER": "console",
        **(others or {}),
    }
    command = [sys.executable, "-m", "tests.privacy.faulty_serve"]
    command += [str(folder / "gate"), str(folder / "release")]
    process = subprocess.Popen(
        command, cwd=folder / "work", env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    server = Server(process, folder)
    readers = [
        threading.Thread(target=_drain, args=(pipe, kept))
        for pipe, kept in ((process.stdout, server.out), (process.stderr, server.err))
    ]
    for reader in readers:
        reader.start()
    try:
        server.wait_until(lambda: server.port and _lives(server.port))
        yield server
    finally:
        process.kill()
        process.wait(PATIENCE)
        for reader in readers:
            reader.join(PATIENCE)
        for pipe in (process.stdout, process.stderr):
            pipe.close()


def _as_if_read(path: Path) -> None:
    """Date the last reading ahead, so that the server's is not noted as a write."""
    changed = path.stat().st_mtime
    os.utime(path, (changed + HOUR, changed))


def _drain(pipe: BufferedReader, kept: bytearray) -> None:
    while part := pipe.read1():
        kept += part


def _lives(port: int) -> bool:
    try:
        return exchange(port, request("GET", "/livez", {})).status == 200
    except ConnectionError:
        return False

"""The supervisor of several server processes; each loads what it needs by itself."""

from __future__ import annotations

from socket import socket

from uvicorn import Config
from uvicorn.supervisors import Multiprocess

from app.cli.counts import SharedCounts


class Workers(Multiprocess):
    """uvicorn's supervisor; it lets go of the port before it waits for its workers to finish.

    Else a new client would be kept waiting until the last of them has ended, for nothing. What the
    workers count they count together.
    """

    def __init__(self, config: Config, sockets: list[socket], counts: SharedCounts) -> None:
        super().__init__(config, sockets)
        self._counts = counts
        self._working: set[int] = set()

    def init_processes(self) -> None:
        self._counts.open()
        super().init_processes()

    def run(self) -> None:
        try:
            super().run()
        finally:
            self._counts.close()

    def keep_subprocess_alive(self) -> None:
        super().keep_subprocess_alive()
        now = {process.pid for process in self.processes if process.pid is not None}
        for ended in self._working - now:
            self._counts.forget(ended)
        self._working = now

    def join_all(self) -> None:
        for bound in self.sockets:
            bound.close()
        super().join_all()

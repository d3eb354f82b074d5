"""A listening socket for each worker, at one address: the kernel spreads connections among them."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from socket import SO_REUSEADDR, SO_REUSEPORT, SOL_SOCKET, socket


class Listeners:
    """Which worker listens where. Linux only.

    One that nobody listens at would keep its clients waiting: whoever replaces a worker takes over
    its listener, with the clients that wait there.
    """

    def __init__(self, probe: socket) -> None:
        """Take over the address of `probe`, which is closed; nobody else can have it then."""
        self._family, self._address = probe.family, probe.getsockname()
        probe.close()
        self._owners: dict[socket, list[BaseProcess]] = {}
        self._new()

    def take(self, worker: BaseProcess, instead_of: BaseProcess | None) -> socket:
        """Return a new worker's: that of the one it replaces, of one that ended, or a new one."""
        own = self._of(instead_of) or next(self._idle(), None) or self._new()
        self._owners[own] = [each for each in self._owners[own] if _lives(each)] + [worker]
        return own

    def let_go(self, worker: BaseProcess) -> None:
        """Leave a worker's listener to it alone: it closes when the worker stops to accept.

        Else clients would go on to be sent there while nobody accepts, and be cut off in the end.
        """
        own = self._of(worker)
        if own is not None:
            del self._owners[own]
            own.close()

    def close(self, but: socket | None = None) -> None:
        """Let go of all, in a worker of all but its own: each ends with its last holder."""
        for each in self._owners:
            if each is not but:
                each.close()

    def _of(self, worker: BaseProcess | None) -> socket | None:
        return next((s for s, owners in self._owners.items() if worker in owners), None)

    def _idle(self) -> Iterator[socket]:
        return (each for each, owners in self._owners.items() if not any(map(_lives, owners)))

    def _new(self) -> socket:
        made = socket(self._family)
        made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        made.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        made.bind(self._address)
        self._owners[made] = []
        return made


def _lives(worker: BaseProcess) -> bool:
    """Say whether a worker has not ended; one that is still to start counts as alive."""
    return worker.exitcode is None

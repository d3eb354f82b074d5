"""The supervisor of several server processes; each loads what it needs by itself."""

from __future__ import annotations

from uvicorn.supervisors import Multiprocess


class Workers(Multiprocess):
    """uvicorn's supervisor; it lets go of the port before it waits for its workers to finish.

    Else a new client would be kept waiting until the last of them has ended, for nothing.
    """

    def join_all(self) -> None:
        for bound in self.sockets:
            bound.close()
        super().join_all()

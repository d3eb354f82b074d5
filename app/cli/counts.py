"""Numbers that several server processes keep together, so that /metrics tells of all of them.

prometheus_client keeps them in files, which hold names of metrics, labels and counts. The folder is
in memory where the machine has one there (/dev/shm), and goes when the service ends.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from app.resources import COUNTS

log = logging.getLogger("app.cli")
NAME = "unburnt-counts-"
IN_MEMORY = Path("/dev/shm")  # noqa: S108


class SharedCounts:
    """The folder of one service. To be named before prometheus_client is imported, made later.

    Where no folder can be written, or its owner named one, nothing is made: each process then tells
    of itself alone, or uses what it was given.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        if not os.environ.get(COUNTS) and (place := _writable()) is not None:
            self._folder = place / f"{NAME}{secrets.token_hex(8)}"
            os.environ[COUNTS] = str(self._folder)

    def open(self) -> None:
        """Make the folder, and clear away those of services that were killed."""
        if self._folder is None:
            return
        for left in self._folder.parent.glob(f"{NAME}*"):
            if (held := _lock(left)) is not None:
                shutil.rmtree(left, ignore_errors=True)
                os.close(held)
        new = self._folder.with_name(f"new-{self._folder.name}")
        new.mkdir(mode=0o700)
        _lock(new)  # until the last worker has ended
        new.rename(self._folder)

    def forget(self, process: int) -> None:
        """Take what a process that has ended was doing out of the numbers; what it did stays."""
        if os.environ.get(COUNTS):
            # Imported late: only now is it settled where its numbers are.
            from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

            mark_process_dead(process)  # type: ignore[no-untyped-call]

    def close(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            os.environ.pop(COUNTS, None)


def _lock(folder: Path) -> int | None:
    """Return what locks a folder until this process, and all forked from it, let go of it.

    None where somebody else has it, or there are no such locks.
    """
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415

    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        return None
    return held


def _writable() -> Path | None:
    for place in (IN_MEMORY, Path(tempfile.gettempdir())):
        if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
            return place
    log.warning("no folder for numbers that workers share: /metrics tells of one worker at a time")
    return None

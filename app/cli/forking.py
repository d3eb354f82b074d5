"""Server processes that are forked from one that has loaded everything, and share its memory.

Linux only. The supervisor has no thread of its own when it forks: OpenBLAS, which numpy brings,
ends its idle threads before a fork and starts others when it needs some. What is made in a worker
alone: threads, event loop, connections, metrics, traces, and the secret of the reader's memory.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.context import ForkProcess
from multiprocessing.process import BaseProcess
from socket import socket
from typing import Any

from uvicorn import Config
from uvicorn._subprocess import subprocess_started
from uvicorn.importer import import_from_string
from uvicorn.supervisors import multiprocess

from app.bootstrap import build_shared_checker
from app.cli.counts import SharedCounts
from app.cli.listeners import Listeners
from app.cli.workers import Workers
from app.settings import Settings

PR_SET_PDEATHSIG = 1
"""Of Linux's prctl(2)."""


class ForkedWorkers(Workers):
    """Loads once, at the start and when told to restart its workers (SIGHUP).

    Each worker has a listener of its own, among which the kernel spreads the connections: of one
    that all share, whoever wakes first takes all that wait. The supervisor holds them, too, so that
    those of a worker that dies are served by its replacement.
    """

    def __init__(self, config: Config, sockets: list[socket], counts: SharedCounts) -> None:
        self._app = str(config.app)
        [probe] = sockets  # it found out that the port is free
        self._listeners = Listeners(probe)
        self._replaced: Iterator[BaseProcess] = iter(())
        multiprocess.get_subprocess = self._forked  # type: ignore[assignment, attr-defined]
        super().__init__(config, [], counts)  # workers get theirs from `_forked`

    def handle_ttou(self) -> None:
        if len(self.processes) > 1:
            self._listeners.let_go(self.processes[-1].process)
        super().handle_ttou()

    def _forked(self, config: Config, target: Callable[..., None], _: list[socket]) -> _Worker:
        """Return a worker as uvicorn's `get_subprocess` does; it starts when it is told to."""
        given = {"config": config, "target": target, "stdin_fileno": None}
        worker = _Worker(target=subprocess_started, kwargs=given)
        worker.listens(self._listeners, next(self._replaced, None))
        return worker

    def join_all(self) -> None:
        self._listeners.close()
        super().join_all()

    def init_processes(self) -> None:
        with _ended_at_once():
            self._load()
        super().init_processes()

    def restart_all(self) -> None:
        self._load()
        self._replaced = iter([each.process for each in self.processes])
        super().restart_all()
        self._replaced = iter(())

    def _load(self) -> None:
        create: Callable[..., Any] = import_from_string(self._app)
        self.config.app = create  # lets go of what was loaded before
        gc.unfreeze()
        gc.collect()
        with suppress(Exception):  # each worker then tries by itself, and logs what is wrong
            self.config.app = partial(create, build_shared_checker(Settings()))
        gc.collect()
        gc.freeze()  # the collector would write into every page that is shared


@contextmanager
def _ended_at_once() -> Iterator[None]:
    """Let Ctrl+C and SIGTERM end the process: uvicorn would hear them when all is loaded."""
    before = {
        each: signal.signal(each, lambda *_: os._exit(0))
        for each in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class _Worker(ForkProcess):
    """Begins with the signal handlers of a new process, and loses no signal on the way to them.

    It listens at its own listener alone, and does not outlive its supervisor: nobody would replace
    it, or end it, any more.
    """

    def listens(self, listeners: Listeners, instead_of: BaseProcess | None) -> None:
        """Give it a listener: that of the worker which it is to replace, if there is one."""
        self._listeners, self._own = listeners, listeners.take(self, instead_of)

    def start(self) -> None:
        self._supervisor = os.getpid()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, multiprocess.SIGNALS)
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def run(self) -> None:
        for each in multiprocess.SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _end_with_the_supervisor(self._supervisor)
        self._listeners.close(but=self._own)
        self._kwargs["sockets"] = [self._own]  # type: ignore[attr-defined]
        signal.pthread_sigmask(signal.SIG_UNBLOCK, multiprocess.SIGNALS)
        super().run()


def _end_with_the_supervisor(supervisor: int) -> None:
    """Have the kernel send SIGTERM, after which accepted requests are answered, when it is gone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != supervisor:  # gone before the kernel knew
        signal.raise_signal(signal.SIGTERM)

"""The same chunks in several processes, each with a checker and a pipe of its own.

No pool of the standard library: its workers share a pipe and a lock, so one that is killed while it
hands in a result can hold up all others, and this process, for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, cast

from app.batch.job import Build
from app.batch.rows import Chunk, Part
from app.batch.scoring import Scorer, versions_of
from app.errors import FileUnusable
from app.results import Options, Versions

PATIENCE = 5
"""Seconds for a process to end that was told to."""


class Processes:
    """Judges in `workers` processes, each with its own checker; they end with this process."""

    def __init__(self, build: Build, workers: int) -> None:
        self._build, self._count = build, workers
        self._workers: list[_Worker] = []

    def begin(self, options: Options) -> Versions:
        self._workers = [_Worker(self._build, options) for _ in range(self._count)]
        for worker in self._workers:
            worker.start()
        return self._workers[0].versions()

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Part]:
        waiting = iter(chunks)
        idle, starting = self._workers[:1], self._workers[1:]
        judging: list[_Worker] = []
        chunk = next(waiting, None)
        while chunk is not None or judging:
            if idle and chunk is not None:
                worker = idle.pop()
                worker.hand(chunk)
                judging.append(worker)
                chunk = next(waiting, None)  # read while the others work
                continue
            for worker in _ready([*judging, *starting]):
                idle.append(worker)
                if worker in starting:
                    starting.remove(worker)
                    worker.versions()
                else:
                    judging.remove(worker)
                    yield worker.part()

    def close(self) -> None:
        """End the workers at once: what they had not finished is judged again on a resume."""
        for worker in self._workers:
            worker.end()
        for worker in self._workers:
            worker.wait()


class _Worker:
    """One process: it first tells its versions, then a part for each chunk."""

    def __init__(self, build: Build, options: Options) -> None:
        # Started anew, not forked: a forked onnxruntime or BLAS may hang.
        context = multiprocessing.get_context("spawn")
        self.pipe, self._theirs = context.Pipe()
        asked = (self._theirs, build, options)
        self._process = context.Process(target=_work, args=asked, daemon=True)

    def start(self) -> None:
        with _interruptible_only_here():
            self._process.start()
        self._theirs.close()  # so that the pipe ends where the process does

    def hand(self, chunk: Chunk) -> None:
        with _death_is_told():
            self.pipe.send(chunk)

    def versions(self) -> Versions:
        """Return what judges there; raises FileUnusable where nothing can."""
        return versions_of(self._received())

    def part(self) -> Part:
        return cast(Part, self._received())

    def end(self) -> None:
        if self._process.pid is not None:
            self._process.terminate()

    def wait(self) -> None:
        if self._process.pid is not None:
            self._process.join(PATIENCE)
        self.pipe.close()

    def _received(self) -> Any:
        with _death_is_told():
            return self.pipe.recv()


def _ready(workers: list[_Worker]) -> list[_Worker]:
    """Wait until some of `workers` have something to tell, be it that they are dead."""
    told = wait([worker.pipe for worker in workers])
    return [worker for worker in workers if worker.pipe in told]


@contextmanager
def _death_is_told() -> Iterator[None]:
    """Say what can be done where a worker died: its pipe has an end, or breaks."""
    try:
        yield
    except (EOFError, ConnectionError):
        raise FileUnusable(
            "A worker process was killed, perhaps for want of memory; what is done is kept. "
            "Go on with --resume, perhaps with fewer --workers."
        ) from None


@contextmanager
def _interruptible_only_here() -> Iterator[None]:
    """Let processes that are started meanwhile never hear of Ctrl+C: ending them is our work."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection[Any, Any], build: Build, options: Options) -> None:
    """Be a worker, until there is nobody to work for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    scorer = Scorer(build, options)
    pipe.send(told := scorer.introduced())
    if isinstance(told, str):
        return
    with suppress(EOFError, ConnectionError):
        while True:
            pipe.send(scorer.score(pipe.recv()))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

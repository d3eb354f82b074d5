"""Who judges the chunks: this process, several of them, or a Ray cluster (`on_ray`)."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from typing import Protocol, TypeVar, cast

from app.batch.job import Build
from app.batch.rows import Chunk, Part
from app.batch.scoring import Scorer
from app.errors import FileUnusable
from app.results import Options, Versions

T = TypeVar("T")
WAITING = 2
"""Chunks handed out for each worker: the one it judges and the next."""


class Engine(Protocol):
    """Judges chunks; `begin` comes first, `close` last, also after an interruption."""

    def begin(self, options: Options) -> Versions:
        """Return the versions that judge; raises UnburntError where nothing can be judged."""

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Part]:
        """Yield a part for each chunk as they are done; takes no more chunks than it can judge."""

    def close(self) -> None: ...


class Here:
    """Judges in this process, one chunk after the other."""

    def __init__(self, build: Build) -> None:
        self._build = build

    def begin(self, options: Options) -> Versions:
        self._scorer = Scorer(self._build, options)
        return self._scorer.versions()

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Part]:
        return map(self._scorer.score, chunks)

    def close(self) -> None:
        """Nothing is left running."""


class Processes:
    """Judges in `workers` processes, each with its own checker; they end with this process."""

    def __init__(self, build: Build, workers: int) -> None:
        self._build, self._workers = build, workers
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, options: Options) -> Versions:
        # Started anew, not forked: a forked onnxruntime or BLAS may hang.
        self._pool = ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self._build, options),
        )
        asked = [self._submitted(_versions) for _ in range(self._workers)]  # all start at once
        return _got(asked[0])

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Part]:
        pending: set[Future[Part]] = set()
        for chunk in chunks:
            pending.add(self._submitted(_score, chunk))
            if len(pending) >= WAITING * self._workers:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from map(_got, done)
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield from map(_got, done)

    def _submitted(self, work: Callable[..., T], *arguments: Chunk) -> Future[T]:
        assert self._pool is not None, "begin comes first"  # noqa: S101
        with _interruptible_only_here(), _broken_is_told():
            return self._pool.submit(work, *arguments)

    def close(self) -> None:
        """End the workers at once: what they had not finished is judged again on a resume."""
        if self._pool is None:
            return
        for child in multiprocessing.active_children():
            child.terminate()
        # Once only: a second call waits for nothing, and Python ends beside the pool's own thread.
        self._pool.shutdown(cancel_futures=True)


def ray_cluster(address: str, build: Build, workers: int | None) -> Engine:
    """Return an engine on the Ray cluster at `address`; `workers` None: one for each of its cores.

    Raises FileUnusable where Ray is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
    try:
        room = import_module("app.batch.on_ray")
    except ModuleNotFoundError as missing:
        if missing.name != "ray":
            raise
        raise FileUnusable("--ray needs Ray: pip install 'unburnt[ray]'") from None
    return cast(Engine, room.Cluster(address, build, workers))


def _got(future: Future[T]) -> T:
    with _broken_is_told():
        return future.result()


@contextmanager
def _broken_is_told() -> Iterator[None]:
    """Say what can be done where a worker died; it shows at the next hand-out, or in a result."""
    try:
        yield
    except BrokenProcessPool:
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


_own: list[Scorer] = []
"""The scorer of this worker process."""


def _start(build: Build, options: Options) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _own[:] = [Scorer(build, options)]
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _versions() -> Versions:
    return _own[0].versions()


def _score(chunk: Chunk) -> Part:
    return _own[0].score(chunk)

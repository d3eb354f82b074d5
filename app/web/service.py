"""The checker behind the web: built once, asked in a few threads, never more than it can bear."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from app.errors import Busy, NotReady
from app.logs import trail
from app.results import Options, Report, Verdict
from app.settings import Settings
from app.web.metrics import Metrics

if TYPE_CHECKING:
    from app.checker import Checker, Watch

T = TypeVar("T")
FRESH = 10.0
"""Seconds for which a passed self-test holds."""
LATELY = 0.1
"""How much the last draft counts for how long one usually takes."""
LONGEST_WAIT = 60
"""Seconds that a client is asked to wait at most."""
log = logging.getLogger("app.web")

KNOWN_ANSWERS = (
    (
        "Five rounds with Norvane and then silence. What a bunch of clowns, "
        "avoid them at all costs!!!",
        Verdict.WARN,
    ),
    (
        "Five rounds with Norvane and then a no. Disappointed, but I learned a lot "
        "and would try again.",
        Verdict.CLEAR,
    ),
)
"""What any working checker says about two plain drafts: the self-test of /readyz."""


class Service:
    """Holds the checker and a bounded pool of threads.

    `run` raises `NotReady` before the checker is built, and `Busy` when `settings.queue` drafts are
    read or waiting already, or when one takes longer than `settings.longest` seconds.
    """

    def __init__(
        self,
        settings: Settings,
        checker: Checker | None = None,
        metrics: Metrics | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.settings = settings
        self.metrics = metrics or Metrics()
        self._watch = watch
        self._checker = checker.watched(watch) if checker and watch else checker
        self._pool = ThreadPoolExecutor(settings.threads, thread_name_prefix="draft")
        self._pending, self._usual = 0, 0.0
        self._failed = False
        self._built = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._testing = asyncio.Lock()
        self._tested = -math.inf

    async def start(self) -> None:
        """Begin to build the checker; returns at once."""
        if self._checker is None:
            self._task = asyncio.create_task(self._build())
        else:
            self._built.set()

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def ready(self) -> bool:
        return self._checker is not None

    @property
    def checker(self) -> Checker:
        if self._checker is None:
            raise NotReady(
                "The checker could not be started; the server's log says why."
                if self._failed
                else "The checker is still starting. Please try again in a moment."
            )
        return self._checker

    async def built(self) -> None:
        """Wait until the checker is built, or could not be."""
        await self._built.wait()

    async def wait(self) -> Checker:
        """Return the checker once it is built; raises NotReady after `settings.timeout` seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._built.wait(), self.settings.timeout)
        return self.checker

    async def run(self, call: Callable[[Checker], T], most: float = math.inf) -> T:
        """Return `call(checker)`, made in a thread so that the event loop stays free.

        It may take `most` seconds, if that is less than what the settings allow. When it takes
        longer, or nobody waits for it any more, its thread ends at the next stage.
        """
        checker = self.checker
        seconds = min(self.settings.longest, most)
        if self._pending >= self.settings.queue:
            raise Busy(self._wait())
        self._count(1)
        loop = asyncio.get_running_loop()
        given_up = Event()
        heeding = checker.unless(given_up.is_set)
        job: Future[T] = self._pool.submit(copy_context().run, self._timed, call, heeding)
        job.add_done_callback(partial(self._release, loop))
        try:
            return await asyncio.wait_for(asyncio.wrap_future(job), seconds)
        except TimeoutError as cause:
            raise Busy(2, Busy.OVER) from cause
        finally:
            given_up.set()

    async def check(self, draft: str, options: Options, most: float = math.inf) -> Report:
        """Return the report on a draft, and count its verdict; raises as `run` and the checker."""
        return await self.reported(lambda checker: checker.check(draft, options), most)

    async def reported(self, call: Callable[[Checker], Report], most: float = math.inf) -> Report:
        """Return the report that `call` makes, and count its verdict."""
        report = await self.run(call, most)
        self.metrics.verdicts.labels(report.verdict.value).inc()
        return report

    async def self_test(self) -> None:
        """Raise NotReady unless the checker gives the known answers, now or a moment ago.

        Asked beside the queue: a service that has much to do is no broken one.
        """
        checker = self.checker
        async with self._testing:
            if time.monotonic() - self._tested < FRESH:
                return
            if not await asyncio.to_thread(_answers_rightly, checker):
                raise NotReady("The checker failed its self-test.", retry_after=30)
            self._tested = time.monotonic()

    def _timed(self, call: Callable[[Checker], T], checker: Checker) -> T:
        began = time.monotonic()
        try:
            return call(checker)
        finally:
            self._usual += LATELY * (time.monotonic() - began - self._usual)

    def _wait(self) -> int:
        """Return the seconds in which half of what waits is read, if all is as usual."""
        half = self._pending * self._usual / self.settings.threads / 2
        return min(max(math.ceil(half), 1), LONGEST_WAIT)

    def _release(self, loop: asyncio.AbstractEventLoop, _: Future[T]) -> None:
        # A job ends in its thread, also when nobody waits for it any more; the count is the loop's.
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._count, -1)

    def _count(self, change: int) -> None:
        self._pending += change
        self.metrics.waiting.set(self._pending)

    async def _build(self) -> None:
        try:
            self._checker = await asyncio.to_thread(_build_checker, self.settings, self._watch)
        except Exception as error:  # no draft has been read yet: its message is what helps
            self._failed = True
            log.error("the checker could not be built: %s (%s)", error, trail(error))
        finally:
            self._built.set()


def _build_checker(settings: Settings, watch: Watch | None) -> Checker:
    # Imported here, in a thread: reading spaCy takes seconds, and /livez answers meanwhile.
    from app.bootstrap import build_checker  # noqa: PLC0415

    return build_checker(settings, watch) if watch is not None else build_checker(settings)


def _answers_rightly(checker: Checker) -> bool:
    options = Options(rewrite=())
    return all(checker.check(draft, options).verdict is said for draft, said in KNOWN_ANSWERS)

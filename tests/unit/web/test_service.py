"""How long a client that is turned away is asked to wait: as long as half of the queue takes."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.errors import Busy
from app.settings import Settings
from app.web import service
from app.web.service import LONGEST_WAIT, Service
from tests.web.fakes import FakeChecker


async def refused(usual: float, waiting: int, threads: int) -> int:
    """Return what is asked of who comes when so many wait, and a draft took `usual` seconds."""
    asked = Service(Settings(threads=threads, queue=waiting), FakeChecker())  # type: ignore[arg-type]
    await asked.run(lambda _: time.sleep(usual))
    go_on = threading.Event()
    held = [asyncio.create_task(asked.run(lambda _: go_on.wait(20))) for _ in range(waiting)]
    await asyncio.sleep(0)
    with pytest.raises(Busy) as told:
        await asked.run(lambda _: None)
    go_on.set()
    await asyncio.gather(*held)
    await asked.close()
    return told.value.retry_after


@pytest.mark.parametrize(
    ("usual", "waiting", "threads", "least", "most"),
    [(0.0, 4, 1, 1, 1), (0.6, 4, 1, 2, 4), (0.6, 4, 4, 1, 1), (0.5, 400, 1, LONGEST_WAIT, 60)],
)
def test_the_wait_grows_with_the_queue_and_with_what_a_draft_takes(
    monkeypatch: pytest.MonkeyPatch,
    usual: float,
    waiting: int,
    threads: int,
    least: int,
    most: int,
) -> None:
    monkeypatch.setattr(service, "LATELY", 1.0)  # the last draft is the measure
    with ThreadPoolExecutor(1) as apart:  # a browser of another test may have a loop in this thread
        asked = apart.submit(lambda: asyncio.run(refused(usual, waiting, threads))).result()
    assert least <= asked <= most

"""python -m tests.privacy.faulty_serve GATE RELEASE: `unburnt serve` with bugs that quote drafts.

The real command, checker and settings; what is added are faults. The checker is not built before
the file GATE is there. A draft with BUG raises an error that holds it; one with STUCK waits for the
file RELEASE, and raises then; one with END is quoted by all that can fail while a process ends.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from pathlib import Path
from typing import Any

import app.bootstrap
from app.cli import main
from app.web.service import Service
from tests.privacy.canary import BUG, END, STUCK

GATE, RELEASE = map(Path, sys.argv[1:3])
last_words: list[str] = []
build = app.bootstrap.build_checker
close = Service.close


class Faulty:
    """A checker with the three faults; all else is the real one's."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def unless(self, given_up: Any) -> Faulty:
        return Faulty(self._real.unless(given_up))

    def watched(self, watch: Any) -> Faulty:
        return Faulty(self._real.watched(watch))

    def check(self, draft: str, *rest: Any) -> Any:
        fail(draft)
        return self._real.check(draft, *rest)

    def rewrite(self, draft: str, *rest: Any) -> Any:
        fail(draft)
        return self._real.rewrite(draft, *rest)

    def afterwards(self, draft: str, *rest: Any) -> Any:
        fail(draft)
        return self._real.afterwards(draft, *rest)


def fail(draft: str) -> None:
    if STUCK in draft:
        wait_for(RELEASE)
    if END in draft:
        last_words.append(draft)
    if BUG in draft or STUCK in draft:
        raise_with(draft)


def raise_with(draft: str) -> None:
    try:
        raise LookupError(draft)
    except LookupError as cause:
        raise RuntimeError(f"a bug, and in its message: {draft}") from cause


def build_faulty(*given: Any) -> Any:
    wait_for(GATE)
    return Faulty(build(*given))


class Ghost:
    """Fails while it is destroyed."""

    def __del__(self) -> None:
        raise_with(last_words[-1])


async def close_badly(service: Service) -> None:
    await close(service)
    if not last_words:
        return
    loop = asyncio.get_running_loop()
    loop.call_soon(raise_with, last_words[-1])
    loop.create_task(forgotten(last_words[-1]))  # noqa: RUF006
    thread = threading.Thread(target=raise_with, args=(last_words[-1],), name=last_words[-1])
    thread.start()
    Ghost()
    await asyncio.sleep(0.2)
    raise_with(last_words[-1])


async def forgotten(draft: str) -> None:
    raise_with(draft)


def wait_for(file: Path) -> None:
    while not file.exists():
        time.sleep(0.02)


if __name__ == "__main__":
    app.bootstrap.build_checker = build_faulty
    Service.close = close_badly  # type: ignore[method-assign]
    try:
        main(["serve", "--port", "0"])
    finally:
        if last_words:
            raise_with(last_words[-1])

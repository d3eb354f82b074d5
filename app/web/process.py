"""The application of a process that does nothing else: what `unburnt serve` starts."""

from __future__ import annotations

import logging
from multiprocessing import current_process
from typing import TYPE_CHECKING

from fastapi import FastAPI

from app.logs import keep_words_out_of_crashes
from app.settings import Settings
from app.web.factory import create_app

if TYPE_CHECKING:
    from app.checker import Checker

log = logging.getLogger("app.web")


def create_process_app(checker: Checker | None = None) -> FastAPI:
    """Return the application; from here on the process tells of its crashes without words.

    A forked worker brings the `checker` that it was forked with; any other builds its own.
    """
    keep_words_out_of_crashes()
    settings = Settings()
    if settings.counts_apart and _is_the_first():
        log.warning(
            "rate limits are counted in each of %d processes: each allows %s; "
            "set UNBURNT_RATE_STORAGE to a Redis to count together",
            settings.workers,
            settings.rate_limit,
        )
    return create_app(settings, checker=checker)


def _is_the_first() -> bool:
    """Say whether this is the first worker of its supervisor, which itself makes no application.

    A worker that takes the place of another has a higher number: the log is told once.
    """
    return current_process().name.endswith("-1")

"""The application of a process that does nothing else: what `unburnt serve` starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from app.logs import keep_words_out_of_crashes
from app.web.factory import create_app

if TYPE_CHECKING:
    from app.checker import Checker


def create_process_app(checker: Checker | None = None) -> FastAPI:
    """Return the application; from here on the process tells of its crashes without words.

    A forked worker brings the `checker` that it was forked with; any other builds its own.
    """
    keep_words_out_of_crashes()
    return create_app(checker=checker)

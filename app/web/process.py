"""The application of a process that does nothing else: what `unburnt serve` starts."""

from __future__ import annotations

from fastapi import FastAPI

from app.logs import keep_words_out_of_crashes
from app.web.factory import create_app


def create_process_app() -> FastAPI:
    """Return the application; from here on the process tells of its crashes without words."""
    keep_words_out_of_crashes()
    return create_app()

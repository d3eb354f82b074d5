"""Log lines for people and for machines; an error's message, which may quote a draft, is in none.

`unburnt serve` gives `config` to its processes, and each calls `keep_words_out_of_crashes`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

try:
    import resource
except ImportError:  # Windows writes no core files
    resource = None  # type: ignore[assignment]

REQUEST: ContextVar[str | None] = ContextVar("request", default=None)
"""The id of the request that is being answered."""
INNERMOST = 8
"""Frames of a stack that the log gets."""
log = logging.getLogger("app.logs")


def trail(error: BaseException) -> str:
    """Return an error's type and the innermost places it came through; its message stays out."""
    frames = traceback.extract_tb(error.__traceback__)[-INNERMOST:]
    return " < ".join(
        [type(error).__name__, *(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(frames))]
    )


class Lines(logging.Formatter):
    """One line for people: time, level, logger, request id, message."""

    def format(self, record: logging.LogRecord) -> str:
        ident = REQUEST.get()
        where = f"{record.name} [{ident}]" if ident else record.name
        said = f"{_time(record)} {record.levelname.lower()} {where}: {record.getMessage()}"
        error = _error(record)
        return f"{said}: {error}" if error else said


class JsonLines(logging.Formatter):
    """One JSON object a line; the parts of a request's line are fields of their own."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": REQUEST.get(),
            "error": _error(record),
            **getattr(record, "fields", {}),
        }
        return json.dumps({name: value for name, value in line.items() if value is not None})


def config(level: str, shape: str) -> dict[str, Any]:
    """Return what `logging.config` takes: our lines, on standard error.

    Other people's libraries are heard from "warning" on only: what they say at "debug" is theirs.
    """
    ours = {"level": level.upper()}
    lines = JsonLines if shape == "json" else Lines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{lines.__module__}.{lines.__name__}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"app": ours, "uvicorn": ours},
    }


def keep_words_out_of_crashes() -> None:
    """Make this process die without words: no message of an error, and no core file."""
    sys.excepthook = _on_crash
    sys.unraisablehook = _on_unraisable
    threading.excepthook = _on_thread_crash
    logging.raiseExceptions = False  # it would print the arguments of a line that cannot be made
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def on_loop_error(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what went wrong in an event loop; asyncio's own line would quote the exception."""
    error = context.get("exception")
    log.error("in the event loop: %s", trail(error) if error else context.get("message"))


def _on_crash(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    log.critical("the process ends: %s", trail(error))


def _on_thread_crash(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        log.critical("a thread ends: %s", trail(args.exc_value))


def _on_unraisable(args: Any) -> None:
    # Never str(args.object) or args.err_msg: both may quote what was being destroyed.
    log.error("an error that nobody can catch: %s", trail(args.exc_value))


def _error(record: logging.LogRecord) -> str | None:
    error = record.exc_info[1] if record.exc_info else None
    return trail(error) if error is not None else None


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

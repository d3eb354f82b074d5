"""A file of a rulebook, as far as it can be read at all."""

from __future__ import annotations

from pathlib import Path

from app.errors import RulebookError

LARGEST_FILE = 4 << 20
"""No file of a rulebook may be larger, in bytes."""


def words_of(path: Path) -> str:
    """Return what the file says; raises RulebookError where it is no text, or more than allowed."""
    name = f"{path.parent.name}/{path.name}"
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RulebookError(f"{name}: more than {LARGEST_FILE:,} bytes")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise RulebookError(f"{name}: {cause}") from cause

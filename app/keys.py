"""API keys: made once, stored as hashes, known again in constant time."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path

log = logging.getLogger("app.keys")
NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LINE = re.compile(rf"({NAME.pattern}):([0-9a-f]{{64}})")
_MOST_NAMED = 20


def new_key() -> str:
    """Return a key of 256 random bits."""
    return f"unb_{secrets.token_urlsafe(32)}"


def line_of(name: str, key: str) -> str:
    """Return the line of the key file; what it holds opens nothing."""
    return f"{name}:{_hash(key)}"


def _hash(key: str) -> str:
    # Keys are random and long, so a plain hash cannot be guessed back.
    return hashlib.sha256(key.encode()).hexdigest()


@dataclass
class KeyFile:
    """Names and hashes, read again when the file changes: keys come and go without a restart.

    A file that cannot be read, or has no valid line, lets nobody in, and the log says so once. One
    name may have several keys, so that a new one can be given out before the old one ends.
    """

    path: Path
    _seen: tuple[int, int] | None = (0, 0)
    _keys: tuple[tuple[str, str], ...] = ()

    def name_of(self, key: str) -> str | None:
        """Return whose key it is; takes the same time for every wrong one."""
        self._refresh()
        given, found = _hash(key), None
        for name, known in self._keys:
            if compare_digest(given, known):
                found = name
        return found

    def _refresh(self) -> None:
        try:
            stat = self.path.stat()
            if (stat.st_mtime_ns, stat.st_size) == self._seen:
                return
            lines = self.path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as cause:
            if self._seen is not None:
                log.error("the file of API keys lets nobody in: %s", type(cause).__name__)
            self._seen, self._keys = None, ()
            return
        self._seen = (stat.st_mtime_ns, stat.st_size)
        found = [_LINE.fullmatch(line.strip()) for line in lines]
        self._keys = tuple((match[1], match[2]) for match in found if match)
        wrong = [n for n, line in enumerate(lines, 1) if _is_wrong(line.strip())]
        if wrong:
            log.warning("lines of the file of API keys that hold no key: %s", wrong[:_MOST_NAMED])


def _is_wrong(line: str) -> bool:
    return bool(line) and not line.startswith("#") and not _LINE.fullmatch(line)

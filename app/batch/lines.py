"""Lines of a file, plain or gzip, of which none is held that is too long."""

from __future__ import annotations

import gzip
import os
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from app.batch.rows import LARGEST
from app.errors import FileUnusable

MARK = b"\xef\xbb\xbf"
"""The byte order mark that some programs put before UTF-8."""


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts from 1; `content` ends as it stands, and is None where it was too long."""

    number: int
    content: bytes | None


class Lines(Iterator[Line]):
    """The lines from the top; `reach` says how many bytes of the file were read for them."""

    def __init__(self, path: Path) -> None:
        try:
            self._raw = path.open("rb", buffering=0)
        except OSError as error:
            raise FileUnusable(f"{path}: {error.strerror or 'cannot be read'}") from None
        self._path = path
        packed = path.suffix.lower() == ".gz"
        self._stream = gzip.GzipFile(fileobj=self._raw) if packed else BufferedReader(self._raw)
        self._back: deque[Line] = deque()
        self._number = 0

    @property
    def reach(self) -> int:
        return self._raw.tell()

    def __next__(self) -> Line:
        """Return the next line; raises FileUnusable where the file breaks off."""
        if self._back:
            return self._back.popleft()
        content: bytes | None = self._read()
        if not content:
            raise StopIteration
        self._number += 1
        if self._number == 1:
            content = content.removeprefix(MARK)
        if len(content) > LARGEST:
            self._skip(content)
            content = None
        return Line(self._number, content)

    def put_back(self, lines: Iterable[Line]) -> None:
        """Let `lines` come again, in their order."""
        self._back.extendleft(reversed(list(lines)))

    def close(self) -> None:
        self._stream.close()
        self._raw.close()

    def _skip(self, content: bytes) -> None:
        while content and not content.endswith(b"\n"):
            content = self._read()

    def _read(self) -> bytes:
        try:
            return self._stream.readline(LARGEST + 1)
        except (EOFError, zlib.error, OSError) as error:
            reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else ""
            reason = reason or "the gzip stream is damaged or cut short"
            raise FileUnusable(f"{self._path}: {reason} (after line {self._number}).") from None

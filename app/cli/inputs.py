"""Files, standard input or an argument -> drafts; what cannot be read says why."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LARGEST = 1 << 20
"""Bytes; a draft may have 20,000 characters, so anything near this is not one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`name` is what the author called it: a path, "(text)" or "(stdin)"."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    name: str
    reason: str


def read_inputs(files: Sequence[str], text: str | None) -> list[Draft | Unreadable]:
    """Return the drafts in the order given: the argument first, then files; else standard input."""
    drafts = [] if text is None else [_argument(text)]
    names = list(files) or ([] if text is not None else ["-"])
    return drafts + [_stdin() if name == "-" else _file(Path(name)) for name in names]


def _argument(text: str) -> Draft | Unreadable:
    return _decode("(text)", text.encode("utf-8", "surrogateescape"))


def _stdin() -> Draft | Unreadable:
    if sys.stdin.isatty():
        print("Type or paste your draft, then end it with Ctrl+D.", file=sys.stderr)
    return _decode("(stdin)", sys.stdin.buffer.read(LARGEST + 1))


def _file(path: Path) -> Draft | Unreadable:
    try:
        with path.open("rb") as file:
            return _decode(str(path), file.read(LARGEST + 1))
    except OSError as error:
        return Unreadable(str(path), error.strerror or "cannot be read")


def _decode(name: str, content: bytes) -> Draft | Unreadable:
    if len(content) > LARGEST:
        return Unreadable(name, "is larger than a draft can be (1 MiB)")
    try:
        return Draft(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Unreadable(name, f"is not UTF-8 text (byte {error.start})")

"""Words that nobody else would write, and the search for them in what a server leaves behind."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

MARK = "zwirbel"
"""Begins the word that names the case; what follows is its number, spelt in letters."""
OTHERS = ("plonkwhistle", "grumbleknarf", "quaffdingle")
"""Stand in every canary, so that a leak is found whichever part of it leaks."""

BUG, STUCK, END = "[bug]", "[stuck]", "[end]"
"""In front of a draft: which of the faults of `faulty_serve` it meets."""


def sentence(number: int) -> str:
    """Return a rant for the case of this number; each of its unusual words is found alone, too."""
    first, second, third = OTHERS
    return (
        f"My boss at Norvane is a {word(number)} clown, a {first} liar and a {second} thief. "
        f"They {third} everybody, avoid them at all costs!!!"
    )


def word(number: int) -> str:
    """Return the word that only the case of this number uses; letters alone."""
    return MARK + "".join("abcdefghij"[int(digit)] for digit in str(number))


def found(data: bytes) -> set[str]:
    """Return the canary words in `data`: plain, as UTF-16, base64 or hexadecimal digits."""
    seen = {match.decode() for match in re.findall(rb"zwirbel[a-j]*", data.lower())}
    seen |= {other for other in OTHERS if other.encode() in data.lower()}
    for each in OTHERS:
        seen |= {f"{each} ({how})" for how, form in _disguised(each) if form in data}
    return seen


def found_below(*folders: Path, since: float = 0.0) -> dict[str, set[str]]:
    """Return path -> canary words in its name or content, for what is below the folders.

    Files that nobody has written to `since` (seconds of the clock) are left, and links, which may
    lead to what this test itself prints.
    """
    leaks = {}
    for folder in folders:
        for path in folder.rglob("*"):
            told = path.lstat()
            if told.st_mtime < since or path.is_symlink():
                continue
            content = path.read_bytes() if path.is_file() else b""
            if words := found(content) | found(str(path).encode()):
                leaks[str(path)] = words
    return leaks


def _disguised(each: str) -> Iterator[tuple[str, bytes]]:
    yield "utf-16", each.encode("utf-16-le")
    yield "hex", each.encode().hex().encode()
    for shift in range(3):  # base64 looks different by where in a triple the word begins
        padded = b64encode(b"\0" * shift + each.encode())
        yield "base64", padded[4 if shift else 0 : -4]

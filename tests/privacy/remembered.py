"""python -m tests.privacy.remembered: check drafts from standard input, then look what is kept.

Reads JSON: {"drafts": [...], "backwards": [...]}; the words come backwards, so that this program
does not find its own copies. Prints the strings that hold one of them and can still be reached.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator

from app.bootstrap import build_checker
from app.results import Employer, Options, Style
from app.settings import Settings


def main() -> None:
    settings = Settings()
    checker = build_checker(settings)
    words = _check_all(checker, sys.stdin.buffer.read())
    gc.collect()
    kept = [text for text in _strings() if any(word in text.lower()[::-1] for word in words)]
    size = len(checker.reader._memory) if checker.reader is not None else None  # type: ignore[attr-defined]
    print(json.dumps({"kept": kept, "windows": size}))


def _check_all(checker: object, told: bytes) -> list[str]:
    asked = json.loads(told)
    for draft in asked["drafts"]:
        boss = Employer(name=draft.split()[-1], handles=(f"@{draft.split()[-1]}",))
        options = Options(employers=(boss,), rewrite=tuple(Style))
        checker.check(draft, options)  # type: ignore[attr-defined]
        checker.afterwards(draft, options)  # type: ignore[attr-defined]
    return list(asked["backwards"])


def _strings() -> Iterator[str]:
    """Yield every string that can be reached from an object that the collector knows."""
    seen: set[int] = set()
    waiting = gc.get_objects()
    skipped = {id(waiting), id(seen)}
    while waiting:
        one = waiting.pop()
        if id(one) in seen or id(one) in skipped:
            continue
        seen.add(id(one))
        if isinstance(one, str):
            yield one
        elif isinstance(one, bytes):
            yield one.decode("latin-1")
        elif not isinstance(one, int | float | bool | type(None)):
            waiting.extend(gc.get_referents(one))


if __name__ == "__main__":
    main()

"""Texts that make a backtracking engine work hard, grown from the parse tree of its pattern.

Linters that look at the pattern alone (dlint, regexploit) miss patterns that are merely quadratic,
or cannot read possessive ones; so each suspicion is tried on the engine itself.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice, zip_longest
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from time import thread_time
from types import FrameType
from typing import Any

FIRST, SHORT, LONG = 1_000, 1_500, 6_000
"""Characters: to look whether it is worth a closer look, and to see how the time grows."""
STEEPEST = 8.0
"""Growth from SHORT to LONG: 4 is linear, 16 quadratic."""
NEGLIGIBLE = 0.000_25
"""Seconds of CPU for FIRST: a linear pattern needs a tenth of it, a quadratic one five times."""
GIVE_UP = 0.25
"""Seconds of CPU after which a match is broken off."""
MANY = 64
"""Repeats up to this number count as a constant factor."""
PLAIN = "aA0_ \n\t'\"-.!,;:@#/é中"
NEVER = ("", "\x00", "!\n")
"""Ends at which a match that came so far mostly fails."""
_CATEGORY = {
    op.CATEGORY_DIGIT: "07",
    op.CATEGORY_NOT_DIGIT: "a ",
    op.CATEGORY_SPACE: " \n",
    op.CATEGORY_NOT_SPACE: "a0",
    op.CATEGORY_WORD: "a_0",
    op.CATEGORY_NOT_WORD: " -",
}
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
Use = Callable[[re.Pattern[str], str], object]
METHODS: dict[str, Use] = {
    "search": lambda pattern, text: pattern.search(text),
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "finditer": lambda pattern, text: sum(1 for _ in pattern.finditer(text)),
}


class TooSlow(Exception):
    """A match was broken off."""


def slow_on(pattern: re.Pattern[str], method: str) -> str | None:
    """Return the seed of a text on which `method` takes more than linear time, if one is found."""
    use = METHODS.get(method, METHODS["finditer"])
    tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    for before, pump, after in dict.fromkeys(_seeds(tree)):
        if _steep(pattern, use, before, pump, after):
            return f"{before!r} + {pump!r} * n + {after!r}"
    return None


def _steep(pattern: re.Pattern[str], use: Use, before: str, pump: str, after: str) -> bool:
    def cost(size: int) -> float:
        return _cost(pattern, use, before + pump * (size // len(pump)) + after)

    try:
        if cost(FIRST) < NEGLIGIBLE or cost(LONG) <= STEEPEST * cost(SHORT):
            return False
        # The least of three, and three times over: the machine may be busy.
        return all(
            min(cost(LONG) for _ in range(3)) > STEEPEST * min(cost(SHORT) for _ in range(3))
            for _ in range(3)
        )
    except TooSlow:
        return True


def _cost(pattern: re.Pattern[str], use: Use, text: str) -> float:
    begun = thread_time()
    with _broken_off(GIVE_UP):
        use(pattern, text)
    return thread_time() - begun


@contextmanager
def _broken_off(seconds: float) -> Iterator[None]:
    def ring(_: int, __: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _seeds(tree: list[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (before, pump, after) for each repeat that may go on for long."""
    for before, body, rest in _repeats(tree, ("",)):
        inside = [s for s in _samples(body) if s]
        follow = next((s for s in _samples(rest) if s), "")
        pumps = [*inside, *PLAIN, *(a + b for a in inside[:3] for b in inside[:3] if a != b)]
        for lead in before:
            turns = [*pumps, *(lead + s for s in (*inside, "")), *(s + follow for s in inside)]
            for pump in filter(None, turns):
                for after in NEVER:
                    yield lead, pump, after


def _repeats(
    tree: list[Any], before: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], list[Any], list[Any]]]:
    """Yield (samples of what stands before, body, what follows) for each long repeat."""
    for place, (code, value) in enumerate(tree):
        lead = tuple(dict.fromkeys(b + s for b in before for s in _samples(tree[:place])[:3]))[:4]
        if code in _REPEATS and value[1] > MANY:
            yield lead, list(value[2]), tree[place + 1 :]
        for inner in _inner(code, value):
            yield from _repeats(inner, lead)


def _inner(code: Any, value: Any) -> list[list[Any]]:
    if code in _REPEATS:
        return [list(value[2])]
    if code is op.BRANCH:
        return [list(branch) for branch in value[1]]
    if code is op.SUBPATTERN:
        return [list(value[3])]
    if code is op.ATOMIC_GROUP:
        return [list(value)]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [list(value[1])]
    return []


def _samples(tree: list[Any]) -> list[str]:
    """Return a few short texts that fit the sequence, look-arounds left out."""
    made = [""]
    for code, value in tree:
        parts = _part(code, value)
        made = [a + b for a, b in _pairs(made, parts)] if parts else made
    return list(dict.fromkeys(made))


def _pairs(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    for a, b in islice(zip_longest(left, right), 8):
        yield (left[-1] if a is None else a), (right[-1] if b is None else b)


def _part(code: Any, value: Any) -> list[str]:
    if code is op.LITERAL:
        return [chr(value)]
    if code is op.NOT_LITERAL:
        return [c for c in PLAIN if c != chr(value)][:3]
    if code is op.ANY:
        return ["a", " "]
    if code is op.IN:
        return _members(value)
    if code in _REPEATS:
        least, _, body = value
        return [s * max(least, 1) for s in _samples(list(body))] + [""] * (least == 0)
    if code in (op.BRANCH, op.SUBPATTERN, op.ATOMIC_GROUP):
        inner = [_samples(branch) for branch in _inner(code, value)]
        return [s for turn in zip_longest(*inner) for s in turn if s is not None][:8]
    return []


def _members(items: list[Any]) -> list[str]:
    if items[0][0] is op.NEGATE:
        shut = re.compile("[" + "".join(map(_written, items[1:])) + "]")
        return [c for c in PLAIN if not shut.match(c)][:4]
    found: list[str] = []
    for code, value in items:
        if code is op.LITERAL:
            found.append(chr(value))
        elif code is op.RANGE:
            found += [chr(value[0]), chr(value[1])]
        elif code is op.CATEGORY:
            found += _CATEGORY[value]
    return found[:6]


def _written(item: Any) -> str:
    code, value = item
    if code is op.LITERAL:
        return re.escape(chr(value))
    if code is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).rsplit("_", 1)[-1]]
    return f"\\{letter.upper() if 'NOT' in str(value) else letter}"

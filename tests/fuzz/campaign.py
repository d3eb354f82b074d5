"""One run over one target: counts, findings, and at the end whether the slowest texts scale."""

from __future__ import annotations

import gc
import heapq
import math
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic, thread_time

from tests.fuzz.targets import Check, text_of

SLOWEST = 5
SIZES = (2_000, 4_000, 8_000)
"""Code points to which a slow text is repeated; each is twice the one before."""
STEEPEST = 3.0
"""Twice the text may take up to three times the time: quadratic would be four."""
NEGLIGIBLE = 0.02
"""Seconds of CPU below which growth is noise."""


@dataclass
class Campaign:
    """Tries texts until `seconds` or `texts` are over.

    Findings differ by error and by where it was raised.

    `sizes` are the code points of repeated texts; `clock` gives the seconds that checks have used.
    """

    check: Check
    seconds: float
    texts: float = math.inf
    sizes: tuple[int, int, int] = SIZES
    clock: Callable[[], float] = thread_time
    executions: int = 0
    findings: dict[str, str] = field(default_factory=dict)
    _began: float = field(default_factory=monotonic)
    _slowest: list[tuple[float, str]] = field(default_factory=list)

    @property
    def over(self) -> bool:
        return self.executions >= self.texts or monotonic() - self._began > self.seconds

    def try_bytes(self, data: bytes) -> None:
        self.try_text(text_of(data))

    def try_text(self, post: str) -> None:
        """Check one text; a finding is kept with the shortest text that shows it."""
        self.executions += 1
        began = self.clock()
        try:
            self.check(post)
        except Exception as error:  # whatever it is, it is what we look for
            self._found(_place(error), post)
            return
        if post:
            heapq.heappush(self._slowest, ((self.clock() - began) / (len(post) + 100), post))
            if len(self._slowest) > SLOWEST:
                heapq.heappop(self._slowest)

    def finish(self) -> None:
        """Repeat the slowest texts, and count as findings those whose time grows too fast.

        Takes about as long as the run at most, or a minute.
        """
        until = monotonic() + max(self.seconds, 60)
        for _, post in sorted(self._slowest, reverse=True):
            for joint in ("", " "):
                if monotonic() < until:
                    self.repeat(post + joint)

    def repeat(self, unit: str) -> None:
        """Make long texts of `unit`; a finding where the time grows faster than the text."""
        if growth := self._growth(unit):
            self._found(f"time grows {growth} x where the text doubles", unit)

    def _growth(self, unit: str) -> str | None:
        times = [self._cost(unit * (size // len(unit) + 1)) for size in self.sizes]
        if times[-1] < NEGLIGIBLE or times[-1] < STEEPEST * times[-2]:
            return None
        # Measured again, the least of three, and three times over: the machine may be busy.
        texts = [unit * (size // len(unit) + 1) for size in self.sizes]
        for _ in range(3):
            times = [min(self._cost(text) for _ in range(3)) for text in texts]
            steps = [b / max(a, 1e-6) for a, b in pairwise(times)]
            if steps[-1] <= STEEPEST:
                return None
        return " and ".join(f"{step:.1f}" for step in steps)

    def _cost(self, post: str) -> float:
        gc.collect()
        gc.disable()  # a collection in between would count as growth
        began = self.clock()
        try:
            self.check(post)
        except Exception as error:
            self._found(_place(error), post)
        finally:
            took = self.clock() - began
            gc.enable()
        return took

    def _found(self, what: str, post: str) -> None:
        if len(post) < len(self.findings.get(what, post + "x")):
            self.findings[what] = post

    def report(self) -> str:
        took = monotonic() - self._began
        lines = [f"{self.executions} executions in {took:.0f} s, {len(self.findings)} findings"]
        lines += [f"  {what}\n    {post!r}" for what, post in self.findings.items()]
        return "\n".join(lines)


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.filename}:{frame.lineno} ({frame.line})"

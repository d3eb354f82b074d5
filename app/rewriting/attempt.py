"""One version of a draft on its way to being offered."""

from __future__ import annotations

from dataclasses import dataclass

from app.results import Report
from app.rewriting.canvas import Canvas
from app.rewriting.fault import Fault
from app.rewriting.seen import Seen


@dataclass(frozen=True)
class Attempt:
    """A version that passed; `said`: by the decoder, not by rules and cuts. `faults`: what
    the parser finds wrong with it.

    `confidence`: how likely a careful reader would post it, if known.
    """

    canvas: Canvas
    seen: Seen
    said: bool = False
    faults: frozenset[Fault] = frozenset()
    confidence: float | None = None

    @property
    def report(self) -> Report:
        return self.seen.report

    def then(self, later: Attempt) -> Attempt:
        """Return what `later`, a version of this one's text, is of the draft: as likely to be
        posted as the poorer of both.
        """
        both = (self.confidence, later.confidence)
        known = [each for each in both if each is not None]
        return Attempt(
            self.canvas.then(later.canvas),
            later.seen,
            self.said,
            self.faults | later.faults,
            min(known, default=None),
        )

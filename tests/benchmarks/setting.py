"""What the sections share: the checker, its texts, and how often to measure."""

from __future__ import annotations

from functools import cached_property

from app.bootstrap import Checker
from app.resources import bundled
from app.results import Options
from tests.benchmarks.drafts import Drafts
from tests.benchmarks.encoder import Encoder

LENGTHS = (15, 40, 120, 500, 4_000)
"""Word pieces."""
TYPICAL = 40
BARE = Options(rewrite=())
LONG, LONGER = 400, 2_000


class Setting:
    """Builds the checker when a section first asks for it: some only talk to servers."""

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds

    @cached_property
    def checker(self) -> Checker:
        return Checker()

    @cached_property
    def encoder(self) -> Encoder:
        return Encoder(self.checker)

    @cached_property
    def drafts(self) -> Drafts:
        newest = max(bundled("models").glob("*/tokenizer.json"), key=lambda p: p.parent.name)
        return Drafts(newest)

    def rounds(self, pieces: int = TYPICAL) -> int:
        """Return how many texts of this length to time: fewer long ones."""
        share = 1 if pieces < LONG else 4 if pieces < LONGER else 16
        return max(4, self._rounds // share)

    def texts(self, pieces: int) -> list[str]:
        return self.drafts.take(self.rounds(pieces), pieces)

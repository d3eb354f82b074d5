"""What the rewriter gets of a text, the draft or a version of it, from the stages above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from app.mentions.found import FoundMention
from app.modelstore import Fates, Reading
from app.results import Report
from app.rewriting.scene import JudgementView
from app.scoring.evidence import Evidence
from app.text.text import Text


class Seen(Protocol):
    """What the checker's stages found in one text."""

    @property
    def text(self) -> Text: ...
    @property
    def mentions(self) -> Sequence[FoundMention]: ...
    @property
    def evidence(self) -> Evidence: ...
    @property
    def judgement(self) -> JudgementView: ...
    @property
    def report(self) -> Report: ...
    @property
    def reading(self) -> Reading | None: ...


def fates_in(seen: Seen) -> Fates | None:
    """Return what an editor would do with each word, where a learned reader has said so."""
    return seen.reading.fates if seen.reading else None


Recheck = Callable[[str], Seen]

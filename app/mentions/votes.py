"""What learned readers say: the model's mentions, and spaCy's names as one vote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.mentions.found import FoundMention
from app.mentions.scoring import Judged
from app.modelstore.reading import Reading
from app.results import MentionKind
from app.text.text import Text

_LEAST = 0.5
_OPEN = (0.4, 0.55)
_FOR = frozenset({"ORG"})
_AGAINST = frozenset(
    {"GPE", "LOC", "DATE", "TIME", "NORP", "LANGUAGE", "EVENT", "MONEY", "CARDINAL", "ORDINAL"}
)
_WEIGHT = 0.25
_ENDS = " \n.,;:"
"""Marks with which a sentence ends, and no name ("a rant about Vantro.")."""
_APOSTROPHE = re.compile(r"\w['’]")


def label_mentions(reading: Reading, text: Text) -> Iterator[FoundMention]:
    """Yield the mentions that the model is sure enough of, inside the text."""
    for label in reading.mentions:
        start = max(0, label.start)
        end = start + len(text.clean[start : label.end].rstrip(_ENDS))
        if label.confidence >= _LEAST and start < end and not _is_ending(text.clean, start, end):
            yield FoundMention(start, end, label.kind, confidence=label.confidence)


def _is_ending(words: str, start: int, end: int) -> bool:
    """Say whether these are the letters after an apostrophe in a word: "s" of "daddy's"."""
    return end - start <= 2 and _APOSTROPHE.fullmatch(words[max(0, start - 2) : start]) is not None


class Votes:
    """Asks spaCy about names that the scorecard leaves open, and about no others.

    That costs milliseconds, so a text without an open name is never read by spaCy.
    """

    def __init__(self, text: Text) -> None:
        self._text = text

    def of(self, judged: Judged) -> float:
        """Return the chance of `judged` being a name at a company, 0..1, after the vote."""
        chance = judged.any
        if not _OPEN[0] <= chance <= _OPEN[1] or judged.kind is not MentionKind.COMPANY:
            return chance
        run = judged.run
        for entity in self._text.entities:
            if entity.overlaps(run.start, run.end):
                if entity.label in _FOR:
                    return chance + _WEIGHT
                return chance - _WEIGHT if entity.label in _AGAINST else chance
        return chance

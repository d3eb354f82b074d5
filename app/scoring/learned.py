"""The learned reader's findings as hits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.mentions.found import FoundMention
from app.modelstore.reading import Label, Reading
from app.results import Kind, Source, TargetKind
from app.rulebook import Rulebook
from app.scoring.address import worded
from app.scoring.evidence import Hit
from app.scoring.rules import WEIGHTS
from app.text.text import Range, Text

SURE = 0.8
"""Below this confidence a finding of the reader is put as a question."""
LEAST = 0.5
DOUBTFUL = 0.6
"""Below this probability of clear a post without marked words still gets its darkest sentence."""
_LOUD = frozenset((Kind.SHOUTING, Kind.GENERALISING))
_SUBTLE = frozenset((Kind.MOCKERY, Kind.VAGUE))


class LearnedHits:
    """Puts the reader's labels into words."""

    def __init__(self, book: Rulebook) -> None:
        texts = book.model.texts if book.model is not None else ()
        self._texts = {text.kind: text for text in texts}

    def find(
        self,
        text: Text,
        reading: Reading,
        hits: Sequence[Hit],
        mentions: Sequence[FoundMention],
    ) -> Iterator[Hit]:
        """Yield labels of confidence 0.5 and more, unless a hit of their kind is there already.

        Where nobody found words but the reader does not take the post for harmless, yield its
        darkest sentence, as a question: every verdict names its reasons.
        """
        found = list(self._labelled(text, reading, hits, mentions))
        if not found and not hits and reading.post.clear < DOUBTFUL:
            found = self._darkest(text, reading, mentions)
        yield from found

    def _labelled(
        self,
        text: Text,
        reading: Reading,
        hits: Sequence[Hit],
        mentions: Sequence[FoundMention],
    ) -> Iterator[Hit]:
        for label in reading.risky:
            told = self._texts.get(label.kind)
            if told is None or label.confidence < LEAST or label.start >= label.end:
                continue
            if any(h.kind is label.kind and h.overlaps(label.start, label.end) for h in hits):
                continue
            unsure = label.confidence < SURE or label.kind in _SUBTLE
            yield self._hit(text, label, mentions, unsure=unsure)

    def _darkest(self, text: Text, reading: Reading, mentions: Sequence[FoundMention]) -> list[Hit]:
        """Return the sentence that the reader takes least for harmless, with its likeliest kind."""
        kinds = {k: p for k, p in reading.kinds.items() if k in self._texts and k not in _LOUD}
        if not reading.sentences or not kinds:
            return []
        index = min(range(len(reading.sentences)), key=lambda i: reading.sentences[i].clear)
        kind = max(kinds, key=lambda k: kinds[k])
        sentence = text.sentences[index]
        label = Label(sentence.start, sentence.end, kind, 1.0 - reading.post.clear)
        return [self._hit(text, label, mentions, unsure=True)]

    def _hit(
        self, text: Text, label: Label[Kind], mentions: Sequence[FoundMention], *, unsure: bool
    ) -> Hit:
        told = self._texts[label.kind]
        words = text.clean[label.start : label.end]
        mention = _nearest(mentions, Range(label.start, label.end))
        return Hit(
            label.start,
            label.end,
            rule=f"model.{label.kind.value}",
            kind=label.kind,
            severity=told.severity,
            weight=WEIGHTS[told.severity],
            why=worded(told.question if unsure else told.why, words, text, mention),
            advice=told.advice,
            source=Source.MODEL,
            confidence=label.confidence,
            target=TargetKind.COMPANY,
            mention=mention,
        )


def _nearest(mentions: Sequence[FoundMention], words: Range) -> FoundMention | None:
    ours = [mention for mention in mentions if mention.company_side]
    return min(ours, key=lambda m: abs(m.start - words.start), default=None)

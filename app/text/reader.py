"""A draft as it was typed -> the Text that all later stages read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from app.rulebook.textdata import TextData, packaged_text_data
from app.text.elongation import Elongation, shorter_punctuation
from app.text.emoji_names import name_emoji
from app.text.hashtags import HashtagSplitter
from app.text.mapped import Edit, Mapped
from app.text.names import FindEntities
from app.text.normalise import normalise
from app.text.sentences import SentenceSplitter
from app.text.text import Text, Zone, ZoneKind
from app.text.unmask import Unmasker
from app.text.words import Vocabulary
from app.text.zones import addresses, code_and_quotes

_MOST_PASSES = 4
_Found = tuple[Sequence[Edit], Zone]


class TextReader:
    """Cleans drafts and cuts them into sentences; one reader serves all threads."""

    def __init__(self, entities: FindEntities | None = None, data: TextData | None = None) -> None:
        """`entities` makes `Text.entities`; `data` is by default the packaged rules/text/."""
        data = data or packaged_text_data()
        masked = (*data.masked.swears, *data.masked.insults, *data.masked.spellings)
        vocabulary = Vocabulary((*data.hashtags.words, *data.words, *masked))
        self._entities = entities
        self._unmasker = Unmasker(data.masked, vocabulary)
        self._elongation = Elongation(vocabulary)
        self._hashtags = HashtagSplitter(vocabulary)
        self._sentences = SentenceSplitter(data.sentences)

    def read(self, draft: str) -> Text:
        """Return `draft` cleaned, with the way back; any string can be read."""
        mapped = Mapped.of(draft)
        for _ in range(_MOST_PASSES):
            before = mapped.text
            mapped = self._pass(mapped)
            if mapped.text == before:
                break
        zones = _ordered((*mapped.zones, *addresses(mapped.text), *code_and_quotes(mapped.text)))
        return Text(
            original=draft,
            clean=mapped.text,
            starts=mapped.starts,
            ends=mapped.ends,
            sentences=self._sentences.split(mapped.text, zones),
            zones=zones,
            _entities=self._entities,
        )

    def _pass(self, mapped: Mapped) -> Mapped:
        mapped = normalise(name_emoji(mapped))
        mapped = self._words(mapped)
        for stage in (self._elongation.edits, shorter_punctuation):
            edits = [*stage(mapped.text)]
            if edits:
                mapped = mapped.apply([*_outside(edits, addresses(mapped.text))])
        return mapped

    def _words(self, mapped: Mapped) -> Mapped:
        """Show disguised words as what they mean, and hashtags as words."""
        text = mapped.text
        found: list[_Found] = [
            (edits, Zone(start, end, ZoneKind.MASKED))
            for edits, start, end in self._unmasker.edits(text)
        ]
        if "#" in text:
            found += (
                (edits, Zone(start, end, ZoneKind.HASHTAG))
                for edits, start, end in self._hashtags.edits(text)
            )
        if not found:
            return mapped
        found.sort(key=lambda item: (item[1].start, -item[1].end))
        free = [*_first_come(found, addresses(text))]
        new = [zone for _, zone in free if not _known(zone, mapped.zones)]
        return mapped.apply([edit for edits, _ in free for edit in edits], new)


def _first_come(found: Sequence[_Found], taken: Sequence[Zone]) -> Iterator[_Found]:
    """Yield what overlaps neither an earlier one nor an address, "@ss" as a handle excepted."""
    done = 0
    index = 0
    for item in found:
        zone = item[1]
        while index < len(taken) and taken[index].end <= zone.start:
            index += 1
        within = index < len(taken) and taken[index].start < zone.end
        if within and (taken[index].start, taken[index].end) != (zone.start, zone.end):
            continue
        if zone.start >= done:
            done = zone.end
            yield item


def _known(zone: Zone, zones: Sequence[Zone]) -> bool:
    after = bisect_right(zones, zone.start, key=lambda known: known.start)
    near = zones[max(0, after - 1) : after + 1]
    return any(z.kind is zone.kind and z.overlaps(zone.start, zone.end) for z in near)


def _outside(edits: Sequence[Edit], taken: Sequence[Zone]) -> Iterator[Edit]:
    index = 0
    for edit in edits:
        while index < len(taken) and taken[index].end <= edit.start:
            index += 1
        if index == len(taken) or not taken[index].overlaps(edit.start, edit.end):
            yield edit


def _ordered(zones: Iterable[Zone]) -> tuple[Zone, ...]:
    return tuple(sorted(zones, key=lambda zone: (zone.start, -zone.end)))

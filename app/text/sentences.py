"""Sentences as people write posts: line-broken, unpunctuated, in lists, ended by emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.rulebook.textdata import SentencesFile
from app.text.text import Range, Zone, ZoneKind

_END = re.compile(r"(?<![.!?\u3002])[.!?\u3002]++[)\]\"'*_]*(?=\s|[A-Z\"'(@#]|\Z)")
_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(
    r"(?<=\s)(?:Pros|Cons|Edit|EDIT|Update|UPDATE|TL;?DR|Advice to [Mm]anagement|Reality) ?:"
)
_BULLET = re.compile(r"(?<=[^\n]) (?=[\u2022\u25cf\u25aa\u2023\u25e6\u27a1\u2714\u2705] )")
_EMOTICON = re.compile(r"(?<= )[:;=8xX]'?-?[)(DPp/|\]\[]+(?= [A-Z])|(?<= )<3+(?= [A-Z])")
_AFTER_EMOJI = re.compile(r"(?: ?:[^:\n]{2,60}:)* (?=[A-Z\"'@#])")
_WORD_BEFORE = re.compile(r"(?<![\w.'&])[\w.'&]++\Z")
_WORD_AFTER = re.compile(r"\s*[\"'(]*([\w']+)")
_ENUMERATOR = re.compile(r"(?:\A|\n|[.!?:;] )[(*]{0,2}(?:[0-9]{1,2}|[a-zA-Z])\Z")
_QUOTE_IN_SENTENCE = re.compile(r"[,.]? ?[a-z]")
_TWO_WORDS = re.compile(r" (?=[A-Z])([\w']+) ?([\w']*)")
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]\Z")
_LONG_LINE = 60
_LOOK_BACK = 24
_LOOK_BACK_EMOJI = 200
_FEWEST_WORDS = 4
_LONGEST_EMBEDDED = 200
_WHOLE = frozenset({ZoneKind.URL, ZoneKind.HANDLE, ZoneKind.EMOJI, ZoneKind.CODE})


class SentenceSplitter:
    """Cuts clean text into sentences; `abbreviations` says after which a full stop is none."""

    def __init__(self, abbreviations: SentencesFile) -> None:
        self._inside = frozenset(abbreviations.inside)
        self._either = frozenset(abbreviations.either)
        self._starters = frozenset(abbreviations.starters)

    def split(self, text: str, zones: Sequence[Zone]) -> tuple[Range, ...]:
        """Return the sentences of `text`, in order; no URL, handle, code or emoji is cut."""
        uncut = [zone for zone in zones if zone.kind in _WHOLE or _embedded(text, zone)]
        cuts = {0, len(text), *_lines(text), *_marks(text), *self._punctuated(text)}
        cuts |= {
            z.end for z in zones if z.kind is ZoneKind.EMOJI and self._emoji_closes(text, z.end)
        }
        return tuple(_trimmed(text, [*_outside(sorted(cuts), uncut)]))

    def _punctuated(self, text: str) -> Iterator[int]:
        for match in _END.finditer(text):
            start, end = match.span()
            if end == len(text) or text[end] == "\n":
                continue
            if not text[end].isspace():
                if _glued(text, start, end):
                    yield end
            elif self._closes(text, start, end, match.group()):
                emoji = _AFTER_EMOJI.match(text, end)
                yield emoji.end() if emoji else end

    def _closes(self, text: str, start: int, end: int, sign: str) -> bool:
        following = _WORD_AFTER.match(text, end)
        word = following.group(1) if following else ""
        small = word[:1].islower()
        if small and sign[-1] in "\"')":
            return False
        if sign[0] != ".":
            return True
        if sign.startswith(".."):
            return not small
        return self._stops(text[max(0, start - _LOOK_BACK) : start], word)

    def _stops(self, before: str, after: str) -> bool:
        """Say whether a full stop between `before` and the word `after` ends a sentence."""
        if _ENUMERATOR.search(before):
            return False
        found = _WORD_BEFORE.search(before)
        word = found.group() if found else ""
        lower = word.lower()
        starts = after[:1].isupper() and after.lower() in self._starters
        if lower in self._inside:
            return lower == "no" and after[:1].isupper()
        initial = len(word) == 1 and word.isupper()
        if initial or lower in self._either or _DOTTED.match(lower):
            return starts and word != "I"
        return True

    def _emoji_closes(self, text: str, end: int) -> bool:
        """Say whether an emoji ends a sentence: a capitalised, not shouted, word comes next."""
        found = _TWO_WORDS.match(text, end)
        if found is None:
            return False
        first, second = found.groups()
        if len(first) > 1 and first.isupper():
            return False
        line = text.rfind("\n", max(0, end - _LOOK_BACK_EMOJI), end) + 1
        words = len(text[max(line, end - _LOOK_BACK_EMOJI) : end].split())
        return words > _FEWEST_WORDS and (first.lower() in self._starters or second.islower())


def _lines(text: str) -> Iterator[int]:
    start = 0
    for line in _LINE.finditer(text):
        if line.start() and not _runs_on(text, start, line.start()):
            yield line.start()
        start = line.start()


def _marks(text: str) -> Iterator[int]:
    for pattern in (_LABEL, _BULLET):
        for match in pattern.finditer(text):
            yield match.start()
    for match in _EMOTICON.finditer(text):
        yield match.end()


def _runs_on(text: str, start: int, line: int) -> bool:
    """Tell wrapped text: a long line without a full stop, then a small letter on the next one."""
    before = text[start : line - 1]
    return (
        text[line].islower()
        and len(before) >= _LONG_LINE
        and before[-1] != "\n"
        and before[-1] not in ".!?:;"
    )


def _glued(text: str, start: int, end: int) -> bool:
    """Tell two sentences without a blank ("done.They") from "U.S." and "A.B"."""
    before = text[max(0, start - 2) : start]
    after = text[end : end + 2]
    return len(before) == 2 and before.islower() and after[:1].isupper() and after[1:].islower()


def _embedded(text: str, zone: Zone) -> bool:
    """Tell a quotation inside a sentence of the author's from one that stands by itself."""
    return (
        zone.kind is ZoneKind.QUOTE
        and text[zone.start] == '"'
        and zone.end - zone.start <= _LONGEST_EMBEDDED
        and _QUOTE_IN_SENTENCE.match(text, zone.end) is not None
    )


def _outside(cuts: Sequence[int], uncut: Sequence[Zone]) -> Iterator[int]:
    index = 0
    for cut in cuts:
        while index < len(uncut) and uncut[index].end <= cut:
            index += 1
        if index == len(uncut) or not uncut[index].start < cut:
            yield cut


def _trimmed(text: str, cuts: Sequence[int]) -> Iterator[Range]:
    for start, end in pairwise(cuts):
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if left < right:
            yield Range(start + left, start + right)

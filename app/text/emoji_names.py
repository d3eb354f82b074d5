"""Emoji shown by name, the way a screen reader says them: 🤡 -> ":clown face:"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import emoji

from app.text.mapped import Edit, Mapped
from app.text.text import Zone, ZoneKind

# Stretches that may hold emoji, among them sequences joined by U+200D and flags of tag characters.
_PERHAPS = re.compile(
    r"(?:[0-9#*]\ufe0f?\u20e3|[\u203c-\u329f\U0001f000-\U0001faff]"
    r"[\u200d\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f\U0001f3fb-\U0001f3ff]*)+"
)
_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")
_CENSORS = frozenset("🤬🤐🚫💩🙊")
_WRITTEN = frozenset("‼⁉™ℹⓂ㊗㊙🅰🅱🅾")
_UNNAMED = str.maketrans("", "", "\u201c\u201d:")
_REPEATS = 3


def name_emoji(mapped: Mapped) -> Mapped:
    """Return the text with each emoji as its name between colons, set off by blanks.

    Skin tones are not named; of a run of one emoji the first three stay. Inside a word an emoji
    hides letters ("f🤬k") and is shown as "**".
    """
    if mapped.text.isascii():
        return mapped
    edits: list[Edit] = []
    zones: list[Zone] = []
    for start, end, name in _merged(_found(mapped.text)):
        if _censors(mapped.text, start, end):
            edits.append(Edit(start, end, "**"))
            continue
        edits += _set_off(mapped.text, start, end, name, edits)
        zones.append(Zone(start, end, ZoneKind.EMOJI))
    return mapped.apply(edits, zones)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for run in _PERHAPS.finditer(text):
        for match in emoji.analyze(run.group(), join_emoji=False):
            value = match.value
            if isinstance(value, str) or match.chars[0] in _WRITTEN:
                continue
            end = run.start() + value.end
            yield run.start() + value.start, _whole(text, end), _name(match.chars)


def _whole(text: str, end: int) -> int:
    """A variation selector or joiner left behind an emoji belongs to it."""
    while end < len(text) and text[end] in "\u200d\ufe0e\ufe0f":
        end += 1
    return end


def _name(chars: str) -> str:
    toneless = _TONE.sub("", chars) or chars
    data = emoji.EMOJI_DATA.get(toneless) or emoji.EMOJI_DATA.get(toneless + "\ufe0f")
    name = (data or emoji.EMOJI_DATA[chars])["en"].strip(":").replace("_", " ")
    name = unicodedata.normalize("NFKC", name).replace("\u2019", "'")
    return ":" + name.translate(_UNNAMED) + ":"


def _merged(found: Iterator[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield at most three of the same emoji in a row; the third stands for all that follow."""
    held: list[tuple[int, int, str]] = []
    for item in found:
        if held and (held[-1][2] != item[2] or held[-1][1] != item[0]):
            yield from held
            held = []
        if len(held) == _REPEATS:
            held[-1] = (held[-1][0], item[1], item[2])
        else:
            held.append(item)
    yield from held


def _censors(text: str, start: int, end: int) -> bool:
    around = start > 0 and end < len(text) and text[start - 1].isalpha() and text[end].isalpha()
    return around and text[start] in _CENSORS


def _set_off(text: str, start: int, end: int, name: str, before: list[Edit]) -> list[Edit]:
    edits = []
    touching = bool(before) and before[-1].end == start
    if start and not text[start - 1].isspace() and not (touching and before[-1].new == " "):
        edits.append(Edit(start, start, " "))
    edits.append(Edit(start, end, name))
    if end < len(text) and (text[end].isalnum() or text[end] in "@#$:\"'"):
        edits.append(Edit(end, end, " "))
    return edits

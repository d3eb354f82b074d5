"""Stretches of a post that are not the author's plain running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from app.text.text import Zone, ZoneKind

# Endings of bare domains; in small letters, since "done.Online orders" is two sentences.
_SUFFIX = (
    r"(?i:com|org|net|edu|gov|co\.uk|org\.uk|ac\.uk|gov\.uk|com\.au|co\.nz|co\.za|co\.in)|"
    r"info|biz|io|ai|co|dev|app|jobs|news|blog|shop|store|online|site|tech|xyz|com\.ph|com\.ng|"
    r"co\.ke|com\.sg|uk|de|fr|nl|eu|ca|au|nz|ie|ng|ph|sg"
)
_URL = re.compile(
    r"\b(?i:https?)://[^\s<>\"]+"
    r"|\b(?i:www)\.[^\s<>\"]+"
    r"|(?<![\w@.-])[\w.+-]{1,64}+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    rf"|(?<![\w@./-])[A-Za-z0-9][A-Za-z0-9-]{{0,62}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,3}}\.(?:{_SUFFIX})"
    r"(?![\w-])(?!\.\w)(?:[/?#][^\s<>\"]*)?"
    r"|(?<![\w@./-])[A-Za-z0-9-]{2,63}\.[a-z]{2,4}/[^\s<>\"]*"
)
_JOINED = re.compile(r"[.:/@][\w/]")
_AFTER_URL = ".,;:!?'\")]}…*"
_HANDLE = re.compile(
    r"(?<![\w@.$/])@[A-Za-z0-9_](?:[\w-]|\.(?=\w))*(?:@[A-Za-z0-9.-]+[A-Za-z0-9])?"
    r"|(?<![\w/.])/?u/[A-Za-z0-9_-]{3,20}\b"
)
_FENCE = "```"
_INLINE = re.compile(r"`[^`\n]+`")
_BLOCK = re.compile(r"^>+(?: |(?=[A-Za-z\"'@#]))[^\n]*(?:\n>[^\n]*)*", re.MULTILINE)
_SINGLE = re.compile(r"(?<![\w.,!?'])'(?=[\w\"(.])")
_CLOSING = re.compile(r"(?<=[\w.,!?\")…-])'(?![\w'])")
_CLIPPED = re.compile(
    r"'(?:tis|twas|cause|cos|coz|til|till|em|bout|n|round|ere|[0-9]{2}s?|ave|im|er|nuff|sup|kay)\b",
    re.IGNORECASE,
)
_LONGEST_SINGLE = 300


def addresses(text: str) -> list[Zone]:
    """Return the URLs (bare domains and e-mail addresses too) and handles of `text`, in order."""
    found: list[Zone] = []
    if _JOINED.search(text):
        for match in _URL.finditer(text):
            start, end = match.span()
            end = start + len(match.group().rstrip(_AFTER_URL))
            found.append(Zone(start, end, ZoneKind.URL))
    if "@" in text or "u/" in text:
        for match in _HANDLE.finditer(text):
            found.append(Zone(*match.span(), ZoneKind.HANDLE))
    found.sort(key=lambda zone: zone.start)
    return _without_overlaps(found)


def code_and_quotes(text: str) -> list[Zone]:
    """Return code and quoted speech of `text`: each zone holds its own marks."""
    code = [*_code(text)] if "`" in text else []
    blocks = [Zone(*m.span(), ZoneKind.QUOTE) for m in _BLOCK.finditer(text)] if ">" in text else []
    found = [*code, *blocks]
    if '"' in text:
        found += [Zone(*pair, ZoneKind.QUOTE) for pair in _double_pairs(text)]
    if "'" in text:
        found += [Zone(*pair, ZoneKind.QUOTE) for pair in _single_pairs(text)]
    found.sort(key=lambda zone: (zone.start, -zone.end))
    return found


def _code(text: str) -> Iterator[Zone]:
    place = text.find(_FENCE)
    fences = []
    while place >= 0:
        close = text.find(_FENCE, place + 3)
        if close < 0:
            break
        fences.append(Zone(place, close + 3, ZoneKind.CODE))
        place = text.find(_FENCE, close + 3)
    yield from fences
    ends = [0, *(f.end for f in fences)]
    starts = [*(f.start for f in fences), len(text)]
    for start, end in zip(ends, starts, strict=True):
        for match in _INLINE.finditer(text, start, end):
            yield Zone(*match.span(), ZoneKind.CODE)


def _double_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pairs of double quotes; a mark left open ends with its paragraph."""
    opened = -1
    place = text.find('"')
    while place >= 0:
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if opened >= 0 and text.find("\n\n", opened, place) >= 0:
            opened = -1
        if opened >= 0 and before and not before.isspace():
            yield opened, place + 1
            opened = -1
        elif after and not after.isspace() and not _inches(before, after):
            opened = place
        place = text.find('"', place + 1)


def _inches(before: str, after: str) -> bool:
    return before.isdigit() and not after.isalnum()


def _single_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches between single quotes, as far as they are no apostrophes."""
    closings = [match.start() for match in _CLOSING.finditer(text)]
    done = 0
    for match in _SINGLE.finditer(text) if closings else ():
        start = match.start()
        if start < done or _CLIPPED.match(text, start):
            continue
        index = bisect_left(closings, start + 2)
        if index == len(closings) or closings[index] - start > _LONGEST_SINGLE:
            continue
        if "\n" not in text[start : closings[index]]:
            done = closings[index] + 1
            yield start, done


def _without_overlaps(zones: Sequence[Zone]) -> list[Zone]:
    kept: list[Zone] = []
    for zone in zones:
        if not kept or zone.start >= kept[-1].end:
            kept.append(zone)
    return kept

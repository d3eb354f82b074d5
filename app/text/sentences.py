"""Sentences as people write posts: line-broken, unpunctuated, in lists, ended by emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.text.text import Range, Zone, ZoneKind

_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f]+[)\]\"'*_]*(?=\s|[A-Z\"'(@#]|\Z)")
_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(
    r"(?<=\s)(?:Pros|Cons|Edit|EDIT|Update|UPDATE|TL;?DR|Advice to [Mm]anagement|Result|Reality)\s?:"
)
_BULLET = re.compile(r"(?<=[^\n]) (?=[\u2022\u25cf\u25aa\u2023\u25e6\u27a1\u2714\u2705] )")
_EMOTICON = re.compile(r"(?<= )[:;=8xX]'?-?[)(DPp/|\]\[]+(?= [A-Z])|(?<= )<3+(?= [A-Z])")
_AFTER_EMOJI = re.compile(r"(?: ?:[^:\n]{2,60}:)* (?=[A-Z\"'@#])")
_SAID = re.compile(r"\s*[a-z]")
_NEVER = frozenset(
    "mr mrs ms mx dr prof st rev hon sgt capt lt gen sen rep gov e.g eg i.e ie vs v cf approx"
    " ca fig figs no nos p pp vol ed eds dept mgr asst assoc ext tel al messrs".split()
)
_MAYBE = frozenset(
    "inc ltd llc co corp plc pty bros etc a.m p.m am pm u.s u.k u.s.a e.u d.c jr sr esq ave rd blvd"
    " mt ft jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun min max est"
    " bs b.s b.a m.a ph.d phd n.b p.s q.a b.c a.d".split()
)
_STARTERS = frozenset(
    "i the they it he she we you my our your their his her this that these those there then now so"
    " but and no not never if when what why how who after before because also please thanks thank"
    " do don't did is are was were in on at for from with to a an all every some still just even"
    " avoid shame great congratulations congrats hope first last next today yesterday".split()
)
_WORD_BEFORE = re.compile(r"[\w.'&]+\Z")
_WORD_AFTER = re.compile(r"\s*[\"'(]*([\w']+)")
_ENUMERATOR = re.compile(r"(?:\A|\s)\(?(?:[0-9]{1,2}|[a-z])\Z")
_LONG_LINE = 60
_LOOK_BACK = 24


def sentences(text: str, zones: Sequence[Zone]) -> tuple[Range, ...]:
    """Return the sentences of clean `text`; URLs, handles and emoji names in `zones` are not cut."""
    uncut = [z for z in zones if z.kind in (ZoneKind.URL, ZoneKind.HANDLE, ZoneKind.EMOJI)]
    emoji_ends = [z.end for z in zones if z.kind is ZoneKind.EMOJI]
    cuts = sorted({0, len(text), *_cuts(text, emoji_ends)})
    cuts = [*_outside(cuts, uncut)]
    return tuple(_trimmed(text, cuts))


def _cuts(text: str, emoji_ends: Sequence[int]) -> Iterator[int]:
    start = 0
    for line in _LINE.finditer(text):
        if line.start() and not _runs_on(text, start, line.start()):
            yield line.start()
        start = line.start()
    yield from _punctuated(text)
    for pattern in (_LABEL, _BULLET) if " " in text else ():
        for match in pattern.finditer(text):
            yield match.start()
    for match in _EMOTICON.finditer(text):
        yield match.end()
    for end in emoji_ends:
        if _emoji_closes(text, end):
            yield end


def _runs_on(text: str, start: int, line: int) -> bool:
    """A long line without a full stop, and a small letter after a single line break: wrapped text."""
    before = text[start : line - 1]
    return (
        text[line].islower()
        and len(before) >= _LONG_LINE
        and before[-1] != "\n"
        and before[-1] not in ".!?:;\u2026"
    )


def _punctuated(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        end = match.end()
        sign = match.group()
        if end == len(text) or text[end] == "\n":
            continue
        if not text[end].isspace():
            if not _glued(text, match.start(), end):
                continue
            yield end
            continue
        if _closes(text, match.start(), end, sign):
            emoji = _AFTER_EMOJI.match(text, end)
            yield emoji.end() if emoji else end


def _glued(text: str, start: int, end: int) -> bool:
    """ "done.They" is two sentences, "U.S.", "A.B" and "share...Ray" with names are not sure."""
    before = text[max(0, start - 2) : start]
    after = text[end : end + 2]
    return len(before) == 2 and before.islower() and after[:1].isupper() and after[1:].islower()


def _closes(text: str, start: int, end: int, sign: str) -> bool:
    following = _WORD_AFTER.match(text, end)
    word = following.group(1) if following else ""
    small = word[:1].islower()
    if sign[0] != ".":
        quoted = sign[-1] in "\"'"
        return not (small and (quoted or sign[-1] == ")"))
    if sign.startswith(("..", "\u2026")):
        return not small or len(sign.rstrip("\"')")) < 2
    if small and sign[-1] in "\"')":
        return False
    return _stops(text[max(0, start - _LOOK_BACK) : start], word, start <= _LOOK_BACK)


def _stops(before: str, after: str, from_start: bool) -> bool:
    """Say whether a single full stop after `before` ends a sentence, `after` being the next word."""
    if _ENUMERATOR.search(before) and (from_start or before.strip()[:1].isdigit()):
        return not _enumerates(before)
    found = _WORD_BEFORE.search(before)
    word = found.group() if found else ""
    lower = word.lower()
    if lower in _NEVER:
        return lower == "no" and after.lower() in _STARTERS
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    if lower in _MAYBE or initial or re.fullmatch(r"(?:[a-z]\.)+[a-z]", lower):
        return after[:1].isupper() and after.lower() in _STARTERS and not (initial and word == "I")
    return True


def _enumerates(before: str) -> bool:
    return len(before.strip()) <= 3


def _emoji_closes(text: str, end: int) -> bool:
    """An emoji ends a sentence where a capitalised, but not shouted, word of a new one follows."""
    found = re.compile(r" (?=[A-Z])([\w']+) ?([\w']*)").match(text, end)
    if found is None:
        return False
    first, second = found.groups()
    if len(first) > 1 and first.isupper() and first != "I":
        return False
    line = text.rfind("\n", max(0, end - 200), end) + 1
    return len(text[line:end].split()) > 4 and (first.lower() in _STARTERS or second.islower())


def _outside(cuts: Sequence[int], uncut: Sequence[Zone]) -> Iterator[int]:
    index = 0
    for cut in cuts:
        while index < len(uncut) and uncut[index].end <= cut:
            index += 1
        if index == len(uncut) or not uncut[index].start < cut:
            yield cut


def _trimmed(text: str, cuts: Sequence[int]) -> Iterator[Range]:
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if left < right:
            yield Range(start + left, start + right)

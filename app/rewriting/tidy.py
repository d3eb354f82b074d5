"""Grammar at the seams: where something went or came in, blanks, marks, capitals and articles."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from app.rewriting.canvas import STUB, Canvas
from app.rewriting.words import article

_LEADING = r"(?:and|but|so|or|then|because|plus|also|yet|which|who)"
_TRAILING = r"(?:and|but|so|or|because|who|which|while|plus|like|&)"
_EMPTY_LINES = r"(?<!\s)[^\S\n]*+\n\s*+"
_START = r"(?:\A|(?<=[.!?…] )|(?<=\n))"

_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), new)
    for pattern, new in (
        (r"\(\s*\)|\"\s*\"", ""),
        (r"(?<![ \t])[ \t]++(?=\n|\Z)", ""),
        (r"(?<=\n)[ \t]+(?=\S)|\A\s+", ""),
        (r"[ \t]{2,}", " "),
        (r"(?<![ \t])[ \t]++(?=[,;.!?](?:\s|\Z))", ""),
        (rf"(?:[,;]|\s[-–—]++|\s{_TRAILING}){{1,9}}\s*(?=[.!?](?:\s|\Z)|\n|\Z)", ""),
        (r"(?<![.,;:!?])[,;:](?=[,;:.!?])", ""),
        (r"(?<=[.!?])[ ]?[.](?![.\w])|(?<=[.!?])[ ]?,", ""),
        (rf"{_START}(?:[-*•]\s*)?(?:[,;:.!?)]|{_LEADING}\b,?)[ ]*(?=[^\d.\n])", ""),
        (r"(?<=\n)[ \t]*+(?:[-*•][ \t]*+(?:[.!?,;:]++[ \t]*+)?|[.!?,;:]++[ \t]*+)\n", ""),
        (r"\A[ \t]*+(?:[-*•][ \t]*+)?[.!?,;:]*+\n+", ""),
        (rf"{_EMPTY_LINES}(?:[-*•]{_EMPTY_LINES}){{0,9}}+(?:[-*•]\s*+)?\Z", ""),
        (r"\n[ \t]*+[^\n:]{1,40}:[ \t]*\Z", ""),
        (r"\A\s+|(?<!\s)\s++\Z", ""),
        (r"\b(and|but|so|or) (?:and|but|so|or)\b", r"\1"),
        (r"(?<=,) ?,", ""),
    )
)
_DASH = re.compile(rf"{_START}[-–—](?=\s)[ ]*(?=[^\d.\n])")
_ITEM = re.compile(r"(?m)^[-–—][ \t]")
_SIGNS = ("- ", "* ", "• ")
_SMALL_ITEM = re.compile(r"(?m)^[-*•][ \t]+[a-z]")
_UNENDED = re.compile(
    r"(?<=[a-z0-9)]) +(?=(?:The|They|These|This|That|Then|There|It|He|She|We|You|My|Our|Now|After|"
    r"Still|Today|I|I'm|I've|I'd)\b)"
)
"""Where a full stop went with what was taken out, and the next sentence begins."""
_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9)]) +(?=[a-z0-9])")
_BREAKS = re.compile(r"\n{2,}")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[\"'”’)\]]*[ ]?")
_STUMP = re.compile(r"(?i)(?:what|such|how|like)(?: an?| the)?\W*|[\w' ]{0,12}\b(?:an?|the)\W*")
_SPOKEN = re.compile(r"[A-Za-z][\w'’-]*")
_SAYS = re.compile(
    r"(?i)\b(?:i|we|you|they|he|she|it|is|was|are|were|not|no|had|have|has|did|do|let|got|went|will|"
    r"can|still|yet|why|what|where|when|came|said|told|made|took|left|lost|kept|gave|sent|felt|put|"
    r"cut|found|thank|thanks|\w+ed|\w+n't|my|please|waiting)\b"
)
_FIRST = re.compile(r"(?:\A|(?<=[.!?…] )|(?<=[.!?…]\" )|(?<=\n)|(?<=\n[-*•] ))[a-z]")
_MARK = re.compile(r"[.!?\n]")
_ARTICLE = re.compile(r"\b(an?) ([A-Za-z]+)", re.IGNORECASE)
_OPENERS = re.compile(r"(?:\A|[.!?…] +|\n)([A-Za-z])")

_SEVERED = re.compile(
    r",[ ]+(?:was|is|were|are|has|had|have|does|did|will|would|can|could)\b"
    r"(?! (?:i|you|we|they|he|she|it)\b)"
)
"""A verb behind the comma that came before what went: "Mr Low, the fool, was late"."""


def tidy(canvas: Canvas) -> None:
    """Repair what the changes so far left behind; untouched stretches stay as they are."""
    lists = bool(_ITEM.search(canvas.draft))
    for _ in range(3):
        before = canvas.text
        for pattern, new in _REPAIRS:
            _mend(canvas, pattern, partial(_expanded, new))
        if not lists:
            _mend(canvas, _DASH, lambda _: "")
        _breaks(canvas)
        if canvas.text == before:
            break
    _mend(canvas, _ARTICLE, _articled)
    _mend(canvas, _SEVERED, _rejoined)
    for blank, lost in ((_UNENDED, canvas.lost_stop), (_BETWEEN_WORDS, canvas.lost_emoji)):
        for match in reversed(list(blank.finditer(canvas.text))):
            if lost(match.start(), match.end()):
                canvas.replace(match.start(), match.end(), ". ")
    if _starts_upper(canvas.draft):
        _capitals(canvas)


def drop_stubs(canvas: Canvas, keeps: Callable[[str], bool]) -> None:
    """Drop what is left of a sentence where deletions left a word or two that say nothing.

    `keeps` says whether a stretch of words states a fact.
    """
    for match in reversed(list(_SENTENCE.finditer(canvas.text))):
        said = match.group().lstrip()
        count = len(_SPOKEN.findall(said))
        headless = canvas.lost_before(match.start() + len(match.group()) - len(said))
        short = (
            count <= 1
            or _STUMP.fullmatch(said)
            or (count <= (6 if headless else 3) and not _SAYS.search(said))
        )
        said = said.rstrip()
        if not said or not short or keeps(said) or "#" in said or "@" in said:
            continue
        if _cut_short(canvas, match):
            canvas.replace(match.start(), match.end(), "", STUB)


def _cut_short(canvas: Canvas, match: re.Match[str]) -> bool:
    """Say whether the sentence lost words of its own, and was not just put beside a lost one."""
    inner = canvas.text[match.start() : match.end()]
    start = match.start() + len(inner) - len(inner.lstrip()) + 1
    end = match.start() + len(inner.rstrip(" \n.!?")) - 1
    first = canvas.lost_before(start - 1)
    return first or (start <= end and canvas.touched(start, end)) or canvas.lost_after(end + 1)


def _mend(canvas: Canvas, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> None:
    for match in reversed(list(pattern.finditer(canvas.text))):
        if canvas.touched(match.start(), match.end()):
            canvas.replace(match.start(), match.end(), new(match))


def _breaks(canvas: Canvas) -> None:
    """Where a line went between two line breaks, the wider of them is left."""
    for match in reversed(list(_BREAKS.finditer(canvas.text))):
        widest = max(canvas.stretches(match.start(), match.end()))
        if widest < match.end() - match.start():
            canvas.replace(match.start() + widest, match.end(), "")


def _expanded(new: str, match: re.Match[str]) -> str:
    return match.expand(new)


def _rejoined(match: re.Match[str]) -> str:
    """Return a verb without the comma before it; a question behind a call keeps it."""
    mark = _MARK.search(match.string, match.end())
    asks = mark is not None and mark[0] == "?"
    return match[0] if asks else match[0].lstrip(",")


def _articled(match: re.Match[str]) -> str:
    right = article(match[2])
    return f"{right.capitalize() if match[1][0].isupper() else right} {match[2]}"


def _capitals(canvas: Canvas) -> None:
    small_items = bool(_SMALL_ITEM.search(canvas.draft))
    for match in _FIRST.finditer(canvas.text):
        if small_items and canvas.text[max(0, match.start() - 2) : match.start()] in _SIGNS:
            continue
        if canvas.touched(match.start() - 1, match.start()):
            canvas.replace(match.start(), match.end(), match.group().upper())


def _starts_upper(draft: str) -> bool:
    """Say whether the author opens sentences with a capital."""
    openers: list[str] = _OPENERS.findall(draft)
    return sum(letter.isupper() for letter in openers) * 2 > len(openers)

"""Shouting put back to a normal voice: capitals and strings of marks; acronyms and names stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.rewriting.canvas import Canvas
from app.rewriting.words import is_word
from app.text.text import Range

WHY_CAPITALS = "Capitals read as shouting; the words are strong enough in a normal voice."
WHY_MARKS = "One mark is enough; more of them read as shouting."

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_MARKS = re.compile(r"[!?]*[!?][!?]+(?:1+)?|!")
_ACRONYMS = (
    "HR CEO CEOS CFO CTO COO VP GM IT PM AM US USA UK EU UN TV ID OK PTO NHS OSHA ACAS HMRC IRS "
    "NDA KPI PIP CV AI API UI UX QA PR DM DMS FAQ PDF SMS ATM ETA SLA SUV VAT GDP IPO ESG DEI ICU "
    "ER RN PIN WFH RTO FYI PSA TLDR TL DR PROS CONS EDIT UPDATE NB PS BBC ITV IBM BMW DHL UPS KFC "
    "AA BA BT EE AWS SAP GE HP LG TUI IKEA ASDA CVS LED DIY GPS VPN GDPR OT RIP"
)
_HEADING = frozenset({"THE", "GOOD", "BAD", "MEH", "UGLY"})
_KEEP = frozenset(_ACRONYMS.split()) | _HEADING
_DATED = frozenset(
    (
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January"),
        *("February", "April", "June", "July", "August", "September", "October", "November"),
        *("December", "Christmas"),
    )
)


def calm(canvas: Canvas, loud: Sequence[Range], names: Sequence[str]) -> None:
    """Lower capitals and marks within `loud` (positions of `canvas.text`)."""
    words = {part.upper() for name in names for part in _WORD.findall(name)}
    shouted = is_shouted(canvas.draft)
    for where in sorted(loud, key=lambda each: each.start, reverse=True):
        _marks(canvas, where)
        _capitals(canvas, where, words, shouted)


def merged(ranges: Sequence[Range]) -> list[Range]:
    """Return the ranges in order, overlapping ones joined."""
    joined: list[Range] = []
    for each in sorted(ranges, key=lambda r: (r.start, r.end)):
        if joined and each.start <= joined[-1].end:
            joined[-1] = Range(joined[-1].start, max(joined[-1].end, each.end))
        else:
            joined.append(each)
    return joined


def _marks(canvas: Canvas, where: Range) -> None:
    for match in reversed(list(_MARKS.finditer(canvas.text, where.start, where.end))):
        after = canvas.text[match.end() : match.end() + 1]
        if _is_quoted(canvas.text, match.start()):
            continue
        if after and not after.isspace() and after not in "\"').,;:":
            continue
        new = "?" if "?" in match.group() else "."
        if after and after in ".,;:":
            new = ""
        before = canvas.text[: match.start()].rstrip()
        if not before or not before[-1].isalnum():
            new = "" if new == "." and before[-1:] in (".", "?") else new
        canvas.replace(match.start(), match.end(), new, WHY_MARKS)


def _is_quoted(text: str, at: int) -> bool:
    """Say whether others said it: their words stand as they were."""
    return text.count('"', 0, at) % 2 == 1 or text.rfind("“", 0, at) > text.rfind("”", 0, at)


def is_shouted(words: str, least: int = 4) -> bool:
    """Say whether most of `least` and more words are in capitals, which then mark no name."""
    words_in = [word for word in _WORD.findall(words) if len(word) > 1]
    return len(words_in) >= least and sum(word.isupper() for word in words_in) > 0.6 * len(words_in)


def _capitals(canvas: Canvas, where: Range, names: set[str], shouted: bool) -> None:
    text = canvas.text
    found = list(_WORD.finditer(text, where.start, where.end))
    for run in reversed(_runs(found)):
        long = len([word for word in run if len(word.group()) > 1])
        for word in reversed(run):
            new = _lowered(word.group(), 9 if shouted else long, names)
            if new != word.group():
                if _opens(text, word.start()):
                    new = new[0].upper() + new[1:]
                canvas.replace(word.start(), word.end(), new, WHY_CAPITALS)


def _runs(words: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    runs: list[list[re.Match[str]]] = [[]]
    for word in words:
        small = word.group() in ("I", "A")
        if (runs[-1] and small) or (word.group().isupper() and not small):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _lowered(word: str, run: int, names: set[str]) -> str:
    if word == "I" or word.startswith(("I'", "I’")):
        return word if len(word) == 1 else "I" + word[1:].lower()
    if word in names:
        known = word in _ACRONYMS.split() or len(word) < 5
        return word if known or run < 4 else word.title()
    if word.title() in _DATED:
        return word.title()
    loud_run = run >= 3
    if word in _KEEP and not (loud_run and word in _HEADING):
        return word
    if len(word) < 3 and not loud_run:
        return word
    return word.lower() if is_word(word) or (loud_run and len(word) < 3) else word


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?\n…"

"""Names that are spoken to, or only tagged: they are no part of the sentence, and can go."""

from __future__ import annotations

import re

from app.results import MentionKind
from app.rewriting.scene import Name
from app.text.text import Range

_OPENS = re.compile(r"(?:\A|[.!?…\n]['\")]?\s{0,2})(?:@\w{1,30} ){0,3}$")
_ON = re.compile(r"(?i),\s+(?=(?:i|i'm|i've|you|you're|your|my|we|our|please|why|how)\b)")
_ACTS = re.compile(
    r"(?i)\s+(?:(?:also|really|again|now) )?(?:\w+(?:ed|s|n't)|are|had|have|did|do|can|could|"
    r"will|would|never|still|just|lost|sent|told|took|kept|made|left|gave|said|put|cut|let|sold|"
    r"broke|got|went|came|held|hung|ran|and)\b"
)
"""What follows a handle that does something, and is not spoken to."""
_ENDS = re.compile(r"\s*(?:[.!?…]|\n|\Z)")
_BLANK = re.compile(r"[,:]?\s+")
_GREETED = re.compile(r"[,:!]?\s*")
_LAST = re.compile(r",\s*$")
_TAKEN_BY = re.compile(
    r"(?i)\b(?:to|at|by|from|with|for|of|on|via|and|or|than|like|is|was|are|the|a|my|call|called|"
    r"contacted|emailed|asked|told|paid|use|used|left|joined|avoid|love|hate|see) $"
)
"""What a handle at the end of a sentence belongs to; without it, it is only tagged."""


def call(words: str, name: Name, greeting: int | None) -> Range | None:
    """Return the range that goes with a `name` that is spoken to, or None where it is not.

    `greeting` is where a greeting begins that stands right before it.
    """
    start, end = name.start, name.end
    if greeting is not None:
        comma = _GREETED.match(words, end)
        return Range(greeting, comma.end() if comma else end)
    on = _ON.match(words, end)
    if name.kind is MentionKind.HANDLE and not _ACTS.match(words, end):
        on = _BLANK.match(words, end)
    if on and _OPENS.search(words, max(0, start - 60), start):
        return Range(start, on.end())
    tagged = name.kind is MentionKind.HANDLE and not _TAKEN_BY.search(
        words, max(0, start - 12), start
    )
    if _ENDS.match(words, end) and (tagged or _LAST.search(words, max(0, start - 3), start)):
        return with_marks(words, start, end)
    return None


def with_marks(words: str, start: int, end: int) -> Range:
    """Return the range with the blanks and commas before it."""
    return Range(len(words[:start].rstrip(" ,")), end)

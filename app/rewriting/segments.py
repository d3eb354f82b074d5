"""Sentences cut where people cut them: commas, dashes, brackets, small joining words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.text.text import Range

_BLANKS = r"(?<!\s)\s++"
"""All blanks in a row or none of them: tried from each blank on, they would cost their square."""
_JOINT = re.compile(
    rf"(?:{_BLANKS})?(?:[,;]\s+|\.\.\.\s*)|:\s+(?=[^:]*$)|{_BLANKS}[-–—]+\s+"
    rf"|(?:{_BLANKS})?[–—()]\s*|{_BLANKS}(?=[#@]|:[a-z][a-z -]+:)|(?<=:)\s+(?=\w)"
    rf"|{_BLANKS}(?:and|but|so|because|while|yet|then)\s+",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"\s*(?:He|She|They|We|I|You|It)\b(?!['’])")
VERB_NEXT = re.compile(
    r"(?i)(?:then |also |now |still )?(?:\w+ed|told|gave|sent|took|made|kept|said|left|put|cut|"
    r"came|went|lost|hid|got|did|had|was|were|is|are|has|have)\b"
)
_STRONG = ".!?…;:()–—\n"
_END = re.compile(r"(?<![\s.!?…\"')])[\s.!?…\"')]*+\Z")


@dataclass(frozen=True, slots=True)
class Segment(Range):
    """A part of a sentence; `lead` is where the joint before it begins."""

    lead: int


def segments_of(words: str, passage: Range) -> list[Segment]:
    """Return the parts of a sentence in order, without its closing marks."""
    body = words[passage.start : passage.end]
    end = passage.start + _END.search(body).start()  # type: ignore[union-attr]
    parts: list[Segment] = []
    lead = start = passage.start
    for joint in _JOINT.finditer(words, passage.start, max(end, passage.start)):
        if joint.start() > start:
            parts.append(Segment(start, joint.start(), lead))
            lead = joint.start()
        start = joint.end()
    if start < end:
        parts.append(Segment(start, end, lead))
    return parts


def unbroken(parts: Sequence[Segment], hot: Sequence[Range]) -> list[Segment]:
    """Join neighbours that one hot stretch spans: a joint within it is none."""
    joined: list[Segment] = []
    for part in parts:
        before = joined[-1] if joined else None
        if before and any(h.start < before.end and h.end > part.start for h in hot):
            joined[-1] = Segment(before.start, part.end, before.lead)
        else:
            joined.append(part)
    return joined


def orphans(words: str, parts: Sequence[Segment], burnt: Sequence[Segment]) -> list[Segment]:
    """Return parts that begin with a verb whose subject stands in a part that goes."""
    found = []
    for before, part in pairwise(parts):
        if part in burnt or not VERB_NEXT.match(words, part.start):
            continue
        heir = before is parts[0] and SUBJECT.match(words, before.start, before.end)
        if before in burnt and not heir:
            found.append(part)
    return found


def coverage(part: Range, hot: Sequence[Range]) -> float:
    """Return the share of `part` that is hot, 0..1."""
    covered = sum(max(0, min(part.end, h.end) - max(part.start, h.start)) for h in hot)
    return min(1.0, covered / max(1, part.end - part.start))


def stands_apart(said: str, part: Range) -> bool:
    """Say whether strong marks, or an end of the sentence, set a part off on both of its sides."""
    before, after = said[: part.start].rstrip(), said[part.end :].lstrip()
    lead, tail = said[part.start : part.end].lstrip(), said[part.start : part.end].rstrip()
    opens = not before or before[-1] in _STRONG or lead[:1] in _STRONG
    closes = not after.strip(".!?… ") or after[0] in _STRONG or tail[-1:] in _STRONG
    return opens and closes


def speaks(words: str, kept: Sequence[Segment]) -> bool:
    """Say whether what is left of a sentence still says something."""
    left = " ".join(words[part.start : part.end] for part in kept)
    spoken = re.findall(r"[A-Za-z]{2,}", left)
    return len(spoken) >= 3 or bool(re.search(r"[@#]\w", left))

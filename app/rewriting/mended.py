"""What a version of the decoder lost by mistake is put back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.results import Kind
from app.rewriting.change import Change
from app.rewriting.facts import Fact, missing
from app.rewriting.faithful import run_into
from app.rewriting.scene import FIRMS, Passage, Scene
from app.rewriting.sense import Sense
from app.scoring.taken import Taken
from app.text.text import Range

OPENING = 3
"""Words of a sentence by which it is known again."""
_END = re.compile(r"[.!?](?=\s|$)")
_STOPS = frozenset(".!")
_ITEM = re.compile(r"(?m)^([-*•–][ \t]*)(\S.*)$")


def written(words: str, made: Sequence[Change]) -> str:
    """Return the words with the changes in them, which are in order."""
    found, at = "", 0
    for each in made:
        found += words[at : each.start] + "".join(p for p in each.parts if isinstance(p, str))
        at = each.end
    return found + words[at:]


def mended(
    scene: Scene, made: Sequence[Change], facts: Sequence[Fact], sense: Sense
) -> list[Change]:
    """Return the changes, but stops between sentences stay, and so do sentences that say what
    somebody did, or in calm words what has to stay: a fact that the version lost.
    """
    lost = missing(facts, written(scene.words, made))
    found: list[Change] = []
    for each in _slid(scene, made):
        opened = run_into(scene, each, sense)
        if opened is not None:
            found.append(_stopped(scene, each, opened))
        elif each.parts:
            found.append(each)
        else:
            due = [r for p, r in _shares(scene, each) if _is_due(scene, p, r, lost, sense)]
            found += _apart(scene.words, each, due)
    return [c for c in found if scene.words[c.start : c.end] != "".join(map(str, c.parts))]


def _stopped(scene: Scene, change: Change, opened: Passage) -> Change:
    """Return the change as one that ends a sentence and leaves the next one as it opens."""
    start = len(scene.words[: change.start].rstrip())
    before = scene.words[: opened.start]
    blanks = before[len(before.rstrip()) :]
    return Change(start, opened.start, change.why, (f".{blanks}",))


def _slid(scene: Scene, made: Sequence[Change]) -> Iterator[Change]:
    """Yield the same changes, the cuts from the start of a sentence on, or as near as can be.

    ". Rats" of "Late. Rats. Bye." is the same as "Rats. ", and in "Late. Rats." as " Rats.".
    """
    words, opens = scene.words, {p.start for p in scene.passages}
    limits = (*(each.start for each in made[1:]), len(words))
    for each, limit in zip(made, limits, strict=False):
        start, end = each.start, each.end
        while not each.parts and start not in opens and end < limit and words[start] == words[end]:
            start, end = start + 1, end + 1
        yield replace(each, start=start, end=end)


def _is_due(
    scene: Scene, passage: Passage, share: Range, lost: Sequence[Fact], sense: Sense
) -> bool:
    """Say whether the share of a sentence that a cut takes has to stay."""
    if sense.testifies(scene, share):
        return True
    return not passage.burning and any(share.holds(f.start, f.end) for f in lost)


def _shares(scene: Scene, cut: Range) -> Iterator[tuple[Passage, Range]]:
    """Yield the sentences that a cut touches, and what it takes of each, with the blanks behind."""
    ends = [p.start for p in scene.passages[1:]] + [len(scene.words)]
    for passage, end in zip(scene.passages, ends, strict=True):
        if cut.overlaps(passage.start, end):
            yield passage, Range(max(cut.start, passage.start), min(cut.end, end))


def _apart(words: str, cut: Change, due: Sequence[Range]) -> Iterator[Change]:
    """Yield what is cut but for what is due, by position, with the blanks on one side of it."""
    edges = [cut.start, *(at for each in due for at in (each.start, each.end)), cut.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        gone = words[start:end]
        first = start
        if end < cut.end:
            first += len(gone) - len(gone.lstrip())
        elif due and end == len(words):
            first = len(words[:start].rstrip())
        if gone.strip():
            yield replace(cut, start=first, end=end)


def still_asked(scene: Scene, text: str) -> str:
    """Return `text` with its question marks where a sentence opens as a question of the draft."""
    sentences = (scene.words[p.start : p.end].rstrip() for p in scene.passages)
    asked = {_opening(each) for each in sentences if each.endswith("?")}
    out, at = "", 0
    for end in _END.finditer(text):
        mark = "?" if end[0] == "." and _opening(text[at : end.start()]) in asked else end[0]
        out, at = out + text[at : end.start()] + mark, end.end()
    return out + text[at:]


def still_listed(scene: Scene, text: str) -> str:
    """Return `text` with the sign of an item of the draft's list before what opens as that item."""
    items = {_opening(item[2])[:2]: item[1] for item in _ITEM.finditer(scene.words)}
    lines = text.split("\n")
    marks = ("" if _ITEM.match(line) else items.get(_opening(line)[:2], "") for line in lines)
    return "\n".join(mark + line for mark, line in zip(marks, lines, strict=True))


def _opening(sentence: str) -> tuple[str, ...]:
    """Return the words by which a question is known again."""
    return tuple(sentence.lower().split()[:OPENING])


def names_kept(scene: Scene, made: Sequence[Change], facts: Sequence[Fact]) -> list[Change]:
    """Return the changes, but of a sentence that went with the only word on which firm it is about
    the name is left: "Imbeciles at Norvane." -> "Norvane."
    """
    left = written(scene.words, made).lower()
    firms = [name for name in scene.names if name.kind in FIRMS]
    away = [each for each in scene.hot if each.kind is Kind.BOYCOTT]
    about = Taken([*firms, *away])
    named = (f for f in facts if f.named and about.touches(f.start, f.end))
    lost = [f for f in named if f.shown.lower() not in left]
    found: list[Change] = []
    for each in _slid(scene, made):
        names = [f for f in lost if not each.parts and each.holds(f.start, f.end)]
        passage = scene.passage_at(names[0].start) if len(names) == 1 else None
        if passage is None or passage.start < each.start or each.end < passage.end - 1:
            found.append(each)
            continue
        [name] = names
        end = name.end + (scene.words[name.end : name.end + 1] in _STOPS)
        found.append(Change(each.start, name.start, each.why, _blanks(scene.words, each)))
        stop = () if end > name.end or name.shown.startswith("@") else (".",)
        last = each.start + len(scene.words[each.start : each.end].rstrip())
        found.append(Change(end, max(end, last), each.why, stop))
    return found


def _blanks(words: str, gone: Change) -> tuple[str, ...]:
    """Return what stands before the first word that goes."""
    said = words[gone.start : gone.end]
    blanks = said[: len(said) - len(said.lstrip())]
    return (blanks,) if blanks else ()

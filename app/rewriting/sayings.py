"""Versions that the decoder says of a draft, as changes to its scene."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.modelstore import Likelihood
from app.rewriting.asked import changes
from app.rewriting.change import Change
from app.rewriting.facts import Fact
from app.rewriting.faithful import faults
from app.rewriting.fault import FATAL, Fault
from app.rewriting.reasons import WHY_SAID, why_of
from app.rewriting.scene import FIRMS, Passage, Scene
from app.rewriting.sense import Sense
from app.scoring.taken import Taken
from app.text.text import Range

DUE = 1.0
"""How much more likely, as a logarithm, facts are copied: what loses one is not offered."""
LEANS, EACH = (0.0, 1.0, 2.5), 2
"""How much less likely, as a logarithm, words are copied that burn, one after another, and how many
versions are tried of each: the decoder by itself changes as little as editors did."""
POOR = -0.5
"""A likelihood below which a version is not tried: of 147 such ones of dev posts, readers would
have posted 4 as they stood, and 8 more after a small touch."""


OPENING = 3
"""Words of a sentence by which it is known again."""
_END = re.compile(r"[.!?](?=\s|$)")
_STOPS = frozenset(".!")
_ITEM = re.compile(r"(?m)^([-*•–][ \t]*)(\S.*)$")


class SaidVersion(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def likelihood(self) -> float: ...


class Recasting(Protocol):
    """A text that is said anew; see app.modelstore.recasting."""

    def versions(
        self, count: int, leanings: Sequence[Sequence[tuple[int, int, float]]]
    ) -> Sequence[Sequence[SaidVersion]]: ...

    def likelihood(self, version: str) -> Likelihood | None: ...


@dataclass(frozen=True)
class Saying:
    """A version as changes, and what the parser finds wrong with it.

    `more`: the next one is the same version with fewer changes.
    """

    changes: list[Change]
    faults: frozenset[Fault] = frozenset()
    more: bool = False


class Recaster(Protocol):
    """See app.modelstore.recaster."""

    def open(self, text: str, sentences: Sequence[tuple[int, int]]) -> Recasting: ...


def opened(recaster: Recaster | None, scene: Scene) -> Recasting | None:
    """Return the draft of a first round as the decoder sees it, where there is one."""
    if recaster is None or scene.text is None:
        return None
    return recaster.open(scene.words, [(p.start, p.end) for p in scene.passages])


def sayings(
    recasting: Recasting,
    scene: Scene,
    facts: Sequence[Fact],
    sense: Sense,
    leans: Sequence[float] = LEANS,
) -> Iterator[Saying]:
    """Yield versions, first the draft without the sentences that only attack.

    Then those that the decoder says, those that change least first, none twice; it is not asked
    before. `facts` are ranges that have to stay.
    """
    spent = attacks(scene, sense)
    known = {scene.words}
    if 0 < len(spent) < len(scene.passages):
        yield Saying(spent)
        named = names_kept(scene, spent, facts)
        if named != spent:
            yield Saying(named)
    leanings = [_leaning(scene, facts, lean) for lean in leans]
    for versions in recasting.versions(EACH, leanings):
        for version in versions:
            if version.likelihood < POOR:
                continue
            made = said(scene, still_listed(scene, still_asked(scene, version.text)))
            fewer = where_it_burns(scene, made, sense)
            variants = [made, fewer, names_kept(scene, fewer, facts)]
            texts = [_after(scene.words, each) for each in variants]
            new = [n for n, t in enumerate(texts) if t not in known and t not in texts[:n]]
            known.update(texts)
            for n in new:
                for found in _sound(scene, variants[n], texts[n], sense):
                    yield replace(found, more=n != new[-1])


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


def where_it_burns(scene: Scene, made: Sequence[Change], sense: Sense) -> list[Change]:
    """Return the changes in sentences that burn or tell nothing.

    An editor leaves the others as they are.
    """
    told = scene.fates is not None
    hot = Taken([p for p in scene.passages if p.burning or (told and not sense.tells(scene, p))])
    new = [each.start == each.end for each in made]
    return [e for e, n in zip(made, new, strict=True) if hot.touches(e.start - n, e.end + n)]


def _whole_line(words: str, start: int, end: int) -> tuple[int, int]:
    """Return the same cut from the start of a line on, if it can be one: "- a rat\\n" of a list."""
    opens = words.rfind("\n", 0, start) + 1
    sign = words[opens:start]
    if sign and end - start > len(sign) and words[opens:end].endswith("\n" + sign):
        return opens, end - len(sign)
    return start, end


def names_kept(scene: Scene, made: Sequence[Change], facts: Sequence[Fact]) -> list[Change]:
    """Return the changes, but of a sentence that went with the only word on which firm it is about
    the name is left: "Imbeciles at Norvane." -> "Norvane."
    """
    left = _after(scene.words, made).lower()
    firms = Taken([name for name in scene.names if name.kind in FIRMS])
    named = (f for f in facts if f.named and firms.touches(f.start, f.end))
    lost = [f for f in named if f.shown.lower() not in left]
    found: list[Change] = []
    for each in made:
        names = [f for f in lost if not each.parts and each.holds(f.start, f.end)]
        passage = scene.passage_at(names[0].start) if len(names) == 1 else None
        if passage is None or passage.start < each.start or each.end < passage.end - 1:
            found.append(each)
            continue
        [name] = names
        end = name.end + (scene.words[name.end : name.end + 1] in _STOPS)
        found.append(Change(each.start, name.start, each.why, _blanks(scene.words, each, passage)))
        stop = () if end > name.end or name.shown.startswith("@") else (".",)
        last = each.start + len(scene.words[each.start : each.end].rstrip())
        found.append(Change(end, max(end, last), each.why, stop))
    return found


def _blanks(words: str, gone: Change, passage: Passage) -> tuple[str, ...]:
    """Return what stands before the first sentence of those that go."""
    blanks = words[gone.start : passage.start]
    return (blanks,) if blanks and not blanks.strip() else ()


def _after(words: str, made: Sequence[Change]) -> str:
    """Return the words with the changes in them, which are in order."""
    found, at = "", 0
    for each in made:
        found += words[at : each.start] + "".join(p for p in each.parts if isinstance(p, str))
        at = each.end
    return found + words[at:]


def _sound(scene: Scene, made: list[Change], text: str, sense: Sense) -> Iterator[Saying]:
    """Yield a version, unless it has a fault that is fatal or hides what somebody witnessed."""
    wrong = faults(scene, made, text, sense)
    if not wrong & FATAL and not any(not c.parts and sense.testifies(scene, c) for c in made):
        yield Saying(made, wrong)


def attacks(scene: Scene, sense: Sense) -> list[Change]:
    """Return the changes that take out the sentences that burn and tell nothing."""
    return [
        Change(p.start, p.end, why_of([h for h in scene.hot if h.overlaps(p.start, p.end)]))
        for p in scene.passages
        if p.burning and not sense.tells(scene, p) and not sense.testifies(scene, p)
    ]


def _leaning(scene: Scene, facts: Sequence[Range], lean: float) -> list[tuple[int, int, float]]:
    """Return how much less gladly words are copied: those that burn, or that an editor would drop.

    Facts are copied the more gladly.
    """
    burning = [(h.start, h.end, lean) for h in scene.hot]
    if scene.fates is not None:
        burning += [(w.start, w.end, lean * w.drop) for w in scene.fates.words if w.telling]
    kept = Taken(facts)
    shy = [each for each in burning if not kept.touches(each[0], each[1])]
    return [*shy, *((fact.start, fact.end, -DUE) for fact in facts)]


def said(scene: Scene, text: str) -> list[Change]:
    """Return the changes that lead from the scene's words to `text`, each with its reason."""
    made = []
    for first, last, new in changes(scene.words, text):
        start, end = (first, last) if new else _whole_line(scene.words, first, last)
        touched = [h for h in scene.hot if h.overlaps(start, max(end, start + 1))]
        why = why_of(touched) if touched or not new.strip() else WHY_SAID
        made.append(Change(start, end, why, (new,) if new else ()))
    return made

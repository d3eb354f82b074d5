"""Versions that the decoder says of a draft, as changes to its scene."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from app.modelstore import Likelihood
from app.rewriting.asked import changes
from app.rewriting.change import Change
from app.rewriting.facts import Fact, missing
from app.rewriting.faithful import faults
from app.rewriting.fault import FATAL, Fault
from app.rewriting.mended import mended, names_kept, still_asked, still_listed, written
from app.rewriting.reasons import WHY_SAID, why_of
from app.rewriting.scene import Scene
from app.rewriting.sense import Sense
from app.scoring.taken import Taken
from app.text.text import Range

DUE = 1.0
"""How much more likely, as a logarithm, facts are copied: what loses one is not offered."""
POOR = -0.5
"""A likelihood below which a version is not tried: of 147 such ones of dev posts, readers would
have posted 4 as they stood, and 8 more after a small touch."""


class Asked(NamedTuple):
    """How much less likely, as a logarithm, words are copied that burn, one after another, and how
    many versions are tried of each.
    """

    leans: Sequence[float]
    each: int


FIRST, WIDER = Asked((0.0, 1.0, 2.5), 2), Asked((0.0, 1.0, 2.5, 4.0), 4)
"""What is asked at first, as the decoder by itself changes as little as editors did; and where
nothing else is good enough."""
ONCE = Asked(FIRST.leans[:1], FIRST.each)
"""What is asked where no word burns."""


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
    asked: Asked = FIRST,
    known: set[str] | None = None,
) -> Iterator[Saying]:
    """Yield versions, first the draft without the sentences that only attack.

    Then those that the decoder says, those that change least first, none twice and none that is
    `known`, to which they are added; it is not asked before. `facts` are ranges that have to stay.
    """
    known = set[str]() if known is None else known
    known.add(scene.words)
    yield from _cut(scene, facts, sense, known)
    leanings = [_leaning(scene, facts, lean) for lean in asked.leans]
    for versions in recasting.versions(asked.each, leanings):
        for version in versions:
            if version.likelihood < POOR:
                continue
            made = said(scene, still_listed(scene, still_asked(scene, version.text)))
            fewer = where_it_burns(scene, made, sense)
            variants = [made, fewer, names_kept(scene, fewer, facts)]
            found: list[Saying] = []
            for each in variants:
                text = written(scene.words, each)
                if text not in known:
                    known.add(text)
                    found += _sound(scene, each, text, facts, sense, known)
            yield from (replace(each, more=each is not found[-1]) for each in found)


def _cut(scene: Scene, facts: Sequence[Fact], sense: Sense, known: set[str]) -> Iterator[Saying]:
    """Yield the draft without the sentences that only attack, and with a name that one of them has
    alone.
    """
    spent = attacks(scene, sense)
    if not 0 < len(spent) < len(scene.passages):
        return
    for made in (spent, names_kept(scene, spent, facts)):
        text = written(scene.words, made)
        if text not in known:
            known.add(text)
            yield Saying(made)


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


def _sound(
    scene: Scene,
    made: list[Change],
    text: str,
    facts: Sequence[Fact],
    sense: Sense,
    known: set[str],
) -> Iterator[Saying]:
    """Yield a version unless it is faulty, and where it has to be mended, the mended one."""
    if _is_sound(scene, made, wrong := faults(scene, made, text, sense), sense):
        yield Saying(made, wrong)
        if not missing(facts, text):
            return
    made = mended(scene, made, facts, sense)
    text = written(scene.words, made)
    if text not in known:
        known.add(text)
        if _is_sound(scene, made, wrong := faults(scene, made, text, sense), sense):
            yield Saying(made, wrong)


def _is_sound(scene: Scene, made: Sequence[Change], wrong: Set[Fault], sense: Sense) -> bool:
    """Say whether a version has no fault that is fatal and hides nothing that was witnessed."""
    return not wrong & FATAL and not any(not c.parts and sense.testifies(scene, c) for c in made)


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

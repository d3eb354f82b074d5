"""One round of the rewriter: plan changes to a scene, paint them, tidy up after them."""

from __future__ import annotations

from app.results import Kind, MentionKind
from app.rewriting.calm import calm, is_shouted, merged
from app.rewriting.canvas import Canvas
from app.rewriting.change import Change, paint, strongest
from app.rewriting.facts import facts_of
from app.rewriting.prune import Pruner
from app.rewriting.recipes import Recipes
from app.rewriting.scene import Passage, Scene
from app.rewriting.sense import Cut, Sense, Way
from app.rewriting.strip import Stripper
from app.rewriting.tidy import drop_stubs, tidy
from app.text.text import Range

KEPT = 0.9
"""How surely words are kept that no rule takes out or says otherwise."""
NAMED = frozenset({MentionKind.COMPANY, MentionKind.PERSON, MentionKind.HANDLE})
"""Who has a name of his own; "A GUY" has none."""
CUTS = (Cut(0.7, told=True), Cut(0.5, told=True), Cut(0.5, told=False))
"""How much the tries cut, most careful first; a last one recasts all that burns."""


class Rounds:
    """Rules first; then what burns goes, or what a careful editor would take out."""

    def __init__(self, recipes: Recipes) -> None:
        self._recipes = recipes

    def paint(self, canvas: Canvas, scene: Scene, bold: int, way: Way) -> None:
        """Change the canvas, which shows the scene's draft; `bold` 1..3 says how much may go."""
        changes = self.plan(scene, bold, way)
        all_loud = is_shouted(scene.words)
        loud = [
            Range(*scene.place(p.start, p.end))
            for p in scene.passages
            if all_loud or _is_loud(scene, p)
        ]
        names = [scene.words[n.start : n.end] for n in scene.names if n.kind in NAMED]
        first = scene.text is not None
        paint(canvas, scene, changes)
        if first:
            shouted = [h for h in scene.harsh if h.kind is Kind.SHOUTING]
            loud += [Range(*scene.place(h.start, h.end)) for h in shouted]
            calm(canvas, [_moved(canvas, where) for where in merged(loud)], names)
        tidy(canvas)
        drop_stubs(canvas, lambda words: bool(facts_of(words)))
        tidy(canvas)

    def plan(self, scene: Scene, bold: int, way: Way) -> list[Change]:
        """Return the changes of one round, by position, not overlapping."""
        if way.said is not None:
            return list(way.said)
        bare = [p for p in scene.passages if way.sense.is_bare_label(scene, p)]
        changes = strongest(
            each
            for each in self._recipes.apply(scene, last=way.last)
            if not any(passage.overlaps(each.start, each.end) for passage in bare)
        )
        if scene.fates is not None:
            fates = scene.fates
            changes = [c for c in changes if fates.keep(c.start, c.end) < KEPT]
        if way.cut is not None and scene.fates is not None:
            pruner = Pruner(scene, scene.fates, changes, way.sense, way.cut)
            return strongest([*changes, *pruner.changes()])
        condemned = list(self._recipes.condemn(scene))
        rest = strongest(Stripper(scene, changes, condemned, bold, way).changes())
        return strongest([*changes, *rest])


def ways_of(sense: Sense, *, learned: bool) -> tuple[Way, ...]:
    """Return the tries, most careful first; `learned` says whether the words' fates are known."""
    cuts = tuple(Way(sense, cut=cut) for cut in CUTS) if learned else (Way(sense),)
    return (*cuts, Way(sense.bolder, last=True))


def _moved(canvas: Canvas, where: Range) -> Range:
    """Return where a range of the draft now stands on the canvas."""
    start = canvas.find(where.start)
    return Range(start - canvas.fresh_before(start), canvas.find(where.end))


def _is_loud(scene: Scene, passage: Passage) -> bool:
    """Say whether a sentence may shout by itself: it burns, or it is all in capitals."""
    return passage.burning or is_shouted(scene.words[passage.start : passage.end], least=2)

"""One change to the words of a scene, before it meets the canvas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.rewriting.canvas import Canvas
from app.rewriting.scene import Scene
from app.scoring.taken import Taken
from app.text.text import Range


@dataclass(frozen=True, slots=True)
class Change(Range):
    """`words[start:end]` becomes `parts`: new words, or ranges of the old ones, in order."""

    why: str
    parts: tuple[str | tuple[int, int], ...] = ()
    rank: int = 50


def strongest(changes: Iterable[Change], taken: Iterable[Range] = ()) -> list[Change]:
    """Return changes that do not overlap, by position: higher rank, then longer, then earlier.

    Insertions overlap only with each other, where they stand at the same place.
    """
    spoken_for = [*taken]
    free = Taken(each for each in spoken_for if each.start < each.end)
    inserted = {each.start for each in spoken_for if each.start == each.end}
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: (-c.rank, c.start - c.end, c.start)):
        if change.start == change.end:
            if change.start not in inserted:
                inserted.add(change.start)
                kept.append(change)
        elif free.take(change.start, change.end):
            kept.append(change)
    return sorted(kept, key=lambda c: (c.start, c.end))


def paint(canvas: Canvas, scene: Scene, changes: Sequence[Change]) -> None:
    """Make the changes; the canvas must show the draft that `scene` was made of."""
    for change in reversed(changes):
        start, end = scene.place(change.start, change.end)
        kept = [part for part in change.parts if not isinstance(part, str)]
        if not kept or any(a[1] > b[0] for a, b in pairwise(kept)):
            canvas.replace(start, end, _spell(scene, canvas, change), change.why)
            continue
        _paint_around(canvas, scene, change, start, end)


def _spell(scene: Scene, canvas: Canvas, change: Change) -> str:
    def shown(part: str | tuple[int, int]) -> str:
        return part if isinstance(part, str) else scene.words[part[0] : part[1]]

    return "".join(shown(part) for part in change.parts)


def _paint_around(canvas: Canvas, scene: Scene, change: Change, start: int, end: int) -> None:
    """Keep the old words of the change where they stand, and write around them, from the back."""
    edge, fresh = end, ""
    for part in reversed(change.parts):
        if isinstance(part, str):
            fresh = part + fresh
        elif part[0] < part[1]:
            first, last = scene.place(*part)
            canvas.replace(last, edge, fresh, change.why)
            edge, fresh = first, ""
    canvas.replace(start, edge, fresh, change.why)

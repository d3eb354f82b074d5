"""A long draft is rewritten where it burns, and the rest stays as it is.

Each part in which something burns, some sentences long, is read and rewritten as a draft of its
own, and the versions stand together in the draft. So time grows with what burns and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.results import Verdict
from app.rewriting.attempt import Attempt
from app.rewriting.canvas import Canvas
from app.rewriting.change import Change
from app.rewriting.facts import missing
from app.rewriting.scene import Passage, Scene
from app.rewriting.seen import Seen
from app.rewriting.task import Task
from app.rewriting.tidy import tidy
from app.text.text import Range, ZoneKind

LONG = 700
"""A draft of more characters is rewritten in parts: about 170 word pieces."""
_PART = 400
"""Characters from which on a part ends with its sentence; at the end of a paragraph half of that is
enough."""
_WHOLE = (ZoneKind.QUOTE, ZoneKind.CODE)
"""What is never cut in two: half a quote would be read as the author's own words."""
BestOf = Callable[[Seen, str], Attempt | None]
"""What was seen in a part, and the words around it -> the best version of the part."""


@dataclass(frozen=True, slots=True)
class Part(Range):
    """A range of the draft (not of its words) in which something burns.

    `rants`: one of its sentences is judged a rant. `spent`: those that only attack, as the draft
    reads as a whole; `all_spent`: there are no others. `core`: what burns, and its neighbours.
    """

    rants: bool
    spent: Sequence[Change]
    all_spent: bool
    core: Range


def is_long(scene: Scene) -> bool:
    return len(scene.words) > LONG


def assembled(
    task: Task, spent: Sequence[Change], best_of: BestOf
) -> tuple[Canvas, Sequence[Attempt]]:
    """Return the draft with the versions of its parts in it, and these.

    `spent` are the sentences that only attack. A part that stays a rant makes the whole one, so
    the others need not be tried; then the draft comes back as it is.
    """
    canvas, made = Canvas(task.before.draft), []
    for part in reversed([*_burning_parts(task.scene, spent)]):
        alone = task.once(canvas.draft[part.start : part.end]).judgement.verdict
        if part.all_spent or alone is Verdict.CLEAR:
            rest = _without(canvas, part.spent, task)
            if rest is not None:
                canvas = rest
                continue
            if alone is Verdict.CLEAR:
                continue
        found = _best(task, canvas, part, best_of)
        if found is not None:
            made.append(found)
        elif part.rants and alone is Verdict.WARN:
            return Canvas(canvas.draft), ()
    tidy(canvas)
    return canvas, made


def _burning_parts(scene: Scene, spent: Sequence[Change]) -> Iterator[Part]:
    """Yield the parts in which something burns, in order."""
    whys = {each.start: each.why for each in spent}
    for passages in _grouped(scene):
        burning = [number for number, p in enumerate(passages) if p.burning]
        if burning:
            goes = tuple(
                Change(*scene.place(p.start, p.end), whys[p.start])
                for p in passages
                if p.start in whys
            )
            near = _near(scene, passages, burning[0], burning[-1])
            yield Part(
                *scene.place(passages[0].start, passages[-1].end),
                rants=any(p.verdict is Verdict.WARN for p in passages),
                spent=goes,
                all_spent=len(goes) == len(passages),
                core=Range(*scene.place(near[0].start, near[-1].end)),
            )


def _near(scene: Scene, passages: Sequence[Passage], first: int, last: int) -> Sequence[Passage]:
    """Return the sentences from `first` to `last`, with those beside them in their paragraphs."""
    if first > 0 and not _opens_paragraph(scene, passages[first - 1], passages[first]):
        first -= 1
    after = passages[last + 1 : last + 2]
    if after and not _opens_paragraph(scene, passages[last], after[0]):
        last += 1
    return passages[first : last + 1]


def _grouped(scene: Scene) -> Iterator[Sequence[Passage]]:
    """Yield the rows of sentences that make a part."""
    zones = scene.text.zones_of(*_WHOLE) if scene.text is not None else ()
    group: list[Passage] = []
    for passage in scene.passages:
        torn = any(zone.start < passage.start < zone.end for zone in zones)
        if group and not torn and _is_full(scene, group, passage):
            yield group
            group = []
        group.append(passage)
    if group:
        yield group


def _is_full(scene: Scene, group: Sequence[Passage], following: Passage) -> bool:
    """Say whether a part ends before the `following` sentence."""
    size = following.end - group[0].start
    return size > _PART or (size > _PART / 2 and _opens_paragraph(scene, group[-1], following))


def _opens_paragraph(scene: Scene, one: Passage, following: Passage) -> bool:
    return "\n" in scene.words[one.end - 1 : following.start + 1]


def _without(canvas: Canvas, spent: Sequence[Change], task: Task) -> Canvas | None:
    """Return the canvas without sentences that only attack; None where a fact goes with them."""
    rest = canvas.copy()
    for each in reversed(spent):
        rest.replace(each.start, each.end, "", each.why)
    return None if missing(task.before.facts, rest.text) else rest


def _best(task: Task, canvas: Canvas, part: Part, best_of: BestOf) -> Attempt | None:
    """Put the best version of a part, or else of its core, on the canvas of the whole.

    Parts come last to first, so what stands before one stands where it stood in the draft.
    """
    for where in dict.fromkeys((Range(part.start, part.end), part.core)):
        seen = task.once(canvas.draft[where.start : where.end])
        if seen.judgement.verdict is not Verdict.CLEAR:
            around = f"{canvas.text[: where.start]}\n{canvas.text[canvas.find(where.end) :]}"
            best = best_of(seen, around)
            if best is not None:
                for edit in reversed(best.canvas.edits()):
                    start, end = where.start + edit.start, where.start + edit.end
                    canvas.replace(start, end, edit.replacement, edit.why)
                return best
    return None

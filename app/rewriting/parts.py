"""A long draft is rewritten part by part: what burns in one part leaves the others as they are.

Each part, some sentences long, is read and rewritten as a draft of its own; the versions of all
parts then stand together in the draft. So time grows with what burns and no more, and a part that
has no version spoils no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.results import Edit
from app.rewriting.canvas import Canvas
from app.rewriting.scene import Passage, Scene
from app.text.text import Range

LONG = 700
"""Characters from which on a draft is rewritten in parts: about 170 word pieces."""
_PART = 400
"""Characters of a part; a paragraph or a sentence that is longer is not cut."""


def is_long(scene: Scene) -> bool:
    return len(scene.words) > LONG


def burning_parts(scene: Scene) -> Iterator[Range]:
    """Yield the parts in which something burns, as ranges of the draft (not of its words)."""
    for passages in _grouped(scene):
        if any(p.burning for p in passages):
            yield Range(*scene.place(passages[0].start, passages[-1].end))


def _grouped(scene: Scene) -> Iterator[Sequence[Passage]]:
    """Yield sentences in a row that make a part: whole paragraphs where they are short."""
    group: list[Passage] = []
    for passage in scene.passages:
        size = passage.end - group[0].start if group else 0
        opens = bool(group) and "\n" in scene.words[group[-1].end - 1 : passage.start + 1]
        if group and (size > _PART or (opens and size > _PART / 2)):
            yield group
            group = []
        group.append(passage)
    if group:
        yield group


def put(canvas: Canvas, part: Range, edits: Sequence[Edit]) -> None:
    """Make the edits of a part's version on the canvas of the whole; parts come last to first."""
    for edit in reversed(edits):
        canvas.replace(part.start + edit.start, part.start + edit.end, edit.replacement, edit.why)

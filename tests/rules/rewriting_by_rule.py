"""One rule at work on one post: how the rulebook's before/after examples are proved."""

from __future__ import annotations

import re

from app.results import Verdict
from app.rewriting.canvas import Canvas
from app.rewriting.change import paint, strongest
from app.rewriting.recipes import Recipes
from app.rewriting.scene import Passage, Scene
from app.rewriting.strip import Stripper
from app.rewriting.tidy import tidy

_SENTENCE = re.compile(r"[^\n]*?(?:[.!?…]+[\"')]*(?=\s)|(?=\n)|\Z)")


def rewritten_by(recipes: Recipes, rule: str, post: str) -> str:
    """Return `post` after the rule alone was applied, and the grammar at the seams repaired."""
    scene = scene_of_words(post)
    canvas = Canvas(post)
    changes = strongest(recipes.apply(scene, only=rule))
    condemned = list(recipes.condemn(scene, only=rule))
    paint(canvas, scene, strongest([*changes, *Stripper(scene, changes, condemned, 1).changes()]))
    tidy(canvas)
    return canvas.text


def scene_of_words(words: str) -> Scene:
    """Return a scene of plain words in which every sentence counts as burning."""
    found = []
    at = 0
    while at < len(words):
        match = _SENTENCE.match(words, at)
        end = max(match.end() if match else len(words), at + 1)
        start = at + len(words[at:end]) - len(words[at:end].lstrip())
        if start < end:
            found.append(Passage(start, end, Verdict.WARN, 1.0, True))
        at = end
    return Scene(words, tuple(found), (), (), ())

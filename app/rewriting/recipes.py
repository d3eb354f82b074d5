"""Rewrite rules of the rulebook, compiled: where they apply and what they change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.results import Kind, Severity, Style
from app.rewriting.change import Change
from app.rewriting.scene import Harsh, Scene
from app.rewriting.words import inflect
from app.rulebook import Rulebook
from app.rulebook.patterns import Found, PatternSet, expand
from app.rulebook.schema import RewriteAction, RewriteRule
from app.text.text import Range

_SLOT = re.compile(r"\\(\d)|\{(past|base|gerund|participle|lower):(\d)\}")
_WORD = re.compile(r"\S+")

Slot = tuple[int, str | None]


@dataclass(frozen=True)
class _Recipe:
    rule: RewriteRule
    why: str
    kind: Kind
    template: tuple[str | Slot, ...]


class Recipes:
    """The rewrite rules of one style, searched in one pass."""

    def __init__(self, book: Rulebook, style: Style = Style.NEUTRAL) -> None:
        self._recipes = [
            _Recipe(rule, rule.why or file.why, file.kinds[0], _template(rule.replace))
            for file in book.rewrites
            if file.style is style
            for rule in file.rules
        ]
        self._owners: list[int] = []
        self._spoilers: list[int] = []
        wanted: list[str] = []
        unless: list[str] = []
        for index, recipe in enumerate(self._recipes):
            wanted += [expand(p, book.words) for p in recipe.rule.any_of]
            unless += [expand(p, book.words) for p in recipe.rule.unless]
            self._owners += [index] * len(recipe.rule.any_of)
            self._spoilers += [index] * len(recipe.rule.unless)
        self._wanted, self._unless = PatternSet(wanted), PatternSet(unless)

    @property
    def whys(self) -> frozenset[str]:
        """Return the reasons of all rules that say something in other words."""
        return frozenset(r.why for r in self._recipes if r.rule.action is RewriteAction.REPLACE)

    def __len__(self) -> int:
        return len(self._recipes)

    def apply(self, scene: Scene, only: str | None = None, last: bool = False) -> Iterator[Change]:
        """Yield a change for each match that may be made, overlapping ones too.

        `last` lets in the rules of last resort.
        """
        for recipe, found in self._matches(scene, only):
            spare = recipe.rule.last_resort and not last and only is None
            if recipe.rule.action is not RewriteAction.DROP and not spare:
                yield _change(recipe, found)

    def condemn(self, scene: Scene, only: str | None = None) -> Iterator[Harsh]:
        """Yield the words whose sentence should go, as far as it states nothing else."""
        for recipe, found in self._matches(scene, only):
            if recipe.rule.action is RewriteAction.DROP:
                yield Harsh(found.start, found.end, recipe.kind, Severity.MEDIUM, recipe.why)

    def _matches(self, scene: Scene, only: str | None) -> Iterator[tuple[_Recipe, Found]]:
        spoiled = self._spoiled(scene.words)
        for found in self._wanted.finditer(scene.words):
            owner = self._owners[found.index]
            recipe = self._recipes[owner]
            if only is not None and recipe.rule.id != only:
                continue
            if any(each.overlaps(found.start, found.end) for each in spoiled.get(owner, ())):
                continue
            passage = scene.passage_at(found.start)
            if passage is None or scene.is_protected(found.start, found.end):
                continue
            if any(tag.overlaps(found.start, found.end) for tag in scene.hashtags):
                continue
            if recipe.rule.anywhere or passage.burning:
                yield recipe, found

    def _spoiled(self, words: str) -> dict[int, list[Range]]:
        spoiled: dict[int, list[Range]] = {}
        for found in self._unless.finditer(words):
            owner = self._spoilers[found.index]
            spoiled.setdefault(owner, []).append(Range(found.start, found.end))
        return spoiled


def _change(recipe: _Recipe, found: Found) -> Change:
    if recipe.rule.action is RewriteAction.DELETE:
        return Change(found.start, found.end, recipe.why, (), recipe.rule.rank)
    parts = tuple(_fill(recipe.template, found))
    return Change(found.start, found.end, recipe.why, parts, recipe.rule.rank)


def _template(replace: str) -> tuple[str | Slot, ...]:
    parts: list[str | Slot] = []
    done = 0
    for slot in _SLOT.finditer(replace):
        if slot.start() > done:
            parts.append(replace[done : slot.start()])
        parts.append((int(slot.group(1) or slot.group(3)), slot.group(2)))
        done = slot.end()
    if done < len(replace):
        parts.append(replace[done:])
    return tuple(parts)


def _fill(template: Sequence[str | Slot], found: Found) -> Iterator[str | tuple[int, int]]:
    for part in template:
        if isinstance(part, str):
            yield part
            continue
        group, form = part
        start, end = found.spans[group]
        if start < 0 or start == end:
            continue
        if form is None:
            yield (start, end)
            continue
        first = _WORD.match(found.groups[group] or "")
        if first is not None:
            yield first.group().lower() if form == "lower" else inflect(first.group(), form)
            if start + first.end() < end:
                yield (start + first.end(), end)

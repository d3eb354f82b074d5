"""Styles beside the neutral one: what each says before a draft is calmed, and after."""

from __future__ import annotations

from collections.abc import Sequence

from app.results import Style
from app.rewriting.change import Change
from app.rewriting.recipes import Recipes
from app.rewriting.scene import Passage, Scene
from app.rewriting.turn import Turn, Unfit
from app.rewriting.unnaming import Unnamed, Unnaming
from app.rulebook import Rulebook
from app.rulebook.patterns import Found, PatternSet, unspoiled
from app.rulebook.styling import ConstructiveStyle, GraciousStyle
from app.text import Parse


class Words:
    """Words that a style looks for."""

    def __init__(self, wanted: ConstructiveStyle | GraciousStyle, book: Rulebook) -> None:
        self._wanted = PatternSet.of(wanted.any_of, book.words)
        self._unless = PatternSet.of(wanted.unless, book.words)

    def find(self, scene: Scene) -> list[Found]:
        """Return where they stand, by position."""
        found = unspoiled(self._wanted, self._unless, scene.words)
        return sorted(found, key=lambda each: each.start)

    def fair(self, scene: Scene) -> list[Found]:
        """Return those that are no part of an attack."""
        hot = scene.hot
        return [f for f in self.find(scene) if not any(h.overlaps(f.start, f.end) for h in hot)]


class Constructive(Turn):
    """What is asked for is asked for kindly; a draft that asks for nothing gets no version."""

    style = Style.CONSTRUCTIVE

    def __init__(self, asks: Words, recipes: Recipes, scene: Scene) -> None:
        self._asks = asks
        self._opening = list(recipes.apply(scene))
        self.possible = bool(self._opening or asks.find(scene))

    def opening(self) -> Sequence[Change]:
        return self._opening

    def is_met(self, version: Scene) -> bool:
        return bool(self._asks.fair(version))


class Gracious(Turn):
    """What was good comes first; a draft that thanks nobody gets no version."""

    style = Style.GRACIOUS

    def __init__(self, thanks: Words, first: First, scene: Scene) -> None:
        self._thanks, self._first = thanks, first
        self.possible = bool(thanks.find(scene))

    def closing(self, version: Scene) -> Sequence[Change]:
        said = self._thanks.fair(version)
        kind = version.passage_at(said[0].start) if said else None
        return self._first.changes(version, kind) if kind is not None else ()

    def is_met(self, version: Scene) -> bool:
        return bool(self._thanks.fair(version))


class First:
    """Puts a sentence first, where it stands on its own."""

    def __init__(self, style: GraciousStyle, book: Rulebook) -> None:
        self._why = style.why
        self._leans = PatternSet.of(style.leans, book.words)
        self._turns = PatternSet.of(style.turns, book.words)

    def changes(self, scene: Scene, passage: Passage) -> list[Change]:
        """Return the changes that put `passage` first; none where it is, or has to stay."""
        opening = scene.passages[0]
        said = scene.words[passage.start : passage.end].strip()
        turn = next(self._turns.finditer(said), None)
        bare = said[turn.end :] if turn else said
        if passage is opening or self._leans.matching(bare) or not bare.endswith((".", "!")):
            return []
        if scene.is_protected(passage.start, passage.end) or _breaks_off(scene, passage):
            return []
        first = bare[0].upper() + bare[1:] if scene.words[opening.start].isupper() else bare
        return [
            Change(opening.start, opening.start, self._why, (f"{first} ",), 60),
            Change(passage.start, passage.end, self._why, (), 60),
        ]


def _breaks_off(scene: Scene, passage: Passage) -> bool:
    """Say whether the sentence stands in another line than the first one: a list, a signature."""
    return "\n" in scene.words[: passage.end].strip()


class Styles:
    """All styles of a rulebook."""

    def __init__(self, book: Rulebook, parse: Parse | None) -> None:
        styles = book.styles
        self._requests = Recipes(book, Style.CONSTRUCTIVE)
        self._asks = Words(styles.constructive, book) if styles else None
        self._thanks = Words(styles.gracious, book) if styles else None
        self._first = First(styles.gracious, book) if styles else None
        self._unnaming = Unnaming(styles.private, book, parse) if styles else None

    @property
    def whys(self) -> frozenset[str]:
        """Return the reasons of changes that say something in other words."""
        unnamed = {self._unnaming.why} if self._unnaming else set()
        return self._requests.whys | unnamed

    def turn(self, style: Style, scene: Scene) -> Turn:
        """Return a style at work on the draft of `scene`."""
        if style is Style.NEUTRAL:
            return Turn()
        if style is Style.CONSTRUCTIVE and self._asks is not None:
            return Constructive(self._asks, self._requests, scene)
        if style is Style.GRACIOUS and self._thanks is not None and self._first is not None:
            return Gracious(self._thanks, self._first, scene)
        if style is Style.PRIVATE and self._unnaming is not None:
            return Unnamed(self._unnaming, scene)
        return Unfit(style)

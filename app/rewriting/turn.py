"""What a style does to a draft beside calming it; the neutral one does nothing."""

from __future__ import annotations

from collections.abc import Sequence

from app.results import Style
from app.rewriting.change import Change
from app.rewriting.guards import Before
from app.rewriting.scene import Scene


class Turn:
    """The neutral style at work on one draft, and what others have in common with it."""

    style = Style.NEUTRAL
    possible = True
    """Whether the draft has what the style needs."""

    def opening(self) -> Sequence[Change]:
        """Return the changes to the draft, before it is calmed."""
        return ()

    def closing(self, version: Scene) -> Sequence[Change]:
        """Return the changes to a calm version."""
        return ()

    def facts_to_keep(self, before: Before) -> Before:
        """Return what a version has to keep."""
        return before

    def is_met(self, version: Scene) -> bool:
        """Say whether a finished version does what the style promises."""
        return True


class Unfit(Turn):
    """A style of which the rulebook says nothing."""

    possible = False

    def __init__(self, style: Style) -> None:
        self.style = style

"""Which refusal fits: the reasons and what else the author could do are data in the rulebook."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import RulebookError
from app.results import Kind, Refusal, Style
from app.rewriting.scene import Scene
from app.rulebook.schema import RefusalEntry

_VIOLENT = frozenset({Kind.THREAT, Kind.PROFANITY})


class Refusals:
    """Picks a refusal by its id; raises RulebookError where the rulebook lacks it."""

    def __init__(self, entries: Sequence[RefusalEntry]) -> None:
        self._entries = {entry.id: entry for entry in entries}

    def of(self, ident: str) -> Refusal:
        entry = self._entries.get(ident)
        if entry is None:
            raise RulebookError(f"rules/refusals.yaml has no entry {ident!r}")
        return Refusal(reason=entry.reason, alternatives=entry.alternatives)

    def for_scene(self, scene: Scene, changed: bool) -> Refusal:
        """Return why a draft with this scene has no rewrite; `changed` if edits were tried."""
        kinds = {harsh.kind for harsh in scene.harsh}
        if not changed and not kinds & _VIOLENT:
            return self.of("already-measured")
        if kinds & _VIOLENT:
            return self.of("anger")
        if Kind.LEAK in kinds:
            return self.of("leak")
        return self.of("attack")

    def for_style(self, style: Style) -> Refusal:
        return self.of(f"style-{style.value}")

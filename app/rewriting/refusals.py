"""Which refusal fits: the reasons and what else the author could do are data in the rulebook."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import RulebookError
from app.results import Kind, Refusal, Style, Verdict
from app.rewriting.scene import Scene
from app.rulebook.schema import RefusalEntry

_VIOLENT = frozenset({Kind.THREAT, Kind.PROFANITY})
_ATTACKS = frozenset({Kind.INSULT, Kind.ACCUSATION, Kind.SHAMING, Kind.BOYCOTT})


class Refusals:
    """Picks a refusal by its id; raises RulebookError where the rulebook lacks it."""

    def __init__(self, entries: Sequence[RefusalEntry]) -> None:
        self._entries = {entry.id: entry for entry in entries}

    def of(self, ident: str) -> Refusal:
        entry = self._entries.get(ident)
        if entry is None:
            raise RulebookError(f"rules/refusals.yaml has no entry {ident!r}")
        return Refusal(reason=entry.reason, alternatives=entry.alternatives)

    def for_scene(self, scene: Scene, verdict: Verdict, tells: bool) -> Refusal:
        """Return why a draft of this verdict and scene has no rewrite.

        `tells` says that it states what happened.
        """
        kinds = {harsh.kind for harsh in scene.harsh}
        if tells and kinds & (_VIOLENT | _ATTACKS):
            return self.of("entangled")
        if kinds & _VIOLENT:
            return self.of("anger")
        if Kind.LEAK in kinds:
            return self.of("leak")
        if kinds & _ATTACKS:
            return self.of("attack")
        if Kind.MOCKERY in kinds:
            return self.of("irony")
        return self.of("entangled" if verdict is Verdict.WARN else "already-measured")

    def for_style(self, style: Style) -> Refusal:
        return self.of(f"style-{style.value}")

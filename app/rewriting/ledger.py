"""What only one stretch of a draft states: the books that are kept while parts of it go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from app.results import MentionKind
from app.rewriting.change import Change
from app.rewriting.facts import Fact, facts_of, squash
from app.rewriting.scene import Harsh, Name, Scene
from app.rewriting.sense import Sense
from app.text.text import Range

_FACTUAL = (MentionKind.COMPANY, MentionKind.HANDLE)


class Ledger:
    """The facts of a scene that still stand, once the changes in `taken` are made."""

    def __init__(
        self, scene: Scene, taken: Sequence[Change], hot: Sequence[Harsh], sense: Sense
    ) -> None:
        self._scene, self._sense = scene, sense
        facts = facts_of(scene.words, scene.names, hot, scene.idle)
        self._facts = [fact for fact in facts if not _gone(fact, taken)]
        self._left = Counter(fact.key for fact in self._facts)
        self._grave = [
            (at, at + len(words)) for words in scene.grave if (at := scene.words.find(words)) >= 0
        ]

    def facts_in(self, where: Range) -> list[Fact]:
        return [fact for fact in self._facts if where.holds(fact.start, fact.end)]

    def forget(self, where: Range) -> None:
        """Take the facts in `where` off the books: it goes."""
        self._left.subtract(fact.key for fact in self.facts_in(where))

    def only_named_in(self, where: Range) -> list[Name]:
        """Return the firms that only this stretch names."""
        firms = [n for n in self._scene.names if n.kind in _FACTUAL]
        found: dict[str, Name] = {}
        for fact in self.facts_in(where):
            firm = next((n for n in firms if n.overlaps(fact.start, fact.end)), None)
            if not fact.named or firm is None:
                continue
            inside = sum(1 for each in self.facts_in(where) if each.key == fact.key)
            if self._left[fact.key] <= inside:
                end = fact.start + len(fact.shown)
                found.setdefault(fact.key, Name(fact.start, end, firm.kind, True))
        return list(found.values())

    def alone_states(self, where: Range) -> bool:
        """Say whether only this stretch states some figure, person or grievance."""
        if any(where.holds(*each) for each in self._grave):
            return True
        words = self._scene.words
        firms = {squash(words[n.start : n.end]) for n in self.only_named_in(where)}
        inside = Counter(fact.key for fact in self.facts_in(where))
        return any(count >= self._left[key] for key, count in inside.items() if key not in firms)

    def tells(self, where: Range) -> bool:
        """Say whether the stretch tells something that a rewrite should keep."""
        return self._sense.tells(self._scene, where)


def _gone(fact: Fact, taken: Iterable[Change]) -> bool:
    for change in taken:
        if change.holds(fact.start, fact.end):
            kept = [p for p in change.parts if not isinstance(p, str)]
            return not any(p[0] <= fact.start and fact.end <= p[1] for p in kept)
    return False

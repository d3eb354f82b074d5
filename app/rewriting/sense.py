"""What the planner asks about a draft's own words: do they tell something, would the rest hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.results import Kind
from app.rewriting.scene import Harsh, Passage, Scene
from app.rewriting.seams import holds_together
from app.rewriting.segments import coverage, segments_of
from app.text import Parse
from app.text.text import Range

Keeps = Callable[[str, Mapping[Kind, float]], float]
"""Clause, share of it that is hot by kind -> how likely a careful editor keeps it, 0..1."""

_BARE = re.compile(
    r"(?i)(?:and |but |so )?(?:you|u|they|he|she)(?: (?:all|lot|guys|people|both))?"
    r"(?:'re|'s| are| r| is| were| was)\b(?: [\w'-]+){1,4}[.!]*"
)
LIKELY, SURE = 0.7, 0.8
"""From where on a clause is taken to state what happened: at first, and where nothing else helps.

On dev (`python -m training.keep`): .7 keeps 86 % of what editors kept and lets go 76 % of what they
dropped; .8 keeps 78 % and lets go 85 %.
"""


@dataclass(frozen=True)
class Sense:
    """Both answers; without a model every clause may go, without a parser every cut holds."""

    keeps: Keeps | None = None
    parse: Parse | None = None
    line: float = LIKELY

    @property
    def bolder(self) -> Sense:
        """The same, for a second try: only what surely states something has to stay."""
        return replace(self, line=SURE)

    def tells(self, words: str, where: Range, hot: Sequence[Harsh]) -> bool:
        """Say whether a clause in `where` states something that a rewrite should keep."""
        keeps = self.keeps
        if keeps is None:
            return False
        return any(
            keeps(words[part.start : part.end], shares(part, hot)) >= self.line
            for part in segments_of(words, where)
        )

    def is_bare_label(self, scene: Scene, passage: Passage) -> bool:
        """Say whether a sentence only puts a label on somebody it does not name: "You are useless."

        Such a sentence may go; a softer label says no more.
        """
        said = scene.words[passage.start : passage.end]
        if self.keeps is None or not _BARE.fullmatch(said.strip()):
            return False
        insult = any(
            h.kind is Kind.INSULT and passage.overlaps(h.start, h.end) for h in scene.harsh
        )
        return insult and not self.tells(scene.words, passage, scene.harsh)

    def holds(self, sentence: str, gone: Sequence[Range]) -> bool:
        """Say whether what is left of `sentence` stands on its own once `gone` is taken out."""
        if self.parse is None or not gone:
            return True
        return holds_together(self.parse(sentence), gone)


@dataclass(frozen=True)
class Way:
    """How far a try may go: `last` lets in edits of last resort, `whole` cuts no sentence."""

    sense: Sense = Sense()
    last: bool = False
    whole: bool = False


def shares(part: Range, hot: Sequence[Harsh]) -> dict[Kind, float]:
    """Return the share of `part` that is hot, by kind."""
    kinds = {each.kind for each in hot if part.overlaps(each.start, each.end)}
    return {kind: coverage(part, [h for h in hot if h.kind is kind]) for kind in kinds}

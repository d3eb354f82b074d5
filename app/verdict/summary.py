"""One friendly sentence for the author, from the templates in rules/summaries.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.errors import RulebookError
from app.mentions.found import FoundMention
from app.results import GrievanceKind, MentionKind, TargetKind, Verdict
from app.rulebook.load import Rulebook
from app.scoring.evidence import Hit
from app.text.text import Text

GRIEVANCE_WORDS = {
    GrievanceKind.PAY: "pay",
    GrievanceKind.SAFETY: "safety",
    GrievanceKind.HARASSMENT: "how people are treated",
    GrievanceKind.DISCRIMINATION: "discrimination",
    GrievanceKind.RETALIATION: "retaliation",
    GrievanceKind.ORGANISING: "organising at work",
    GrievanceKind.OTHER_LEGAL: "whether rules were kept",
}


NEEDED = frozenset(
    (
        *Verdict,
        *(f"{v}-grievance" for v in (Verdict.WARN, Verdict.CAUTION)),
        "support",
        "unsupported",
    )
)
"""Summaries that every rulebook has; `clear-<target>` may be added."""


class Summariser:
    """Picks the template and fills in who it is about.

    Raises RulebookError where the rulebook lacks a summary.
    """

    def __init__(self, book: Rulebook) -> None:
        missing = NEEDED - set(book.summaries)
        if missing:
            raise RulebookError(f"summaries.yaml lacks {', '.join(sorted(missing))}")
        self._texts = book.summaries
        self.support = self._texts["support"]

    def __call__(
        self,
        text: Text,
        verdict: Verdict,
        target: TargetKind,
        grievance: GrievanceKind | None,
        hits: Sequence[Hit],
        mentions: Sequence[FoundMention],
    ) -> str:
        """Return the sentence; `hits` come first when it is said whom it is about."""
        key = verdict.value
        if verdict is Verdict.CLEAR:
            key = f"clear-{target.value}" if f"clear-{target.value}" in self._texts else "clear"
        elif grievance is not None:
            key = f"{key}-grievance"
        return self._texts[key].format(
            target=about(text, hits, mentions),
            grievance=GRIEVANCE_WORDS[grievance] if grievance else "",
        )


def about(text: Text, hits: Sequence[Hit], mentions: Sequence[FoundMention]) -> str:
    """Return the name of whom the hits are about, or plain words where nobody is named."""
    bound = [hit.mention for hit in hits if hit.mention is not None]
    for group in (bound, mentions):
        names = Counter(name for mention in group if (name := _name(text, mention)))
        if names:
            return names.most_common(1)[0][0]
    return "a company or its people"


def _name(text: Text, mention: FoundMention) -> str | None:
    if not mention.company_side or mention.kind not in (MentionKind.COMPANY, MentionKind.HANDLE):
        return None
    return mention.name or text.clean[mention.start : mention.end]

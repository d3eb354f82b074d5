"""What the mentions room hands on."""

from __future__ import annotations

from dataclasses import dataclass

from app.results import MentionKind, Relation
from app.text.text import Range


@dataclass(frozen=True, slots=True)
class FoundMention(Range):
    """Somebody or something the post speaks of, by its range in `Text.clean`.

    `company_side` is true where the mention is a company or somebody who stands for one; a friend's
    handle or a campaign hashtag is a mention too, but not on a company's side.
    """

    kind: MentionKind
    name: str | None = None
    relation: Relation | None = None
    confidence: float = 1.0
    company_side: bool = True

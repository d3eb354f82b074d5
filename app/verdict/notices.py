"""Advice beside the verdict: which of the rulebook's notices a post calls for."""

from __future__ import annotations

from collections.abc import Sequence

from app.results import GrievanceKind, Verdict
from app.rulebook.load import Rulebook
from app.rulebook.patterns import PatternSet, unspoiled
from app.rulebook.schema import NoticeFile
from app.scoring.evidence import Hit
from app.text.text import Text


class NoticeBoard:
    """Finds notices by grievance, by kind of finding, or by their own words."""

    def __init__(self, book: Rulebook) -> None:
        self._notices = book.notices
        self._words = {n.id: PatternSet.of(n.any_of, book.words) for n in book.notices}
        self._unless = {n.id: PatternSet.of(n.unless, book.words) for n in book.notices}
        self._alone = tuple(n for n in book.notices if n.alone)

    @property
    def support(self) -> tuple[str, ...]:
        return tuple(n.id for n in self._alone)

    def despair(self, text: Text) -> bool:
        """Whether the post speaks of despair, where support is all that is called for."""
        return any(self._speaks(notice, text) for notice in self._alone)

    def find(
        self,
        text: Text,
        hits: Sequence[Hit],
        grievance: GrievanceKind | None,
        verdict: Verdict,
    ) -> tuple[str, ...]:
        """Return the ids of the notices that apply, in the order of the rulebook."""
        kinds = {hit.kind for hit in hits} if verdict is not Verdict.CLEAR else set()
        return tuple(
            notice.id
            for notice in self._notices
            if not notice.alone
            and (
                (grievance is not None and grievance in notice.grievances)
                or kinds.intersection(notice.kinds)
                or self._speaks(notice, text)
            )
        )

    def _speaks(self, notice: NoticeFile, text: Text) -> bool:
        found = unspoiled(self._words[notice.id], self._unless[notice.id], text.clean)
        return next(found, None) is not None

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
        self._any = PatternSet.of((p for n in book.notices for p in n.any_of), book.words)
        self._owners = [n.id for n in book.notices for _ in n.any_of]
        self._alone = tuple(n for n in book.notices if n.alone)

    @property
    def support(self) -> tuple[str, ...]:
        return tuple(n.id for n in self._alone)

    def despair(self, text: Text) -> bool:
        """Whether the post speaks of despair, where support is all that is called for."""
        heard = self._heard(text)
        return any(self._speaks(notice, text) for notice in self._alone if notice.id in heard)

    def find(
        self,
        text: Text,
        hits: Sequence[Hit],
        grievance: GrievanceKind | None,
        verdict: Verdict,
    ) -> tuple[str, ...]:
        """Return the ids of the notices that apply, in the order of the rulebook."""
        found = hits if verdict is not Verdict.CLEAR else ()
        heard = self._heard(text)
        return tuple(
            notice.id
            for notice in self._notices
            if not notice.alone
            and (
                (grievance is not None and grievance in notice.grievances)
                or _called_for(notice, found)
                or (notice.id in heard and self._speaks(notice, text))
            )
        )

    def _heard(self, text: Text) -> frozenset[str]:
        """Return the ids of notices whose words stand in the text, harmless or not: few, if any."""
        return frozenset(self._owners[index] for index in self._any.matching(text.clean))

    def _speaks(self, notice: NoticeFile, text: Text) -> bool:
        found = unspoiled(self._words[notice.id], self._unless[notice.id], text.clean)
        return next(found, None) is not None


def _called_for(notice: NoticeFile, hits: Sequence[Hit]) -> bool:
    return any(hit.kind in notice.kinds and hit.rule not in notice.except_rules for hit in hits)

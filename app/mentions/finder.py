"""Text -> everybody and everything on a company's side that it mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from app.mentions.found import FoundMention
from app.mentions.gazetteer import Gazetteer
from app.mentions.lists import lists_of
from app.mentions.merge import Ledger
from app.mentions.ownlist import OwnList
from app.mentions.scoring import Judged, NameReader
from app.mentions.spoken import SpokenReader
from app.mentions.tags import TagReader
from app.mentions.votes import Votes, label_mentions
from app.mentions.words import Word, words_of
from app.modelstore.reading import Reading
from app.results import Employer, MentionKind
from app.rulebook import Rulebook
from app.text.text import Text

_SURE = 0.46
_WITH_MODEL = 0.9
_SHORT_FORM = 0.15
_LEAST_SHORT = 4
_NAMING = (MentionKind.COMPANY, MentionKind.HANDLE)


class MentionFinder:
    """Finds mentions; nothing is kept between texts, so one finder serves all threads."""

    def __init__(self, book: Rulebook) -> None:
        self._lists = lists_of(book)
        gazetteer = Gazetteer(c for file in book.companies for c in file.companies)
        self._names = NameReader(self._lists, gazetteer, book.scorecard)
        self._tags = TagReader(self._lists, gazetteer)
        self._spoken = SpokenReader(book)

    def find(
        self, text: Text, employers: Sequence[Employer] = (), reading: Reading | None = None
    ) -> tuple[FoundMention, ...]:
        """Return the mentions of `text` by position, as ranges of `text.clean` without overlaps.

        With a learned `reading` its mentions count beside the sure ones of the lists, and spaCy is
        not asked.
        """
        if not text.sentences:
            return ()
        words = words_of(text)
        own = OwnList(employers, self._lists)
        ledger = Ledger()
        ledger.add(own.read(words))
        ledger.add(self._tags.read(text, own))
        ledger.add((*self._tags.addresses(text), *self._tags.cashtags(text)))
        if reading is not None:
            ledger.add(label_mentions(reading, text))
        least = _SURE if reading is None else _WITH_MODEL
        vote = Votes(text).of if reading is None else None
        ledger.add(self._named(text, words, least, vote))
        self._add_spoken(text, words, ledger, implicit=reading is None)
        return ledger.all()

    def _named(
        self,
        text: Text,
        words: Sequence[Word],
        least: float,
        vote: Callable[[Judged], float] | None,
    ) -> Iterator[FoundMention]:
        judged = [*self._names.read(text, words)]
        sure = [(vote(each) if vote else each.any) >= least for each in judged]
        starts = {  # "Bridgepoint" is meant again after "Bridgepoint Labs"
            _first_key(each, words)
            for each, is_sure in zip(judged, sure, strict=True)
            if is_sure and each.kind is MentionKind.COMPANY
        }
        for each, is_sure in zip(judged, sure, strict=True):
            again = each.company >= _SHORT_FORM and _first_key(each, words) in starts
            if is_sure or again:
                yield _mention(each, MentionKind.COMPANY if again else each.kind)

    def _add_spoken(
        self, text: Text, words: Sequence[Word], ledger: Ledger, *, implicit: bool
    ) -> None:
        named = any(m.kind in _NAMING for m in ledger.all())
        spoken = [s for s in self._spoken.read(text) if not (named and s.rule.only_unnamed)]
        for kind in (MentionKind.PERSON, MentionKind.ROLE, MentionKind.IMPLICIT):
            if kind is not MentionKind.IMPLICIT or implicit:
                ledger.add(
                    s.mention for s in spoken if s.mention.kind is kind and not s.rule.only_alone
                )
        alone = [s.mention for s in spoken if s.rule.only_alone]
        if alone and implicit and not ledger and self._about_work(words):
            ledger.add(alone)

    def _about_work(self, words: Iterable[Word]) -> bool:
        return any(word.key in self._lists.work_words for word in words)


def _first_key(judged: Judged, words: Sequence[Word]) -> str:
    key = words[judged.run.first].base
    return key if len(key) >= _LEAST_SHORT else ""


def _mention(judged: Judged, kind: MentionKind) -> FoundMention:
    known = judged.run.known
    return FoundMention(
        judged.run.start,
        judged.run.end,
        kind,
        name=known.name if known and kind is MentionKind.COMPANY else None,
        confidence=round(min(0.99, max(judged.any, 0.5)), 2),
    )

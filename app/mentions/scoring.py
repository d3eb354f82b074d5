"""Candidates -> names of companies and people, by the points of the scorecard."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.mentions.features import features_of
from app.mentions.gazetteer import Gazetteer
from app.mentions.lists import Lists
from app.mentions.runs import Run, runs_of
from app.mentions.words import Word
from app.results import MentionKind
from app.rulebook.schema import Scorecard
from app.text.text import Text

_GENDERED = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_FOLLOWS = 90


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its chances of being a company or a person of one, each 0..1."""

    run: Run
    company: float
    person: float

    @property
    def kind(self) -> MentionKind:
        return MentionKind.COMPANY if self.company >= self.person else MentionKind.PERSON

    @property
    def confidence(self) -> float:
        return max(self.company, self.person)

    @property
    def any(self) -> float:
        return self.company + self.person


class NameReader:
    """Finds names; pure, so one reader serves all texts."""

    def __init__(self, lists: Lists, gazetteer: Gazetteer, card: Scorecard | None) -> None:
        self._lists = lists
        self._gazetteer = gazetteer
        self._company = dict(card.company) if card else {}
        self._person = dict(card.person) if card else {}

    def read(self, text: Text, words: Sequence[Word]) -> Iterator[Judged]:
        """Yield every candidate of `text`, in order, with its chances."""
        for run, features in self.described(text, words):
            yield self._judged(run, features)

    def described(self, text: Text, words: Sequence[Word]) -> Iterator[tuple[Run, list[str]]]:
        """Yield every candidate with its features: what a scorecard is fitted on."""
        about_work = any(word.key in self._lists.work_words for word in words)
        capitals = Counter(w.base for w in words if w.capital)
        small = {w.base for w in words if not w.capital}
        for run in runs_of(words, self._lists, self._gazetteer):
            after = text.clean[run.end : run.end + _FOLLOWS]
            gendered = _GENDERED.search(after) is not None
            features = features_of(
                run, words, self._lists, about_work=about_work, gendered=gendered
            )
            base = words[run.first].base
            again = ["again"] if capitals[base] > 1 else []
            again += ["also-small"] if words[run.first].capital and base in small else []
            yield run, [*features, *again]

    def _judged(self, run: Run, features: Iterable[str]) -> Judged:
        company = person = 0.0
        for feature in features:
            company += self._company.get(feature, 0.0)
            person += self._person.get(feature, 0.0)
        top = max(company, person, 0.0)
        shares = [math.exp(points - top) for points in (company, person, 0.0)]
        whole = sum(shares)
        return Judged(run, shares[0] / whole, shares[1] / whole)

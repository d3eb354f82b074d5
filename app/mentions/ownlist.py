"""The companies that the author told us about, found in whatever way they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.mentions.found import FoundMention
from app.mentions.lists import Lists
from app.mentions.words import Word, keys_of
from app.results import Employer, MentionKind, Relation

_LONGEST = 6
_LEAST_TAG = 4


@dataclass(frozen=True, slots=True)
class Own:
    name: str
    relation: Relation


class OwnList:
    """An index of the author's companies, built for one check."""

    def __init__(self, employers: Sequence[Employer], lists: Lists) -> None:
        self._lists = lists
        self._joined: dict[str, Own] = {}
        self._handles: dict[str, Own] = {}
        for employer in employers:
            own = Own(employer.name, employer.relation)
            for handle in employer.handles:
                self._handles.setdefault(handle.lstrip("@").lower(), own)
            for written in (employer.name, *employer.aliases):
                for joined in self._forms(written):
                    self._joined.setdefault(joined, own)
        self._most = max(map(len, self._joined), default=0)

    def __bool__(self) -> bool:
        return bool(self._joined or self._handles)

    def _forms(self, written: str) -> Iterator[str]:
        """Yield a name without blanks and hyphens, then without its legal suffix, then its first
        word where that alone is no ordinary one.
        """
        keys = [k.replace("-", "") for k in keys_of(written)]
        yield "".join(keys)
        while len(keys) > 1 and keys[-1] in self._lists.legal_suffixes:
            keys.pop()
            yield "".join(keys)
        if len(keys) > 1 and self._distinctive(keys[0]):
            yield keys[0]

    def _distinctive(self, key: str) -> bool:
        known = self._lists.common | self._lists.first_names | self._lists.places
        return len(key) >= _LEAST_TAG and key not in known and key not in self._lists.not_companies

    def handle(self, written: str) -> Own | None:
        """Return whose handle `written` (without @) is, or None."""
        lower = written.lower()
        return self._handles.get(lower) or self._joined.get(lower.replace("_", ""))

    def inside(self, joined: str) -> Own | None:
        """Return the company whose name is part of `joined`, a hashtag without its blanks."""
        whole = self._joined.get(joined)
        if whole:
            return whole
        return next(
            (
                own
                for name, own in self._joined.items()
                if len(name) >= _LEAST_TAG and name in joined
            ),
            None,
        )

    def read(self, words: Sequence[Word]) -> Iterator[FoundMention]:
        """Yield the mentions of these companies, longest first at each place, in order."""
        index = 0
        while self._joined and index < len(words):
            found = self._at(words, index)
            if found is None:
                index += 1
                continue
            last, own, end = found
            yield FoundMention(
                words[index].start,
                end,
                MentionKind.COMPANY,
                name=own.name,
                relation=own.relation,
                confidence=0.99,
            )
            index = last + 1

    def _at(self, words: Sequence[Word], index: int) -> tuple[int, Own, int] | None:
        best: tuple[int, Own, int] | None = None
        head = ""
        for last in range(index, min(index + _LONGEST, len(words))):
            word = words[last]
            if last > index and word.start - words[last - 1].end > 1:
                break
            for key, end in ((word.key, word.end), (word.base, word.base_end)):
                own = self._joined.get(head + key.replace("-", ""))
                if own is not None and self._written(words[index : last + 1]):
                    best = (last, own, end)
            head += word.key.replace("-", "")
            if len(head) > self._most:
                break
        return best

    def _written(self, words: Sequence[Word]) -> bool:
        """A name that is an ordinary word needs its capital, and more than the sentence's."""
        word = words[0]
        if len(words) > 1 or word.base not in self._lists.common:
            return True
        return word.capital

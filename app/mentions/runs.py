"""Runs of capitalised words: what could be the name of a company or of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.mentions.gazetteer import Gazetteer, KnownName, NameHit
from app.mentions.lists import Lists
from app.mentions.words import Word
from app.text.text import Range

_APART_WORDS = """
    i im ive id ill i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december mondays
    tuesdays wednesdays thursdays fridays saturdays sundays christmas easter ok okay omg lol wtf
    ffs smh cv
"""
_APART = frozenset(_APART_WORDS.split())
_ROLES = frozenset({"ceo", "cto", "cfo", "coo", "hr", "vp", "gm", "md", "it", "pm"})
_LINKS = frozenset({"of", "by", "the", "de", "la", "del", "di", "und", "et", "y", "at", "n"})
_BEFORE_SMALL = frozenset({"at", "for", "from", "with", "by", "joined", "left", "quit"})
_SHORTENED = ("'ll", "'ve", "'re", "'d", "'m", "n't")
_MOST_WORDS = 7
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Run(Range):
    """The words `first` to `last` (inclusive) as one candidate; `known` if the gazetteer has it."""

    first: int
    last: int
    known: KnownName | None = None


def runs_of(words: Sequence[Word], lists: Lists, gazetteer: Gazetteer) -> Iterator[Run]:
    """Yield candidates in order, without overlaps: known names, and runs of capitalised words."""
    hits = {hit.first: hit for hit in gazetteer.find(words)}
    index = 0
    while index < len(words):
        hit = hits.get(index)
        last = _last(words, index, lists)
        if hit and (last is None or hit.last >= last):
            yield Run(hit.start, hit.end, hit.first, hit.last, hit.known)
            index = hit.last + 1
        elif last is not None:
            yield from _cut(words, index, last, hits, lists)
            index = last + 1
        else:
            if _small_name(words, index, lists):
                yield Run(words[index].start, words[index].base_end, index, index)
            index += 1


def _small_name(words: Sequence[Word], index: int, lists: Lists) -> bool:
    """Return whether a word in small letters can be a name: "three years at norvane"."""
    word = words[index]
    if word.capital or len(word.base) <= 3 or not lists.unknown(word):
        return False
    if word.opens:
        return True
    placed = words[index - 1].key in _BEFORE_SMALL and _next_to(words, index - 1)
    titled = index + 1 < len(words) and _name_goes_on(words, index, lists)
    return placed or titled


def _cut(
    words: Sequence[Word], first: int, last: int, hits: Mapping[int, NameHit], lists: Lists
) -> Iterator[Run]:
    """Yield the candidate in a run: without openers, roles at its ends, and loose ampersands."""
    first = _after_openers(words, first, last, lists)
    while last > first and words[last].key in _ROLES | {"&"}:
        last -= 1
    while first < last and words[first].key in _ROLES | {"&"}:
        first += 1
    if first > last:
        return
    hit = hits.get(first) or _later(words, first, last, hits, lists)
    if hit and hit.last == last:
        yield Run(hit.start, hit.end, hit.first, last, hit.known)
        return
    longer = hit is None or hit.known.ordinary or words[last].base in lists.company_nouns
    known = None if longer or hit is None else hit.known
    yield Run(words[first].start, words[last].base_end, first, last, known)


def _later(
    words: Sequence[Word], first: int, last: int, hits: Mapping[int, NameHit], lists: Lists
) -> NameHit | None:
    """Return the known name that ends the run after an ordinary opening: "Flew Emirates"."""
    opening = words[first].opens and lists.ordinary(words[first].base)
    if opening or words[first].base == "the":
        hit = hits.get(first + 1)
        if hit and hit.last == last:
            return hit
    return None


def _after_openers(words: Sequence[Word], first: int, last: int, lists: Lists) -> int:
    """Leave out words that have their capital from opening a sentence: "Thanks Norvane"."""
    if words[first].opens and words[first].base in lists.openers:
        single = first == last
        title = last - first >= 1 and _title_case(words, first, last, lists)
        if single or not title:
            return first + 1
    return first


def _title_case(words: Sequence[Word], first: int, last: int, lists: Lists) -> bool:
    """Return whether an opening word belongs to the name: "New Dawn Foods", "The Anchor"."""
    key = words[first].base
    if key in ("the", "new", "best", "good", "old", "one", "first", "second", "three", "back"):
        return words[first + 1].text != words[first + 1].text.upper()
    return False


def _last(words: Sequence[Word], index: int, lists: Lists) -> int | None:
    """Return the last word of the run that starts at `index`, or None where none starts."""
    if not _counts(words, index, lists):
        return None
    last = index
    while last + 1 < len(words) and last - index < _MOST_WORDS:
        if words[last].possessive and not _name_goes_on(words, last, lists):
            break
        if _next_to(words, last) and _counts(words, last + 1, lists):
            last += 1
        elif _bridge(words, last, lists):
            last += 2
        else:
            break
    return last


def _name_goes_on(words: Sequence[Word], last: int, lists: Lists) -> bool:
    """Return whether a name goes on after a possessive: "Bella's Kitchen"."""
    return _next_to(words, last) and words[last + 1].base in lists.company_nouns


def _next_to(words: Sequence[Word], index: int) -> bool:
    gap = words[index + 1].start - words[index].end
    return gap == 1 and not words[index + 1].opens


def _bridge(words: Sequence[Word], last: int, lists: Lists) -> bool:
    """Return whether a small word joins two capitalised ones: "Harlow & Pike"."""
    if last + 2 >= len(words) or not _next_to(words, last) or not _next_to(words, last + 1):
        return False
    if not _counts(words, last + 2, lists):
        return False
    middle = words[last + 1]
    if middle.text in ("&", "+"):
        return True
    if middle.text == "and":
        return words[last + 2].base in ("sons", "daughters", "co", "brothers", "son", "partners")
    return middle.text in _LINKS and words[last].base in lists.company_nouns


def _counts(words: Sequence[Word], index: int, lists: Lists) -> bool:
    word = words[index]
    if word.base in _APART or word.text.lower().endswith(_SHORTENED):
        return False
    if word.shouted:
        named = index > 0 and word.base in lists.company_nouns and lists.unknown(words[index - 1])
        return named or (lists.unknown(word) and len(word.base) > 3)
    if word.text[0].isupper():
        return not _merely_loud(word, lists)
    after_capital = index > 0 and words[index - 1].capital and not words[index - 1].shouted
    return after_capital and word.text.isdigit() and len(word.text) <= _DIGITS


def _merely_loud(word: Word, lists: Lists) -> bool:
    """Return whether a word in capitals is an ordinary one, said loudly."""
    return word.text.isupper() and len(word.text) > 3 and word.base in lists.common

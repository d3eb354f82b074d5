"""What a draft states as fact: names, numbers, dates, amounts, addresses, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.results import Kind, MentionKind
from app.rewriting.scene import FIRMS, Harsh, Name
from app.scoring.taken import Taken
from app.text.text import Range

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy".split(), 2)}
_VALUES = {w: n for n, w in enumerate(_UNITS)} | _TENS | {"eighty": 80, "ninety": 90, "dozen": 12}
_BIG = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_SMALL = "|".join([*_UNITS[2:], *_TENS, "eighty", "ninety", "dozen", *_BIG])
_COUNTED = r"(?:years?|yrs?|months?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?|rounds?|times?)"
_NUMBER = re.compile(
    r"(?P<url>https?://[^\s)\]]+|www\.[^\s)\]]+)"
    r"|(?P<digits>[£$€₹]?\d(?:[\d,.:/]*\d)?(?:%|st\b|nd\b|rd\b|th\b|k\b|am\b|pm\b|h\b)?)"
    rf"|\b(?P<small>{_SMALL})\b|\b(?P<one>one)\s+{_COUNTED}\b"
    rf"|\b(?P<nth>{'|'.join(_ORDINALS)})\b"
    r"|\b(?P<day>mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|yesterday"
    r"|january|february|april|june|july|august|september|october|november|december|christmas)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[ -](?!(?:for|of|in|on|at|to|by|and|or|but|from|with|is|was|are|were|it|i|they|he|she|we|you|"
    r"the|a|an|as|if|so|that|this|when|because|after|before|then|now|my|our|their|his|her)\b)"
    r"[A-Za-z]+",
    re.IGNORECASE,
)
"""The word after a number that says of what: "five rounds"."""
_CAPITAL = re.compile(r"(?<![\w@#'’])[A-Z][\w&'’-]*[\w&]|(?<![\w@#])[A-Z]{2,}")
_OPENING = re.compile(r"(?:^|[.!?:…]['\")\]]*\s+|\n|[\"'“‘(•*-]\s*)$")
_COMMON = (
    "i i'm i've i'll i'd ok ps tl dr pros cons edit update psa fyi cv hr ceo cfo cto coo vp it pm "
    "am gm tv id pto q1 q2 q3 q4 ui ux api pr qa us uk eu usa lol lmao wtf omg smh imo tbh dm dms "
    "english sir madam mr mrs ms dr bs pos year month week day"
)
_LOUD_BEFORE, _LOUD_AFTER = re.compile(r"[A-Z]{2}\W{1,3}$"), re.compile(r"\W{1,3}[A-Z]{2}")
_ITEM = re.compile(r"(?:^|\s)$")
_ITEM_END = re.compile(r"[.)]\s")
"""What stands around the number of an item in a list: "1. No reply"."""
_NOT_NAMES = frozenset(_COMMON.split())
_IDLE = re.compile(
    r"(?i)\b(?:10|0|1|zero|one|five|5|ten|100|1000|2) ?(?:/|out of) ?(?:10|5|ten|five)\b"
    r"|\b(?:zero|one|five|0|1|5) stars?\b|\b1?1000?%|\b24/7\b|\btwo[- ]faced\b|\bfive[- ]star\b"
    r"|\b(?:every|any|some|no) 1\b|\bnine times out of ten\b|\bthird[- ]rate\b|\bone of a kind\b"
    r"|\bten points\b"
)
LABEL, LONG_LABEL = 40, 70
"""Longest hot stretch, in characters, that is a label, and the same for threats, calls and insults:
a name within a longer one is a fact, whatever surrounds it."""
_FIERCE = frozenset({Kind.THREAT, Kind.BOYCOTT, Kind.INSULT, Kind.SHAMING, Kind.PROFANITY})


@dataclass(frozen=True, slots=True)
class Fact(Range):
    """`key` is equal for two ways to write the same fact; `named` for names, else a figure."""

    key: str
    shown: str
    named: bool
    small: bool = False


def facts_of(
    words: str,
    names: Sequence[Name] = (),
    hot: Sequence[Harsh] = (),
    idle: Sequence[Range] = (),
) -> list[Fact]:
    """Return the facts in `words`, by position.

    Within `hot` stretches (insults, mockery) only firms and figures count: a mocking "Einstein" or
    "ten out of ten" is no fact. Two capitals in a row in a call away are: "Avoid Premier Staff".
    In `idle` ones, which tell nothing, small numbers are none.
    """
    phrases = [Range(*m.span()) for m in _IDLE.finditer(words)]
    found = [
        fact
        for fact in (*_figures(words), *_names(words, names, hot))
        if not any(each.holds(fact.start, fact.end) for each in phrases)
        and not (_is_small(fact) and _is_said_idly(fact, hot, idle))
    ]
    return sorted(found, key=lambda fact: fact.start)


def _is_small(fact: Fact) -> bool:
    """Say whether the fact is a small number in words that counts no time: "two thieves"."""
    return fact.small and not re.search(rf"(?i)\b{_COUNTED}\b", fact.shown)


def _is_said_idly(fact: Fact, hot: Sequence[Harsh], idle: Sequence[Range]) -> bool:
    return any(_belittles(each, fact) for each in hot) or any(
        each.holds(fact.start, fact.end) for each in idle
    )


def _belittles(hot: Harsh, fact: Fact) -> bool:
    return hot.kind in (Kind.INSULT, Kind.THREAT) and hot.holds(fact.start, fact.end)


def missing(before: Iterable[Fact], after: str) -> list[Fact]:
    """Return the facts of `before` that `after` no longer states."""
    figures = {fact.key for fact in _figures(after)}
    squashed = squash(after)
    return [
        fact
        for fact in before
        if (fact.named and fact.key not in squashed) or (not fact.named and fact.key not in figures)
    ]


def added(before: str, after: str) -> list[str]:
    """Return names and figures of `after` that `before` does not have."""
    figures = {fact.key for fact in _figures(before)}
    squashed = squash(before)
    return [
        fact.shown
        for fact in facts_of(after)
        if (fact.key not in squashed if fact.named else fact.key not in figures)
    ]


def squash(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.lower())


def _figures(words: str) -> Iterator[Fact]:
    numbers = list(_NUMBER.finditer(words))
    items = _items(words, numbers)
    for match in numbers:
        if match.start() in items:
            continue
        small = bool(match["small"])
        shown = _shown(words, match)
        yield Fact(match.start(), match.end(), _key(match), shown, named=False, small=small)


def _items(words: str, numbers: Sequence[re.Match[str]]) -> frozenset[int]:
    """Return where the items of a list have their numbers: 1, 2 and so on."""
    found = [
        match
        for match in numbers
        if match.end() - match.start() <= 2
        and _ITEM_END.match(words, match.end()) is not None
        and _ITEM.search(words, max(0, match.start() - 4), match.start()) is not None
    ]
    counted = [str(number + 1) for number in range(len(found))]
    is_list = len(found) > 1 and [match.group() for match in found] == counted
    return frozenset(match.start() for match in found) if is_list else frozenset()


def _key(match: re.Match[str]) -> str:
    if match["digits"]:
        bare = re.sub(r"[£$€₹,]", "", match["digits"].lower()).rstrip("%")
        return re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", bare)
    if match["small"]:
        word = match["small"].lower()
        return str(_VALUES.get(word, _BIG.get(word)))
    if match["one"]:
        return "1"
    if match["nth"]:
        return str(_ORDINALS.index(match["nth"].lower()) + 3)
    return (match["url"] or match["day"]).lower().removesuffix("s")


def _shown(words: str, match: re.Match[str]) -> str:
    unit = _UNIT.match(words, match.end())
    if unit and (match["digits"] or match["small"] or match["nth"]):
        return words[match.start() : unit.end()]
    return match.group()


def _names(words: str, names: Sequence[Name], hot: Sequence[Harsh]) -> Iterator[Fact]:
    labels = [
        each
        for each in hot
        if each.end - each.start <= (LONG_LABEL if each.kind in _FIERCE else LABEL)
    ]
    named = [*names, *(each for each in labels if each.kind is not Kind.BOYCOTT)]
    burning, taken = Taken(labels), Taken(named)
    for name in names:
        burnt = burning.touches(name.start, name.end)
        shown = words[name.start : name.end]
        if name.kind in FIRMS or (name.kind is MentionKind.PERSON and not burnt):
            key = squash(re.sub(r"['’]s$", "", shown))
            if key:
                yield Fact(name.start, name.end, key, shown, named=True)
    away = Taken(each for each in labels if each.kind is Kind.BOYCOTT)
    for fact in _in_a_row(words, _capitals(words, taken)):
        if " " in fact.shown or not away.touches(fact.start, fact.end):
            yield fact


def _capitals(words: str, taken: Taken) -> Iterator[Fact]:
    """Yield words with a capital that are none of those taken and do not open a sentence."""
    for match in _CAPITAL.finditer(words):
        start, end = match.span()
        shown = re.sub(r"['’]s$", "", match.group())
        if taken.touches(start, end) or not shown:
            continue
        if (
            shown.lower() in _NOT_NAMES
            or _NUMBER.fullmatch(shown)
            or (shown.isupper() and (len(shown) > 2 or _is_shouted(words, start, end)))
        ):
            continue
        if not _OPENING.search(words, max(0, start - 12), start):
            yield Fact(start, end, squash(shown), shown, named=True)


def _in_a_row(words: str, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the same, but as one what only a blank parts: "Premier Staff"."""
    row: list[Fact] = []
    for each in facts:
        if row and words[row[-1].end : each.start] != " ":
            yield _joined(words, row)
            row = []
        row.append(each)
    if row:
        yield _joined(words, row)


def _joined(words: str, row: Sequence[Fact]) -> Fact:
    start, end = row[0].start, row[-1].end
    shown = " ".join(each.shown for each in row)
    return Fact(start, end, squash(shown), shown, named=True)


def _is_shouted(words: str, start: int, end: int) -> bool:
    """Say whether a word in capitals stands beside others: "TO ME AND" has no names."""
    before = _LOUD_BEFORE.search(words, max(0, start - 20), start)
    return before is not None or _LOUD_AFTER.match(words, end) is not None

"""Calm claims about them, said as what the author saw; and hashtags that carry an attack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from app.results import MentionKind, Verdict
from app.rewriting.change import Change
from app.rewriting.facts import squash
from app.rewriting.reasons import WHY_RECAST, WHY_TAG
from app.rewriting.scene import Scene
from app.scoring.taken import Taken
from app.text.text import Range

HEDGES = ("In my experience, ", "As I see it, ")
_NAMED = (MentionKind.COMPANY, MentionKind.HANDLE, MentionKind.PERSON, MentionKind.HASHTAG)
_HABIT = r"keeps?|takes?|goes|gets?|expects?|treats?|never|always|often|rarely"
_MOTIVE = (
    r"wants?|cares?|hides?|pretends?|prefers?|thinks?|knows?|values?|likes?|loves?|chooses?|"
    r"(?:do|does)(?: not|n't) (?:care|want|value|mean|think|know|like)"
)
_CLAIM = re.compile(
    r"((?:They|The|Their|Nobody|HR|Management|He|She|[A-Z][\w&'-]+)\b)"
    rf"(?:(?: [\w&'-]+){{0,4}}?) (?:({_HABIT})|(?:{_MOTIVE}))\b"
)
_HEDGED = re.compile(
    r"(?i)\b(?:in my|from what|as far as|as i see|for me|it seems?|i|i'(?:m|ve|d|ll)|me|my|mine|we|"
    r"us|our|ours)\b|\?"
)
"""What the author lived through needs no hedge, nor does a claim that has one."""
_ATTACK = re.compile(
    r"worst|scam|shame|boycott|avoid|neveragain|^cancel|toxic|clown|circus|liar|thie[fv]|crook|trash|"
    r"garbage|riddance|snake|donot|^dont|^run$|ghosted|joke|fail$|greed|disgust|expose|burnit|suck|"
    r"ihate|karma|stayaway|redflag|parasite|useless|pathetic|bye|idiot|muppet|vulture|rats$|scum"
)


def hedge(scene: Scene, taken: Sequence[Range]) -> Iterator[Change]:
    """Yield at most one change: a calm claim about what others do or want gets a hedge.

    A claim with the author in it stays as it is: it was lived through. A draft that has our
    hedge already gets no second one.
    """
    if any(hedged in scene.words for hedged in HEDGES):
        return
    for passage in scene.passages:
        said = scene.words[passage.start : passage.end]
        opening = _CLAIM.match(said)
        calm = passage.verdict is not Verdict.CAUTION or not passage.burning
        if calm or opening is None or _HEDGED.search(said):
            continue
        if any(passage.overlaps(each.start, each.end) for each in taken):
            continue
        first = opening.group(1)
        named = any(n.start == passage.start and n.kind in _NAMED for n in scene.names)
        lowered = first if named or first.isupper() else first[:1].lower() + first[1:]
        words = HEDGES[0] if opening.group(2) else HEDGES[1]
        end = passage.start + len(first)
        yield Change(passage.start, end, WHY_RECAST, (words + lowered,), 20)
        return


def attack_tags(scene: Scene, hot: Sequence[Range]) -> Iterator[Change]:
    """Yield the deletion of each hashtag that is hot, or an attack by its own words."""
    burning, ends = Taken(hot), {tag.end for tag in scene.hashtags}
    for tag in scene.hashtags:
        if not _stands_apart(scene.words, tag, ends):
            continue
        name = squash(scene.words[tag.start : tag.end])
        if burning.touches(tag.start, tag.end) or _ATTACK.search(name):
            yield Change(tag.start, tag.end, WHY_TAG, (), 80)


def _stands_apart(words: str, tag: Range, ends: Set[int]) -> bool:
    """Say whether a hashtag is no part of a sentence: at the end, or among its like (`ends`)."""
    first, last = tag.start, tag.end
    while first and words[first - 1] == " ":
        first -= 1
    while last < len(words) and words[last] == " ":
        last += 1
    before, after = words[first - 1 : first], words[last : last + 1]
    beside = not after or after in "#@:\n" or not after.isalnum()
    return beside or not before or before in ".!?\n" or first in ends

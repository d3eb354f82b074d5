"""Whom harsh words are about: by the clause they stand in, by pronouns, by the sentences around.

Cues are tokens and distance, not a parse: posts have little syntax, and a parse costs fifty times
as much. Every way of being related has a strength 0..1; the strongest wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.mentions.found import FoundMention
from app.results import TargetKind
from app.scoring.referents import Referent
from app.scoring.scene import Scene
from app.text.text import Range

_FILLER = (
    r"(?:all|just|so|such|very|really|pretty|truly|simply|honestly|basically|literally|still|also|"
    r"both|absolute|absolutely|total|totally|complete|completely|utter|utterly|fucking|bloody|damn|"
    r"damned|goddamn|freaking|frigging|being|been|now|always|only|a|an|the|one|most|of|those|these|"
    r"biggest|worst|little|big|old|bunch|nothing|but|more|than|full|as|like|kind|sort|too|quite|"
    r"clearly|obviously|officially|frankly|actually|even|no|not|never|rude|lazy|own)"
)
_COPULA = (
    r"(?:'s|'re|'m|is|are|was|were|am|be|been|being|seems?|seemed|looks?|looked|acts?|acted|remains?|"
    r"became|sounds?|sounded|feels?|felt|stays?|(?:has|have|had) been|(?:has|have) become|"
    r"turned out(?: to be)?|r|are run by|is run by|called|means?)"
)
_LINK = re.compile(
    rf"^'?s?(?:\s*[:=,(]|\s+-|(?:\s+(?:who|that|which))?\s*{_COPULA}\b)?(?:\s+{_FILLER}\b)*[\s,\"'(:-]*$",
    re.IGNORECASE,
)
_COPULA_NEXT = re.compile(rf"\s*{_COPULA}\b", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"^((?:\s+[\w'-]+){{1,5}}?)\s*{_COPULA}\b(?:\s+{_FILLER}\b)*\s*$", re.IGNORECASE
)
"""A subject with a few words after it: "the seagulls outside are ..."."""
_PREPOSITION = re.compile(
    r"^[\s\"',:-]*(?:(?:of|a|an|the|lot|people|who|that|which|is|are|work|works?|working|running|"
    r"run|runs|over|down|up|there|here|managers?|management|folks|bunch|team|place|company|excuse|"
    r"piece|for)\s{1,2}){0,4}(?:at|from|in|of|running|run|behind|called|named|like|by|with|for|to)?"
    r"\s{1,2}(?:the|my|our|this|that|your|those|these|their|a|an)?\s{0,2}[\"'#@]?$",
    re.IGNORECASE,
)
"""Clean text has no three blanks in a row."""
_JOINED = re.compile(r"\b(?:and|then|but|or)\b", re.IGNORECASE)
"""Before or at the start of the words: their subject is further back."""
_VOCATIVE = re.compile(r"^\s*,\s*$")
_BREAK = re.compile(r"[,;:()\u2013\u2014]| - |\b(?:but|and|because|while|although|though|so)\b")
_PRONOUN = re.compile(
    r"\b(?:he|she|him|her|his|hers|they|them|their|theirs|it|its|these|those|this|that|you|your|"
    r"ya|u|yous|y'all|who)\b",
    re.IGNORECASE,
)
_PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers", "you", "your", "u", "yous", "ya"))
PLAINLY = 0.9
"""From this strength on words are plainly about somebody."""
_YOU = frozenset(("you", "your", "u", "ya", "yous"))
_ADDRESS = re.compile(r"\W*(?:to|dear|hey|hi|hello|shout-?out to|psa to)\b", re.IGNORECASE)
_OPENING = 16
"""A post that opens with "To my ..." speaks to whom it names within so many characters."""
_REACH = 4
"""How many sentences back, and one ahead, words may look for whom they are about."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Whom words are about; `strength` 0..1 is how plainly the post says so.

    `beside`: a company or its people stand in the same sentence, whoever the words are about.
    """

    target: TargetKind
    strength: float
    about: str = ""
    mention: FoundMention | None = None
    beside: bool = False


NOBODY = Bound(TargetKind.NONE, 0.0)


def bind(scene: Scene, words: Range) -> Bound:
    """Return whom `words` are about; nobody where the post speaks of nobody at all."""
    best, strength, beside = None, 0.0, False
    sentence = scene.sentences[scene.sentence_index(words.start)]
    for referent, pull in _pulls(scene, words):
        company = referent.target is TargetKind.COMPANY
        beside = beside or (company and sentence.start <= referent.start < sentence.end)
        bonus = 0.04 if company else 0.0
        if pull + bonus > strength:
            best, strength = referent, pull + bonus
    if best is not None:
        return Bound(best.target, min(1.0, strength), best.about, best.mention, beside)
    if scene.at_work:
        return Bound(TargetKind.COMPANY, 0.3)
    return NOBODY


def _pulls(scene: Scene, words: Range) -> Iterator[tuple[Referent, float]]:
    home = scene.sentence_index(words.start)
    pronoun = _pronoun(scene, home, words)
    for referent, index, first in scene.around(words):
        if index == home:
            pull = _within(scene.text.clean, referent, words)
        else:
            pull = _across(home - index, referent, first=first, pronoun=pronoun)
        if pronoun in _YOU and referent.start <= _OPENING and _ADDRESS.match(scene.text.clean):
            pull = max(pull, 0.94)
        yield referent, pull if pull >= PLAINLY else pull * referent.pull


def _within(clean: str, referent: Referent, words: Range) -> float:
    """Return the strength of a referent in the same sentence."""
    if referent.overlaps(words.start, words.end):
        said = _COPULA_NEXT.match(clean, referent.end, words.end)
        inside = referent.start <= words.start and words.end <= referent.end
        return 0.96 if said or inside or referent.target is TargetKind.COMPANY else 0.5
    if referent.end <= words.start:
        gap = clean[referent.end : words.start]
        joined = _JOINED.search(clean, max(0, words.start - 6), words.start + 5)
        if len(gap) < 80 and _LINK.match(gap) and not joined:
            return 0.98
        subject = _SUBJECT.match(gap) if len(gap) < 60 and not joined else None
        if subject is not None:
            return 0.95 - 0.003 * len(subject.group(1))
        return _faded(0.78, gap)
    gap = clean[words.end : referent.start]
    if len(gap) < 60 and (_PREPOSITION.match(gap) or _VOCATIVE.match(gap) or not gap.strip()):
        return 0.95
    return _faded(0.7, gap)


def _faded(strength: float, gap: str) -> float:
    return max(0.15, strength - 0.07 * len(_BREAK.findall(gap[:400])) - 0.003 * len(gap))


def _across(distance: int, referent: Referent, *, first: bool, pronoun: str | None) -> float:
    """Return the strength of a referent `distance` sentences back (negative: ahead)."""
    if distance < 0:
        return 0.42 if distance == -1 else 0.2
    if distance > _REACH:
        return 0.22
    strength = 0.62 - 0.07 * (distance - 1) + (0.02 if first else 0.0)
    if pronoun is not None:
        strength += 0.04
        if pronoun in _PERSONAL:
            strength += 0.08 if referent.person else -0.06
        elif pronoun in ("it", "its", "this", "that") and referent.person:
            strength -= 0.05
    return strength


def _pronoun(scene: Scene, home: int, words: Range) -> str | None:
    """Return the last pronoun before (or in) the words, in their sentence."""
    start = max(scene.sentences[home].start, words.start - 200)
    found = None
    for match in _PRONOUN.finditer(scene.text.clean, start, words.end):
        found = match.group().lower()
    return found

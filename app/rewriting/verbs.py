"""Whether the verbs of a sentence keep who did it, to whom, and what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.modelstore import tells
from app.rewriting.change import Change
from app.rewriting.scene import Passage, Scene
from app.rewriting.sense import Sense
from app.rewriting.words import lemma
from app.text.grammar import SUBJECTS, Token
from app.text.text import Range

_DID = frozenset("did do does".split())
_ASKS = frozenset("where why when how".split())
_AUTHOR = frozenset("i we".split())
_WHO = frozenset("i we he she they".split())
_VERBAL = frozenset(("VERB", "AUX"))
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True)
class Edited:
    """A sentence as it was, its words, and what was changed in it: ranges of the sentence, with the
    new words as the dictionary has them.
    """

    said: str
    tokens: Sequence[Token]
    changes: Sequence[tuple[Range, str]]

    def word(self, token: Token) -> str:
        return self.said[token.start : token.end].lower()

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def new(self, token: Token) -> str | None:
        """Return what is said where the token stood; None where it stands."""
        return next((new for r, new in self.changes if r.overlaps(token.start, token.end)), None)

    def went(self, token: Token) -> bool:
        return any(each.holds(token.start, token.end) for each, _ in self.changes)

    def stands(self, token: Token) -> bool:
        """Say whether a word stands, if need be in another form."""
        new = self.new(token)
        return new is None or lemma(self.word(token)) in new.split()


def edited(scene: Scene, changes: Sequence[Change], sense: Sense) -> Iterator[Edited]:
    """Yield the sentences that the changes touch; none without a parser."""
    for passage in scene.passages:
        touched = touching(passage, changes)
        if touched and sense.parse is not None:
            said = scene.words[passage.start : passage.end]
            new = [(within(passage, c), " ".join(str(part) for part in c.parts)) for c in touched]
            yield Edited(said, sense.parse(said), [(r, _lemmas(words)) for r, words in new])


def touching(passage: Passage, changes: Sequence[Change]) -> list[Change]:
    return [c for c in changes if c.start < passage.end and passage.start < c.end]


def within(passage: Passage, change: Change) -> Range:
    """Return the part of a change that is in a sentence, as a range of the sentence."""
    start, end = max(change.start, passage.start), min(change.end, passage.end)
    return Range(start - passage.start, end - passage.start)


def is_bared(sentence: Edited) -> bool:
    """Say whether a "did" went, or a "where" before "is", and the verb stands as it was."""
    for number, token in enumerate(sentence.tokens):
        verb = sentence.head(token)
        did = token.role == "aux" and sentence.word(token) in _DID
        if (did or _asks(sentence, number)) and sentence.went(token) and sentence.new(verb) is None:
            return True
    return False


def _asks(sentence: Edited, number: int) -> bool:
    """Say whether a word asks, right before the verb of its question: "where is my money"."""
    token, after = sentence.tokens[number], sentence.tokens[number + 1 : number + 2]
    return sentence.word(token) in _ASKS and bool(after) and after[0].sort == "AUX"


def is_headless(sentence: Edited) -> bool:
    """Say whether a subject went, other than the author, and its verb stands."""
    return any(_is_headless(sentence, token) for token in sentence.tokens)


def _is_headless(sentence: Edited, token: Token) -> bool:
    if token.role not in SUBJECTS or sentence.word(token) in _AUTHOR:
        return False
    verb, instead = sentence.head(token), sentence.new(token)
    if instead is None or set(instead.split()) - {lemma(sentence.word(verb))}:
        return False
    return sentence.stands(verb)


def is_passed_on(sentence: Edited) -> bool:
    """Say whether a verb that lost its subject now has that of the verb before it.

    "I told him to stop and he docked us the day" -> "I told him to stop and docked us the day"
    """
    for token in sentence.tokens:
        verb = sentence.head(token)
        if verb.role != "conj" or not _is_headless(sentence, token):
            continue
        first = sentence.head(verb)
        others = [t for t in sentence.tokens if t.role in SUBJECTS and sentence.head(t) is first]
        if any(sentence.stands(t) and sentence.word(t) != sentence.word(token) for t in others):
            return True
    return False


def is_taken_over(sentence: Edited) -> bool:
    """Say whether the author now does what somebody else did, or somebody else what he did.

    "You lied, blocked my raise" -> "I blocked my raise"
    """
    for where, new in sentence.changes:
        last = new.split()[-1:]
        after = next((t for t in sentence.tokens if t.start >= where.end), None)
        if not last or last[0] not in _WHO or after is None or after.sort not in _VERBAL:
            continue
        before = _doers(sentence, after) or [
            sentence.word(t)
            for t in sentence.tokens
            if t.role in SUBJECTS and where.holds(t.start, t.end)
        ]
        if before and (last[0] in _AUTHOR) != (before[-1] in _AUTHOR):
            return True
    return False


def _doers(sentence: Edited, verb: Token) -> list[str]:
    """Return the subjects of a verb, or of the one that it is joined to."""
    if verb.sort == "AUX":
        verb = sentence.head(verb)
    while True:
        own = [t for t in sentence.tokens if t.role in SUBJECTS and sentence.head(t) is verb]
        if own or verb.role != "conj":
            return [sentence.word(t) for t in own]
        verb = sentence.head(verb)


def is_swapped(sentence: Edited) -> bool:
    """Say whether a verb went or is another, and what it was done to stands as it was."""
    return any(
        token.role == "dobj"
        and sentence.head(token).sort == "VERB"
        and sentence.new(token) is None
        and not sentence.stands(sentence.head(token))
        for token in sentence.tokens
    )


def lost_owners(sentence: Edited) -> Iterator[str]:
    """Yield who went whose something stays."""
    for token in sentence.tokens:
        owner = sentence.word(token)
        gone = token.role == "poss" and sentence.new(token) is not None
        if gone and tells(owner) and sentence.new(sentence.head(token)) is None:
            yield owner


def _lemmas(words: str) -> str:
    return " ".join(lemma(word) for word in _WORD.findall(words.lower()))

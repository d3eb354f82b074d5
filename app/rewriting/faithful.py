"""Whether a version that the decoder says leaves every sentence whole, and who did what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from app.modelstore import tells
from app.rewriting.change import Change
from app.rewriting.fault import Fault
from app.rewriting.scene import Passage, Scene
from app.rewriting.sense import Sense
from app.rewriting.verbs import (
    edited,
    is_bared,
    is_headless,
    is_passed_on,
    is_swapped,
    is_taken_over,
    lost_owners,
    touching,
    within,
)
from app.rewriting.words import lemma
from app.text.grammar import SUBJECTS, Token
from app.text.text import Range

WHOLE = 0.95
"""Share of a sentence from which on it counts as gone altogether."""
_MARKS = ".!?…:;\n\"'”)"
_WORD = re.compile(r"[@#]?\w+(?:['’]\w+)*")
_SENTENCE = re.compile(r"[^.!?\n]+")
_ASKING = re.compile(r"(?i)\b(?:what|who|which|wtf|guess)\b")
_WHAT_KIND = re.compile(r"(?i)\W*what (?:kind|sort|type) of\b")
_TORN = frozenset(
    "don didn doesn isn aren wasn weren hasn haven hadn couldn wouldn shouldn".split()
)
_BEFELL = frozenset("got was were been".split())
_DONE = frozenset(
    "accepted agreed applied arrived asked booked bought called checked crashed drove emailed "
    "flew found interviewed joined landed moved needed ordered paid phoned picked queued rang "
    "received rented resigned returned saw spent tried waited walked wanted went worked "
    "wrote".split()
)
"""What authors say of themselves without an "I", unless it was done to them ("called me").

In 45,276 edited posts, of 1,408 sentences that open with such a word ("moved" came later) and name
no "me" or "my", editors say 2 % of somebody else.
"""
_TO_THEM = frozenset("me us my our".split())
_AUTHOR = frozenset("i we and then just finally".split())
_PASSIVE = frozenset("was were".split())
_SPEAKERS = frozenset("i we he she they".split())
_PRONOUNS = _SPEAKERS | frozenset("you it this that these those".split())
_THEY = frozenset("they you u ye".split())
_VERBS = frozenset(("VERB", "AUX"))


def faults(scene: Scene, changes: Sequence[Change], text: str, sense: Sense) -> frozenset[Fault]:
    """Return what is wrong with `text`, which the changes make of the scene's words."""
    known, sentences = _words(scene.words), _SENTENCE.findall(text)
    speaks = any(_SPEAKERS & _words(str(part)) for each in changes for part in each.parts)
    changed = [*edited(scene, changes, sense)]
    found = {
        Fault.TORN: bool((_words(text) & _TORN) - known),
        Fault.HOLLOW: any(_is_hollow(known, each) for each in sentences),
        Fault.RUN_ON: any(run_into(scene, each, sense) for each in changes),
        Fault.IDLE: speaks and any(_is_idle(each.strip(), sense) for each in sentences),
        Fault.BROKEN: not all(_holds(scene, each, changes, sense) for each in scene.passages),
        Fault.USURPED: any(_is_seized(scene, each, changes, sense) for each in scene.passages)
        or any(_is_given_away(scene, each, sentences) for each in scene.passages)
        or any(map(is_passed_on, changed))
        or any(map(is_taken_over, changed)),
        Fault.BARED: any(map(is_bared, changed)),
        Fault.DISOWNED: any(
            owner not in text.lower() for each in changed for owner in lost_owners(each)
        ),
        Fault.HEADLESS: any(map(is_headless, changed)),
        Fault.SWAPPED: any(map(is_swapped, changed)),
    }
    return frozenset(fault for fault, is_there in found.items() if is_there)


def _is_idle(sentence: str, sense: Sense) -> bool:
    """Say whether somebody is said to do something, and no verb says what: "I the same wallet"."""
    if sense.parse is None or not _SPEAKERS & _words(sentence):
        return False
    tokens = sense.parse(sentence)
    speakers = [t for t in tokens if sentence[t.start : t.end].lower() in _SPEAKERS]
    return any(
        t.role != "conj" and (t.role not in SUBJECTS or not _is_finite(sentence, tokens, t.head))
        for t in speakers
    )


def _is_finite(sentence: str, tokens: Sequence[Token], number: int) -> bool:
    """Say whether the word is a verb that can have a subject: no "splitting" without an "is"."""
    verb = tokens[number]
    if verb.sort not in _VERBS:
        return False
    bare = sentence[verb.start : verb.end].lower().endswith("ing")
    return not bare or any(t.head == number and t.role in ("aux", "auxpass") for t in tokens)


def run_into(scene: Scene, change: Change, sense: Sense) -> Passage | None:
    """Return the sentence that a cut lets another one run into: no mark is left between them.

    That the next one begins small is no new word: "was garbage. Three weeks" -> "was three weeks".
    One that goes on with the first is none: "lost my bag. On Monday." -> "lost my bag on Monday."
    """
    before, after = scene.words[: change.start].rstrip(), scene.words[change.end :]
    if not before or before[-1] in _MARKS:
        return None
    next_word = change.end + len(after) - len(after.lstrip())
    new = str(change.parts[0]).strip() if change.parts else ""
    opened = (
        p
        for p in scene.passages
        if change.start < p.start <= next_word
        and scene.words[p.start : next_word].strip().lower() == new.lower()
        and not _goes_on(scene.words[p.start : p.end].strip(), sense)
    )
    return next(opened, None)


def _goes_on(said: str, sense: Sense) -> bool:
    """Say whether a sentence can end the one before it: "By email." or "Lost my bag.", who did."""
    tokens = sense.parse(said) if sense.parse is not None else ()
    if not tokens:
        return False
    first = said[tokens[0].start : tokens[0].end].lower()
    if tokens[0].sort == "ADP":
        return not any(t.role in SUBJECTS for t in tokens)
    done = tokens[0].sort == "VERB" and lemma(first) != first and not first.endswith("ing")
    return done and not any(t.role in SUBJECTS and t.head == 0 for t in tokens)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _is_hollow(known: Set[str], sentence: str) -> bool:
    """Say whether a sentence has new words and no telling one that is `known`."""
    words = _words(sentence)
    return bool(words - known) and not any(tells(word) for word in words & known)


def _holds(scene: Scene, passage: Passage, changes: Sequence[Change], sense: Sense) -> bool:
    """Say whether a sentence stands without what went of it, or went as a whole."""
    said = scene.words[passage.start : passage.end]
    gone = [within(passage, c) for c in touching(passage, changes) if not c.parts]
    return _is_gone(said, gone) or sense.holds(said, gone)


def _is_seized(scene: Scene, passage: Passage, changes: Sequence[Change], sense: Sense) -> bool:
    """Say whether a verb of a sentence has got another subject."""
    said = scene.words[passage.start : passage.end]
    touched = touching(passage, changes)
    new = [(within(passage, c), str(c.parts[0])) for c in touched if c.parts]
    gone = [within(passage, c) for c in touched if not c.parts]
    if not new or _is_asked(said) or _is_gone(said, gone):
        return False
    names = {w for n in scene.names if n.ours for w in _words(scene.words[n.start : n.end])}
    return any(_is_usurped(each, new, names) for each in _subjects(said, sense))


def _is_given_away(scene: Scene, passage: Passage, sentences: Sequence[str]) -> bool:
    """Say whether what befell the author, or he did ("Paid extra"), is said of somebody else."""
    opening = _WORD.findall(scene.words[passage.start : passage.end].lower())[:2]
    if len(opening) < 2 or opening[0] not in _BEFELL | _DONE:
        return False
    if opening[0] in _DONE and opening[1] in _TO_THEM:
        return False
    passive = _PASSIVE if opening[0] in _DONE else frozenset[str]()
    for sentence in sentences:
        words = _WORD.findall(sentence.lower())
        for before, *pair in zip(words, words[1:], words[2:], strict=False):
            if pair == opening and before not in _AUTHOR | passive:
                return True
    return False


def _is_gone(said: str, gone: Sequence[Range]) -> bool:
    return sum(each.end - each.start for each in gone) >= WHOLE * len(said.strip())


def _is_asked(said: str) -> bool:
    """Say whether a question asks for its subject, which the answer may take the place of."""
    asking = _ASKING.search(said)
    return asking is not None and ("?" in said[asking.end() :] or bool(_WHAT_KIND.match(said)))


def _subjects(said: str, sense: Sense) -> Iterator[tuple[Range, str, Range]]:
    """Yield where a subject stands, what it is, and where its verb stands."""
    tokens = sense.parse(said) if sense.parse is not None else ()
    for token in tokens:
        if token.role in SUBJECTS:
            verb = tokens[token.head]
            where = Range(token.start, token.end)
            yield where, said[token.start : token.end].lower(), Range(verb.start, verb.end)


def _is_usurped(
    subject: tuple[Range, str, Range], new: Sequence[tuple[Range, str]], names: Set[str]
) -> bool:
    """Say whether other words stand for a subject while its verb stands as it was.

    "They" may become who they are, by `names`.
    """
    where, word, verb = subject
    if any(each.overlaps(verb.start, verb.end) for each, _ in new):
        return False
    known = names if word in _THEY else frozenset[str]()
    return any(
        each.overlaps(where.start, where.end)
        and word not in _words(words)
        and any(tells(other) or other in _PRONOUNS for other in _words(words) - known)
        for each, words in new
    )

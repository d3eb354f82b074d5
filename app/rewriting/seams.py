"""Whether a sentence holds together once parts of it are gone, by how its words hang together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from app.text import Token
from app.text.text import Range

_LOOSE = frozenset(
    "acl advcl advmod agent amod appos cc conj dep discourse intj meta nmod npadvmod parataxis "
    "predet preconj prep punct quantmod relcl compound case".split()
)
"""What a sentence can lose whole: the roles of words without which the rest still stands."""
_SPARE = frozenset("advmod amod discourse intj meta npadvmod parataxis prep".split())
_APART = frozenset("acl advcl appos relcl".split())
"""The roles of words that may be taken out of a sentence with all that hangs on them; the second
kind says which one is meant, unless a comma sets it apart."""
_BOUND = re.compile(
    r"(?i)\w{2,}est|worst|best|most|least|only|same|such|first|last|next|other|second|third|own|few|"
    r"many|more|less|new|old|not|n't|never|no|without|when|where|why|how|yet|still|back|away|out|up|"
    r"off|down|over|in|on|ago|later|past|even|much|especially|\w{2,}er|too|enough|almost|nearly|half|all"
)
"""What the word it hangs on means little without, or something else."""
_ASIDE = re.compile(r"[,–—(]|- ")
_PAUSES = frozenset((",", "-", "–", "—"))
_SAID = re.compile(r"\w")
_OPEN = frozenset(("ADP", "CCONJ", "SCONJ", "DET", "PART"))
"""What no sentence ends with."""
_LIKENESS = ("like", "as")
_CLAUSES = frozenset("ROOT conj ccomp advcl parataxis relcl".split())
_SUBJECTS = frozenset("nsubj nsubjpass csubj expl".split())
_VERBS = frozenset(("VERB", "AUX"))
_THINGS = frozenset(("NOUN", "PROPN", "NUM", "PRON", "SYM"))
_SILENT = frozenset(("PUNCT", "SPACE", "SYM"))


def holds_together(tokens: Sequence[Token], gone: Sequence[Range]) -> bool:
    """Say whether what is left of a sentence stands on its own once `gone` is taken out.

    A word that stays needs its head, or must head a clause of its own; a word that goes must be one
    that its head can do without.
    """
    left = [not any(each.holds(t.start, t.end) for each in gone) for t in tokens]
    if all(left) or not any(left):
        return True
    fragment = not _is_clause(tokens, _root(tokens))
    for number, token in enumerate(tokens):
        if token.sort in _SILENT or token.head == number:
            continue
        if left[number] and not left[token.head]:
            if not _stands_alone(tokens, number, left, fragment):
                return False
        elif not left[number] and left[token.head] and not _can_go(tokens, number):
            return False
    return True


def without_tail(sentence: str, gone: Sequence[Range]) -> str | None:
    """Return what is left of a sentence that loses all from one comma or dash on, else None."""
    if len(gone) != 1:
        return None
    start, end = gone[0].start, gone[0].end
    rest = sentence[:start].rstrip()
    tail = sentence[start:end].lstrip()
    if not rest or not _ASIDE.match(tail) or _SAID.search(sentence, end):
        return None
    return rest + "."


def is_whole(said: str, tokens: Sequence[Token]) -> bool:
    """Say whether a sentence, parsed by itself, is a clause with a subject that depends on none.

    One that ends by calling somebody ("..., Norvane.") waits for what it is called for.
    """
    root = _root(tokens)
    words = [t for t in tokens if t.sort not in _SILENT]
    bound = any(t.head == root and t.role == "mark" for t in tokens)
    ends = bool(words) and words[-1].sort not in _OPEN and not _calls_last(said, tokens)
    return ends and _is_clause(tokens, root) and not bound


def _calls_last(said: str, tokens: Sequence[Token]) -> bool:
    """Say whether a name behind a comma or dash ends the sentence, and goes on with no other."""
    words = [t for t in tokens if t.sort not in ("SPACE", "SYM")]
    while words and words[-1].sort == "PUNCT":
        words.pop()
    named = list(takewhile(lambda t: t.sort == "PROPN", reversed(words)))
    before = words[: len(words) - len(named)]
    if not named or not before or said[before[-1].start : before[-1].end] not in _PAUSES:
        return False
    return not any(
        t.role == "conj" or (t.role == "appos" and tokens[t.head].sort == "PROPN") for t in named
    )


def _root(tokens: Sequence[Token]) -> int:
    return next((n for n, t in enumerate(tokens) if t.head == n and t.sort not in _SILENT), 0)


def _is_clause(tokens: Sequence[Token], number: int) -> bool:
    has_subject = any(t.head == number and t.role in _SUBJECTS for t in tokens)
    return has_subject and tokens[number].sort in _VERBS


def _stands_alone(
    tokens: Sequence[Token], number: int, left: Sequence[bool], fragment: bool
) -> bool:
    """Say whether a word whose head went can head what is left."""
    token = tokens[number]
    if token.role not in _CLAUSES and token.role not in ("appos", "dep", "npadvmod"):
        return False
    subject = any(
        t.head == number and t.role in _SUBJECTS and left[n] for n, t in enumerate(tokens)
    )
    bound = any(t.head == number and t.role == "mark" and left[n] for n, t in enumerate(tokens))
    if token.sort in _VERBS:
        return subject and token.role in _CLAUSES and not bound
    return fragment and token.sort in _THINGS


def _can_go(tokens: Sequence[Token], number: int) -> bool:
    return tokens[number].role in _LOOSE


def branches(said: str, tokens: Sequence[Token]) -> list[Range]:
    """Return the unbroken stretches of a sentence that hang on a word which can do without them.

    Words that turn the meaning of the rest ("not", "worst", "of") head none.
    """
    below: list[set[int]] = [{number} for number in range(len(tokens))]
    for number in range(len(tokens)):
        at = number
        while tokens[at].head != at:
            at = tokens[at].head
            below[at].add(number)
    found = []
    for number, inside in enumerate(below):
        whole = max(inside) - min(inside) + 1 == len(inside)
        head = tokens[number]
        if whole and head.head != number and _is_spare(said, head, tokens[min(inside)].start):
            found.append(Range(tokens[min(inside)].start, tokens[max(inside)].end))
    return found


def _is_spare(said: str, head: Token, start: int) -> bool:
    word = said[head.start : head.end].lower()
    if head.role in _APART:
        return said[:start].rstrip().endswith((",", "-", "–", "—", "(")) or not said[:start].strip()
    if head.role == "prep" and word not in _LIKENESS:
        return False
    return head.role in _SPARE and not _BOUND.fullmatch(word)

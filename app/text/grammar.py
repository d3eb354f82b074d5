"""How the words of a sentence hang together, by spaCy's small English parser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.text.names import read_by
from app.text.text import Range

_PARTS = ("tok2vec", "tagger", "parser", "attribute_ruler")

SUBJECTS = frozenset(("nsubj", "nsubjpass"))
"""Roles of those who do something, or to whom it is done."""


@dataclass(frozen=True, slots=True)
class Token(Range):
    """A word of a sentence; `head` is the number of the word it belongs to, its own for a root.

    `role` and `sort` are spaCy's dependency label and coarse part of speech.
    """

    head: int
    role: str
    sort: str


Parse = Callable[[str], tuple[Token, ...]]


def load_parser() -> Parse:
    """Return a function from a sentence to its words and how they hang together, in order.

    The pipeline is the one that finds names: loaded by the first call, forgetful after each.
    """

    def parse(sentence: str) -> tuple[Token, ...]:
        with read_by(_PARTS, sentence) as doc:
            return tuple(Token(t.idx, t.idx + len(t), t.head.i, t.dep_, t.pos_) for t in doc)

    return parse

"""Pairs of draft and neutral version as copies of the draft's pieces and new words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.modelstore import LearnedReader
from app.modelstore.beams import UNKNOWN
from app.modelstore.copies import Dictation, copies_of, dictation
from app.text import TextReader
from training.edit_labels import IGNORE, pairs

LONGEST = 254
"""Word pieces of a draft or of its version that are looked at."""
SEEN = 8
"""How often a word is said anew in the pairs before the decoder may say it."""
_NEVER = frozenset("@ # http https www [UNK] <unk>".split())


@dataclass
class Example:
    """`states` [pieces, width] in half precision; pieces of the draft, and of its version."""

    states: NDArray[np.float16]
    pieces: list[str]
    said: list[str]


@dataclass(frozen=True)
class Lesson:
    """A version dictated; outcomes that cannot be learned are left out of `wanted`."""

    states: NDArray[np.float16]
    dictation: Dictation
    wanted: NDArray[np.int64]


def examples(reader: LearnedReader, splits: Sequence[str]) -> Iterator[Example]:
    """Yield the pairs of `splits`, as the reader sees their drafts."""
    texts = TextReader()
    for pair in pairs(splits):
        draft = reader.pieces(texts.read(pair.draft).clean)
        neutral = reader.pieces(texts.read(pair.neutral).clean)
        if not draft.ids or not neutral.ids:
            continue
        hidden = reader.hidden(draft.ids[:LONGEST])
        states = np.concatenate([each[0, 1:-1] for each in hidden], -1).astype(np.float16)
        yield Example(states, draft.tokens[:LONGEST], neutral.tokens[:LONGEST])


def vocabulary(found: Sequence[Example]) -> list[str]:
    """Return the words that editors put in themselves, often enough; no figure is among them."""
    counts = Counter(
        word
        for each in found
        for word, copy in zip(each.said, copies_of(each.pieces, each.said), strict=True)
        if copy < 0
    )
    return [
        word
        for word, count in counts.most_common()
        if count >= SEEN and word not in _NEVER and not any(map(str.isdigit, word))
    ]


def lesson(example: Example, words: Mapping[str, int]) -> Lesson:
    """Return the example as ids; `words` are those of the vocabulary."""
    told = dictation(example.pieces, example.said, words)
    unknown = told.wanted == len(example.pieces) + UNKNOWN
    return Lesson(example.states, told, np.where(unknown, IGNORE, told.wanted))

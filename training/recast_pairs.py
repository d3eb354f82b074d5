"""Pairs of draft and neutral version as copies of the draft's pieces and new words."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.modelstore import LearnedReader
from app.modelstore.beams import UNKNOWN
from app.modelstore.copies import Dictation, copies_of, dictation
from app.text import TextReader
from training.edit_labels import CORPUS, IGNORE, pairs
from training.lines import read_lines

SPLITS = ("train", "harvest", "pairs")
LONGEST = 254
"""Word pieces of a draft or of its version that are looked at."""
SEEN = 8
"""How often a word is said anew in the pairs before the decoder may say it."""
_NEVER = frozenset("@ # http https www [UNK] <unk>".split())


@dataclass
class Example:
    """`states` [pieces + 2, width] in half precision, those of the two signs that frame a draft
    among them; pieces of the draft, and of its version; `rivals`: pieces of versions that a decoder
    made, and what each is worth.
    """

    states: NDArray[np.float16]
    pieces: list[str]
    said: list[str]
    rivals: list[tuple[list[str], float]] = field(default_factory=list)


@dataclass(frozen=True)
class Rival:
    """A version that a decoder made, dictated as a lesson is, and what it is worth."""

    dictation: Dictation
    wanted: NDArray[np.int64]
    worth: float


@dataclass(frozen=True)
class Lesson:
    """A version dictated; outcomes that cannot be learned are left out of `wanted`."""

    states: NDArray[np.float16]
    dictation: Dictation
    wanted: NDArray[np.int64]
    rivals: Sequence[Rival] = ()


def written(splits: Sequence[str]) -> list[tuple[str, str]]:
    """Return draft and neutral version of the posts of `splits`; those of "pairs" have no label."""
    found = [(p.draft, p.neutral) for p in pairs([s for s in splits if s != "pairs"])]
    if "pairs" in splits:
        found += [(p["text"], p["neutral"]) for p in read_lines(CORPUS / "pairs.jsonl")]
    return found


def examples(
    reader: LearnedReader,
    found: Iterable[tuple[str, str]],
    rivals: Mapping[str, Sequence[tuple[str, float]]] = MappingProxyType({}),
) -> Iterator[Example]:
    """Yield pairs of draft and version, as the reader sees the drafts.

    `rivals`: for some drafts, versions that a decoder made, and what each is worth.
    """
    texts = TextReader()

    def said(text: str) -> list[str]:
        return reader.pieces(texts.read(text).clean).tokens[:LONGEST]

    def example(pair: tuple[str, str]) -> Example | None:
        draft, version = reader.pieces(texts.read(pair[0]).clean), said(pair[1])
        if not draft.ids or not version:
            return None
        _, middle = reader.hidden(draft.ids[:LONGEST])
        known = [(said(text), worth) for text, worth in rivals.get(pair[0], ())]
        states = middle[0].astype(np.float16)
        return Example(states, draft.tokens[:LONGEST], version, known)

    with ThreadPoolExecutor(os.cpu_count()) as many:
        yield from filter(None, many.map(example, found))


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

    def dictated(said: Sequence[str]) -> tuple[Dictation, NDArray[np.int64]]:
        told = dictation(example.pieces, said, words)
        unknown = told.wanted == len(example.pieces) + UNKNOWN
        return told, np.where(unknown, IGNORE, told.wanted)

    rivals = [Rival(*dictated(said), worth) for said, worth in example.rivals]
    return Lesson(example.states, *dictated(example.said), rivals)

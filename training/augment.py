"""Labelled posts -> views of them with the same labels: what must not change a verdict changes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from training import labels as L
from training.data import Example


class Renamer:
    """Swaps company and personal names for others, so that no verdict hangs on a name."""

    def __init__(self, examples: Sequence[Example], people: Sequence[str], seed: int) -> None:
        self._random = random.Random(seed)
        companies = {
            e.text[s:t] for e in examples for s, t, kind in e.mentions if kind == "company"
        }
        self._companies = sorted(companies)
        self._people = list(people)

    def __call__(self, example: Example, share: float) -> Example:
        if not example.mentions or self._random.random() > share:
            return example
        new = {
            "company": self._random.choice(self._companies),
            "person": self._random.choice(self._people),
        }
        names = {
            example.text[s:t]: new[k]
            for s, t, k in example.mentions
            if k in new and (k == "company" or " " not in example.text[s:t])
        }
        swaps = []
        for name, other in names.items():
            at = example.text.find(name)
            while at >= 0:
                swaps.append((at, at + len(name), other))
                at = example.text.find(name, at + len(name))
        return _swap(example, sorted(swaps))


def _swap(example: Example, swaps: list[tuple[int, int, str]]) -> Example:
    pieces, moves, at = [], [], 0
    for start, end, other in swaps:
        if start < at:
            continue
        pieces += [example.text[at:start], other]
        moves.append((start, end, len(other) - (end - start)))
        at = end
    pieces.append(example.text[at:])

    def move(position: int) -> int:
        shift = 0
        for start, end, delta in moves:
            if position >= end:
                shift += delta
            elif position > start:
                return start + shift
        return position + shift

    def ranges(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple((move(i[0]), move(i[1]), *i[2:]) for i in items)

    return replace(
        example,
        text="".join(pieces),
        sentences=ranges(example.sentences),
        mentions=ranges(example.mentions),
        spans=ranges(example.spans),
    )


CROP = 1_000
"""Characters of a long post that one training step reads: what fits MAX_TOKENS in most cases."""


def crop(example: Example, rng: random.Random) -> Example:
    """Return some neighbouring sentences of a long post, with what its label rests on."""
    if len(example.text) <= CROP or not example.sentences:
        return example
    hot = [s for s in example.spans if s[2] in L.HOT] or list(example.spans)
    anchor = rng.choice(hot)[0] if hot else rng.randrange(len(example.text))
    first = last = max(i for i, s in enumerate(example.sentences) if s[0] <= anchor or i == 0)

    def length(a: int, b: int) -> int:
        return example.sentences[b][1] - example.sentences[a][0]

    while True:
        grow = [
            (a, b)
            for a, b in ((first - 1, last), (first, last + 1))
            if a >= 0 and b < len(example.sentences) and length(a, b) <= CROP
        ]
        if not grow:
            break
        first, last = rng.choice(grow)
    return _cut(example, first, last)


def _cut(example: Example, first: int, last: int) -> Example:
    start, end = example.sentences[first][0], example.sentences[last][1]

    def inside(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            (max(i[0], start) - start, min(i[1], end) - start, *i[2:])
            for i in items
            if i[0] < end and start < i[1]
        )

    return replace(
        example,
        text=example.text[start:end],
        sentences=inside(example.sentences),
        mentions=inside(example.mentions),
        spans=inside(example.spans),
    )


def join(example: Example, harmless: Example, rng: random.Random) -> Example:
    """Return `example` with the sentences of a `clear` post before or behind it; its labels stay.

    Teaches that one burning sentence burns in a long post too.
    """
    parts = [example, harmless]
    rng.shuffle(parts)
    first, second = parts
    shift = len(first.text) + 1

    def moved(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple((i[0] + shift, i[1] + shift, *i[2:]) for i in items)

    return replace(
        example,
        text=f"{first.text}\n{second.text}",
        sentences=first.sentences + moved(second.sentences),
        mentions=first.mentions + moved(second.mentions),
        spans=first.spans + moved(second.spans),
        known_spans=example.known_spans and harmless.known_spans,
        known_mentions=example.known_mentions and harmless.known_mentions,
    )


SLIP = 0.04
"""Share of a sloppy writer's words with two letters swapped."""


def slip(example: Example, rng: random.Random) -> Example:
    """Return `example` as a sloppy writer types it: letters swapped, closing full stop left out."""
    letters = list(example.text)
    for at in range(1, len(letters) - 2):
        inside = all(c.isalpha() for c in letters[at - 1 : at + 3])
        if inside and rng.random() < SLIP / 3:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    text = "".join(letters)
    if rng.random() < 0.5 and text.endswith(".") and not text.endswith(".."):
        return _swap(replace(example, text=text), [(len(text) - 1, len(text), "")])
    return replace(example, text=text)


class Augmenter:
    """One epoch's view of the posts: renamed, joined, mistyped, cropped, each some of the time."""

    def __init__(self, examples: Sequence[Example], people: Sequence[str], seed: int) -> None:
        self._rng = random.Random(seed)
        self._rename = Renamer(examples, people, seed)
        self._harmless = [
            e for e in examples if e.verdict == 0 and e.known_spans and len(e.text) < JOINED
        ]

    def __call__(self, example: Example, renamed: float, joined: float, slips: float) -> Example:
        """Return a view of `example`; the shares are probabilities 0..1."""
        example = self._rename(example, renamed)
        if len(example.text) < JOINED and self._rng.random() < joined:
            example = join(example, self._rename(self._rng.choice(self._harmless), 0.5), self._rng)
        if self._rng.random() < slips:
            example = slip(example, self._rng)
        return crop(example, self._rng)


JOINED = 300
"""Characters up to which a post may be joined with another."""

"""What the critic's network learns from: versions of drafts, and what each is worth.

First versions that were made by machine: the editor's own; a decoder's rivals of it, worth what
they have in common with it; texts that were spoilt, worth nothing; and some in which words stay
that the editor took out, which are too hot. Then those that readers judged (training/critic.py).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from math import nan
from pathlib import Path
from typing import NamedTuple

from training.lines import read_lines
from training.recast_rivals import closeness

RIVALS, SPOILT, UNFINISHED = 4, 2, 2
"""Most rivals of a draft that are looked at, texts that are spoilt for it, and unfinished ones."""
PART = 2
"""Words that an edit takes out at least, for it to be left undone."""
WORTHLESS, SPAN = 0.4, 0.55
"""A version is worth nothing up to this closeness to the editor's, and all from this much more."""
WEIGHT_OF_SPOILT = 0.7
FEW = 6
"""Words below which a text is not spoilt: too little would be left."""
Spoil = Callable[[random.Random, list[str], list[str]], list[str]]


class Lesson(NamedTuple):
    """A version of a draft: how well it says it and how calm, 0..1, nan for what is not known.

    `weight`: how much it counts.
    """

    draft: str
    version: str
    worth: float = nan
    calm: float = nan
    weight: float = 1.0


def _hole(rng: random.Random, words: list[str], _: list[str]) -> list[str]:
    at = rng.randrange(len(words) - 2)
    return [*words[:at], *words[at + rng.randint(1, 4) :]]


def _jump(rng: random.Random, words: list[str], _: list[str]) -> list[str]:
    at = rng.randrange(1, len(words) - 3)
    return [*words[:at], *words[at + rng.randint(3, 12) :]]


def _broken_off(rng: random.Random, words: list[str], _: list[str]) -> list[str]:
    return words[: rng.randrange(max(3, len(words) // 2), len(words))]


def _swapped(rng: random.Random, words: list[str], _: list[str]) -> list[str]:
    size = rng.randint(1, max(1, len(words) // 4))
    a = rng.randrange(len(words) - 2 * size + 1)
    b = rng.randrange(a + size, len(words) - size + 1)
    return [
        *words[:a],
        *words[b : b + size],
        *words[a + size : b],
        *words[a : a + size],
        *words[b + size :],
    ]


def _foreign(rng: random.Random, words: list[str], draft: list[str]) -> list[str]:
    at, other = rng.randrange(1, len(words) - 1), rng.randrange(max(1, len(draft) - 4))
    return [
        *words[:at],
        *draft[other : other + rng.randint(1, 4)],
        *words[at + rng.randint(0, 3) :],
    ]


def _sentence_gone(rng: random.Random, words: list[str], _: list[str]) -> list[str]:
    ends = [0, *(n for n, word in enumerate(words, 1) if word[-1:] in ".!?"), len(words)]
    at = rng.randrange(len(ends) - 1)
    return [*words[: ends[at]], *words[ends[at + 1] :]]


WAYS: Sequence[Spoil] = (_hole, _jump, _broken_off, _swapped, _foreign, _sentence_gone)
"""How texts are spoilt, as a poor version of a draft may be."""


def spoilt(rng: random.Random, text: str, draft: str) -> str | None:
    """Return `text` spoilt in one way, or None where that leaves nothing, or all."""
    words = text.split(" ")
    if len(words) < FEW:
        return None
    found = " ".join(rng.choice(WAYS)(rng, words, draft.split(" "))).strip()
    return found if found and found != text else None


def made_by_machine(files: Sequence[Path], rng: random.Random) -> Iterator[Lesson]:
    """Yield lessons from files of training.recast_rivals."""
    for row in (row for file in files for row in read_lines(file)):
        draft, neutral = row["text"], row["neutral"]
        yield Lesson(draft, neutral, worth=1.0, calm=1.0)
        rivals = [each["text"] for each in row["rivals"]]
        if len(rivals) > RIVALS:
            rivals = [rivals[0], *rng.sample(rivals[1:-1], RIVALS - 2), rivals[-1]]
        for each in rivals:
            worth = (closeness(each, neutral) - WORTHLESS) / SPAN
            yield Lesson(draft, each, worth=min(1.0, max(0.0, worth)))
        for _ in range(SPOILT):
            found = spoilt(rng, rng.choice([neutral, neutral, *rivals[:1]]), draft)
            if found is not None and found != neutral:
                yield Lesson(draft, found, worth=0.0, weight=WEIGHT_OF_SPOILT)
        for _ in range(UNFINISHED):
            found = unfinished(rng, draft, neutral)
            if found is not None:
                yield Lesson(draft, found, calm=0.0)


def unfinished(rng: random.Random, draft: str, neutral: str) -> str | None:
    """Return the editor's version with words in it that were taken out; None for the draft itself.

    One edit is not made, or only half of a long one.
    """
    before, after = draft.split(), neutral.split()
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    edits = [n for n, code in enumerate(codes) if code[0] != "equal" and code[2] - code[1] >= PART]
    if not edits:
        return None
    left, found = rng.choice(edits), []
    for number, (_, a, b, c, d) in enumerate(codes):
        if number != left:
            found += after[c:d]
        elif len(edits) > 1 or b - a < 2 * PART:
            found += before[a:b]
        else:
            half = (b - a) // 2
            at = rng.choice((a, b - half))
            found += [*before[at : at + half], *after[c:d]]
    text = " ".join(found)
    return text if found not in (before, after) else None

"""What became of each word of a draft in its neutral version: kept, said otherwise, dropped."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.modelstore.fates import WORD, tells

CORPUS = Path(__file__).parent / "corpus"
KEEP, RECAST, DROP = range(3)
IGNORE = -100
_ENDINGS = ("ing", "ed", "ies", "es", "s", "ly", "e")
_BLOCK = 3
"""Small words that both versions share count as kept from so many in a row on."""


@dataclass(frozen=True)
class Pair:
    id: str
    split: str
    verdict: str
    draft: str
    neutral: str


def pairs(splits: Sequence[str]) -> Iterator[Pair]:
    """Yield draft and neutral version of the posts of `splits` that have one."""
    for split in splits:
        for line in (CORPUS / f"{split}.jsonl").read_text("utf-8").splitlines():
            post = json.loads(line)
            if post.get("neutral") and post["label"] != "clear":
                yield Pair(post["id"], split, post["label"], post["text"], post["neutral"])


def labels_of(draft: str, neutral: str, pieces: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Return KEEP, RECAST, DROP or IGNORE for each range in `pieces`, by the word it is part of."""
    words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(draft)]
    known = _of_words([w for *_, w in words], WORD.findall(neutral))
    found = np.full(len(pieces), IGNORE, np.int64)
    at = 0
    for number, (start, end) in enumerate(pieces):
        while at < len(words) and words[at][1] <= start:
            at += 1
        if at < len(words) and words[at][0] < end:
            found[number] = known[at]
    return found


def _of_words(draft: Sequence[str], neutral: Sequence[str]) -> list[int]:
    ours, theirs = [_stem(w) for w in draft], [_stem(w) for w in neutral]
    telling = [tells(w) for w in draft]
    labels = [IGNORE] * len(draft)
    changes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    left = Counter(theirs)
    for kind, i, j, _, _ in changes:
        if kind == "equal":
            left.subtract(ours[i:j])
            if any(telling[i:j]) or j - i >= _BLOCK:
                labels[i:j] = [KEEP] * (j - i)
    for kind, i, j, p, q in changes:
        if kind not in ("delete", "replace"):
            continue
        gone = RECAST if any(map(tells, neutral[p:q])) else DROP
        for at in range(i, j):
            moved = telling[at] and left[ours[at]] > 0
            left[ours[at]] -= moved
            labels[at] = KEEP if moved else gone
        for at in range(i, j):
            if not telling[at] and labels[at] != KEEP and KEEP in _beside(labels, telling, at):
                labels[at] = IGNORE
    return labels


def _beside(labels: Sequence[int], telling: Sequence[bool], at: int) -> list[int]:
    """Return the labels of the nearest telling words before and after one."""
    before = next((labels[n] for n in range(at - 1, -1, -1) if telling[n]), IGNORE)
    after = next((labels[n] for n in range(at + 1, len(labels)) if telling[n]), IGNORE)
    return [before, after]


def _stem(word: str) -> str:
    word = word.lower().replace("’", "'").strip("'").removesuffix("'s").lstrip("@#")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _BLOCK:
            return word[: -len(ending)]
    return word

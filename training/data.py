"""Labelled posts -> tensors: the text as the service cleans it, labels moved onto word pieces."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from app.text import Text, TextReader
from training import labels as L
from training.lines import read_lines

IGNORE = -100
HOT = [number for number, kind in enumerate(L.KINDS) if kind in L.HOT]


@dataclass(frozen=True)
class Example:
    """One post in clean text; ranges are (start, end, kind); a label that is None is unknown."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    verdict: int | None = None
    heat: float | None = None
    target: int | None = None
    grievance: str | None = None
    known_spans: bool = False
    known_mentions: bool = False
    mentions: tuple[tuple[int, int, str], ...] = ()
    spans: tuple[tuple[int, int, str], ...] = ()
    weight: float = 1.0
    ident: str = ""
    part: str = ""
    soft: tuple[float, float, float] | None = field(default=None)
    calm: bool = False
    """No word of it attacks; where no verdict is known it is one of those that do not warn."""

    @classmethod
    def of(cls, text: Text, **known: Any) -> Example:
        """Return the example of a post that was read, with what is `known` of it."""
        return cls(text.clean, tuple((s.start, s.end) for s in text.sentences), **known)


def _locate(text: Any, draft: str, marks: list[dict[str, str]]) -> list[tuple[int, int, str]]:
    """Return the clean ranges of the marked substrings; repeated marks take the next occurrence."""
    found, seen = [], {}
    for mark in marks:
        at = draft.find(mark["text"], seen.get(mark["text"], 0))
        if at < 0:
            at = draft.find(mark["text"])
        if at < 0:
            continue
        seen[mark["text"]] = at + 1
        start, end = text.to_clean(at, at + len(mark["text"]))
        if start < end:
            found.append((start, end, mark["kind"]))
    return found


def corpus(path: Path, reader: TextReader) -> list[Example]:
    """Return the posts of one of our own parts; heat, grievance, mentions may be unlabelled."""
    return [_labelled(post, reader.read(post["text"])) for post in read_lines(path)]


def _labelled(post: dict[str, Any], text: Text) -> Example:
    return Example.of(
        text,
        verdict=L.VERDICTS.index(post["label"]),
        heat=post["heat"] / 3 if "heat" in post else None,
        target=L.TARGETS.index(post["target"]),
        grievance=(post["grievance"] or "none") if "grievance" in post else None,
        known_spans=True,
        known_mentions="mentions" in post,
        mentions=tuple(_locate(text, post["text"], post.get("mentions", []))),
        spans=tuple(_locate(text, post["text"], post["spans"])),
        ident=post["id"],
        part=post["part"],
    )


def sentence_labels(example: Example) -> list[int]:
    """Return a verdict per sentence, read off the marked spans; IGNORE where they do not say.

    A sentence of a `clear` post is clear. In other posts a sentence is what its marks say: warn
    where the post is warn and a mark is hot, else caution; without a mark it is clear.
    """
    if example.verdict is None:
        return [IGNORE] * len(example.sentences)
    if example.verdict == 0:
        return [0] * len(example.sentences)
    if not example.spans:
        return [IGNORE] * len(example.sentences)
    found = []
    for start, end in example.sentences:
        kinds = {k for s, t, k in example.spans if s < end and start < t}
        if not kinds:
            found.append(0)
        elif example.verdict == 2 and (kinds & L.HOT):
            found.append(2)
        else:
            found.append(1)
    return found


@dataclass(frozen=True)
class Batch:
    """Padded tensors; -100 is unknown; `sentence_of` maps each piece to a sentence row."""

    ids: torch.Tensor
    mask: torch.Tensor
    verdict: torch.Tensor
    soft: torch.Tensor
    heat: torch.Tensor
    target: torch.Tensor
    grievance: torch.Tensor
    kinds: torch.Tensor
    mention_tags: torch.Tensor
    risky: torch.Tensor
    sentence_of: torch.Tensor
    sentence_verdict: torch.Tensor
    weight: torch.Tensor
    calm: torch.Tensor


def collate(examples: Sequence[Example], tokenizer: Tokenizer) -> Batch:
    """Return one batch; the tokenizer truncates and pads."""
    encoded = tokenizer.encode_batch([e.text for e in examples])
    size, length = len(examples), len(encoded[0].ids)
    tags = np.full((size, length), IGNORE)
    risky = np.full((size, length, len(L.KINDS)), float(IGNORE))
    rows = np.full((size, length), -1)
    verdicts: list[int] = []
    for i, (example, pieces) in enumerate(zip(examples, encoded, strict=True)):
        offsets, real = pieces.offsets, np.array(pieces.attention_mask).astype(bool)
        real &= np.array(pieces.special_tokens_mask) == 0
        base, wanted = len(verdicts), sentence_labels(example)
        verdicts += wanted
        at = 0
        for j in np.flatnonzero(real):
            start, end = offsets[j]
            while at + 1 < len(example.sentences) and example.sentences[at][1] <= start:
                at += 1
            rows[i, j] = base + at
            if example.known_mentions:
                tags[i, j] = 0
                for s, t, kind in example.mentions:
                    if s < end and start < t:
                        inside = start > s
                        tags[i, j] = L.MENTION_TAGS.index(f"{'I' if inside else 'B'}-{kind}")
            if example.known_spans:
                risky[i, j] = 0.0
                for s, t, kind in example.spans:
                    if s < end and start < t:
                        risky[i, j, L.KINDS.index(kind)] = 1.0
            elif example.calm:
                risky[i, j, HOT] = 0.0
    return Batch(
        ids=torch.tensor([p.ids for p in encoded]),
        mask=torch.tensor([p.attention_mask for p in encoded]),
        verdict=torch.tensor([IGNORE if e.verdict is None else e.verdict for e in examples]),
        soft=torch.tensor([e.soft or (0.0, 0.0, 0.0) for e in examples]),
        heat=torch.tensor([float(IGNORE) if e.heat is None else e.heat for e in examples]),
        target=torch.tensor([IGNORE if e.target is None else e.target for e in examples]),
        grievance=torch.tensor([_grievance(e) for e in examples]),
        kinds=torch.tensor([_kinds(e) for e in examples]),
        mention_tags=torch.tensor(tags),
        risky=torch.tensor(risky, dtype=torch.float32),
        sentence_of=torch.tensor(rows),
        sentence_verdict=torch.tensor(verdicts),
        weight=torch.tensor([e.weight for e in examples]),
        calm=torch.tensor([e.calm for e in examples]),
    )


def _grievance(example: Example) -> list[float]:
    if example.grievance is None:
        return [float(IGNORE)] * len(L.GRIEVANCES)
    return [float(example.grievance == g) for g in L.GRIEVANCES]


def _kinds(example: Example) -> list[float]:
    if not example.known_spans:
        hot = 0.0 if example.calm else float(IGNORE)
        return [hot if kind in L.HOT else float(IGNORE) for kind in L.KINDS]
    present = {kind for _, _, kind in example.spans}
    return [float(kind in present) for kind in L.KINDS]


def batches(
    examples: Sequence[Example], tokenizer: Tokenizer, size: int, rng: random.Random | None
) -> Iterator[Batch]:
    """Yield batches of posts of like length; shuffled where `rng` is given."""
    order = sorted(
        range(len(examples)),
        key=lambda i: len(examples[i].text) * (rng.uniform(0.85, 1.15) if rng else 1),
    )
    chunks = [order[i : i + size] for i in range(0, len(order), size)]
    if rng:
        rng.shuffle(chunks)
    for chunk in chunks:
        yield collate([examples[i] for i in chunk], tokenizer)

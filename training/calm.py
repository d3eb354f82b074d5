"""Versions of drafts as texts of their own: what is left when the insult has gone is no rant."""

from __future__ import annotations

import random
from pathlib import Path

from app.text import TextReader
from training import labels as L
from training.data import Example
from training.lines import read_lines

CORPUS = Path(__file__).parent / "corpus"
SPLITS = ("train", "harvest", "pairs")
SURE = {True: 1.0, False: 0.5}
"""How much a label counts, by whether its reader was sure."""


def neutrals(reader: TextReader, most: int, seed: int) -> list[Example]:
    """Return up to `most` neutral versions that editors wrote: none of them warns."""
    texts = {
        post["neutral"]: None
        for split in SPLITS
        for post in read_lines(CORPUS / f"{split}.jsonl")
        if post.get("neutral") and post["neutral"] != post["text"]
    }
    chosen = random.Random(seed).sample(list(texts), min(most, len(texts)))
    return [_example(reader, text, "neutral", None) for text in chosen]


def edited(reader: TextReader, part: str = "edited") -> list[Example]:
    """Return what our rewriter tried, with what a blind reader said of it."""
    return [
        _example(reader, post["text"], part, L.VERDICTS.index(post["label"]), SURE[post["sure"]])
        for post in read_lines(CORPUS / f"{part}.jsonl")
    ]


def _example(
    reader: TextReader, draft: str, part: str, verdict: int | None, weight: float = 1.0
) -> Example:
    text = reader.read(draft)
    return Example(
        text=text.clean,
        sentences=tuple((s.start, s.end) for s in text.sentences),
        verdict=verdict,
        calm=verdict != L.VERDICTS.index("warn"),
        weight=weight,
        part=part,
    )

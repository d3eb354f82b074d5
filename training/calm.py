"""Versions of drafts as texts of their own: what is left when the insult has gone is no rant."""

from __future__ import annotations

import random

from app.text import TextReader
from training import labels as L
from training.data import Example
from training.edit_labels import CORPUS
from training.lines import read_lines
from training.recast_pairs import written

SPLITS = ("train", "harvest", "pairs")
SURE = {True: 1.0, False: 0.5}
"""How much a label counts, by whether its reader was sure."""


def neutrals(reader: TextReader, most: int, seed: int) -> list[Example]:
    """Return up to `most` neutral versions that editors wrote: none of them warns."""
    texts = [*dict.fromkeys(version for draft, version in written(SPLITS) if version != draft)]
    chosen = random.Random(seed).sample(texts, min(most, len(texts)))
    return [Example.of(reader.read(text), calm=True, part="neutral") for text in chosen]


def edited(reader: TextReader) -> list[Example]:
    """Return what our rewriter tried, with what a reader said of it."""
    return [
        Example.of(
            reader.read(post["text"]),
            verdict=L.VERDICTS.index(post["label"]),
            calm=post["label"] != "warn",
            weight=SURE[post["sure"]],
            ident=post["id"],
            part="edited",
        )
        for post in read_lines(CORPUS / "edited.jsonl")
    ]

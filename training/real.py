"""Real public posts with our labels: their texts stay in the folder of outside data.

1,797 come labelled (`real_labelled`); 1,392 more were picked where an earlier reader was unsure
and labelled by reading. Those labels are ours and stand in corpus/real_labels.csv, each beside the
hash of the text that it is for.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.text import TextReader
from training import labels as L
from training.data import Example
from training.lines import read_lines

LABELS = Path(__file__).parent / "corpus/real_labels.csv"
FILES = {"goemotions": "goemotions/train.jsonl"}
"""Where a set's texts lie in the folder of outside data, if not in <set>/data.jsonl."""
WEIGHTS = {1: 0.4, 2: 0.8, 3: 1.0}
"""How much a label counts, by how sure its reader was."""


def given(data: Path, reader: TextReader) -> list[Example]:
    """Return the posts that came with labels by our guide."""
    return list(_examples(read_lines(data / "real_labelled/data.jsonl"), reader, "real"))


def ours(data: Path, reader: TextReader) -> list[Example]:
    """Return the posts that we labelled ourselves; raises ValueError where a text is missing."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    texts = {
        _key(post["text"].strip()): post["text"].strip()
        for name in sorted({row["set"] for row in rows})
        for post in read_lines(data / FILES.get(name, f"{name}/data.jsonl"))
    }
    missing = [row["text_sha256_16"] for row in rows if row["text_sha256_16"] not in texts]
    if missing:
        raise ValueError(f"{len(missing)} labelled texts are not in {data}")
    posts = (
        {
            **row,
            "id": row["text_sha256_16"],
            "text": texts[row["text_sha256_16"]],
            "heat": int(row["heat"]),
            "confidence": int(row["confidence"]),
        }
        for row in rows
    )
    return list(_examples(posts, reader, "real-ours"))


def _examples(posts: Iterator[dict[str, Any]], reader: TextReader, part: str) -> Iterator[Example]:
    """Yield examples of which only verdict, heat and target are known."""
    for post in posts:
        text = reader.read(post["text"])
        if text.clean.strip():
            yield Example.of(
                text,
                verdict=L.VERDICTS.index(post["label"]),
                heat=post["heat"] / 3,
                target=L.TARGETS.index(post["target"]),
                weight=WEIGHTS[post["confidence"]],
                ident=post["id"],
                part=part,
            )


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]

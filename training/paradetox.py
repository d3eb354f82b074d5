"""ParaDetox (CC0): the sentences that measure, and those that may teach."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.lines import read_lines

FILE = "paradetox/data.jsonl"
SENTENCES = 3_000
"""How many measure, drawn with a fixed seed, for the set's rows name no test part."""


def _drawn(data: Path) -> list[dict[str, Any]]:
    rows = [row for row in read_lines(data / FILE) if row["neutral"]]
    random.Random(0).shuffle(rows)
    return rows


def measured(data: Path) -> list[dict[str, Any]]:
    """Return the sentences from which nothing was learned."""
    return _drawn(data)[:SENTENCES]


def learnable(data: Path) -> Iterator[tuple[str, str]]:
    """Yield (sentence, a person's neutral version) of the others."""
    rows = _drawn(data)
    held = {_letters(row["text"]) for row in rows[:SENTENCES]}
    for row in rows[SENTENCES:]:
        if _letters(row["text"]) not in held:
            yield from ((row["text"], neutral) for neutral in row["neutral"])


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))

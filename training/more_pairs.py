"""Take further pairs of draft and neutral version for the decoder: checked, clear of dev and test.

    python -m training.more_pairs FILE [FILE ...]

Appends to corpus/pairs.jsonl what is well formed and new: no draft that is a near-duplicate (as in
split.py) of a post in any split or of another pair.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from datasketch import MinHashLSH

from training.edit_labels import CORPUS
from training.harvest import sketch
from training.lines import read_lines
from training.split import SIMILARITY

SPLITS = ("train", "dev", "test", "harvest")
STRETCH, SHORTEST = 1.3, 0.25
"""A neutral version is at most and at least so many times as long as its draft."""


def fits(pair: dict[str, Any]) -> bool:
    """Say whether it is a pair, of two texts that differ and are of a likely length."""
    if set(pair) != {"text", "neutral"} or not all(isinstance(t, str) for t in pair.values()):
        return False
    draft, neutral = (pair[name].strip() for name in ("text", "neutral"))
    return draft != neutral and SHORTEST <= len(neutral) / max(len(draft), 1) <= STRETCH


def main(files: list[Path]) -> None:
    index = MinHashLSH(threshold=SIMILARITY, num_perm=128)
    out = CORPUS / "pairs.jsonl"
    held = [post for name in SPLITS for post in read_lines(CORPUS / f"{name}.jsonl")]
    held += list(read_lines(out)) if out.exists() else []
    for number, post in enumerate(held):
        index.insert(number, sketch(post["text"]))
    count, taken, dropped = len(held), [], 0
    for pair in (pair for file in files for pair in read_lines(file)):
        made = sketch(pair["text"])
        if not fits(pair) or index.query(made):
            dropped += 1
            continue
        index.insert(count + len(taken), made)
        taken.append(pair)
    with out.open("a", encoding="utf-8") as lines:
        for pair in taken:
            lines.write(json.dumps(pair, ensure_ascii=False, sort_keys=True) + "\n")
    print(f"{len(taken)} taken, {dropped} dropped")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])

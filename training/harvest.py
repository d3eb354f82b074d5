"""Take further posts into the train split: checked, and kept clear of what dev and test hold.

    python -m training.harvest FILE [FILE ...]

Appends to corpus/harvest.jsonl what is well formed, new, and no near-duplicate (as in split.py) of
a post in any split. The splits themselves never change.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from datasketch import MinHash, MinHashLSH

from training import labels as L
from training.lines import read_lines
from training.split import SIMILARITY, shingles

HERE = Path(__file__).parent / "corpus"


def faults(post: dict[str, Any]) -> list[str]:
    """Return what is wrong with a labelled post; empty where nothing is."""
    found = []
    if post["label"] not in L.VERDICTS or post["target"] not in L.TARGETS:
        found.append("label")
    if post["grievance"] not in (None, *L.GRIEVANCES) or post["heat"] not in range(4):
        found.append("grievance or heat")
    if any(m["text"] not in post["text"] or m["kind"] not in L.MENTIONS for m in post["mentions"]):
        found.append("mention")
    if any(s["text"] not in post["text"] or s["kind"] not in L.KINDS for s in post["spans"]):
        found.append("span")
    if (post["label"] == "clear") != (not post["spans"]):
        found.append("spans and label disagree")
    return found


def sketch(text: str) -> MinHash:
    made = MinHash(num_perm=128, seed=1)
    made.update_batch(sorted(shingles(text)))
    return made


def gather(
    files: Sequence[Path],
    out: Path,
    splits: Sequence[str],
    fits: Callable[[dict[str, Any]], bool],
    *,
    apart: bool,
) -> None:
    """Append to `out` the lines of `files` that fit and are near nothing in `out` or `splits`.

    `apart`: nor near each other; partners of a contrast group are.
    """
    index = MinHashLSH(threshold=SIMILARITY, num_perm=128)
    held = [post for name in splits for post in read_lines(HERE / f"{name}.jsonl")]
    held += read_lines(out) if out.exists() else []
    for number, post in enumerate(held):
        index.insert(number, sketch(post["text"]))
    taken, dropped = [], 0
    for post in (post for file in files for post in read_lines(file)):
        if not fits(post) or index.query(made := sketch(post["text"])):
            dropped += 1
            continue
        if apart:
            index.insert(len(held) + len(taken), made)
        taken.append(post)
    with out.open("a", encoding="utf-8") as lines:
        for post in taken:
            lines.write(json.dumps(post, ensure_ascii=False, sort_keys=True) + "\n")
    print(f"{len(taken)} taken, {dropped} dropped")


if __name__ == "__main__":
    gather(
        [Path(name) for name in sys.argv[1:]],
        HERE / "harvest.jsonl",
        ("train", "dev", "test"),
        lambda post: not faults(post),
        apart=False,
    )

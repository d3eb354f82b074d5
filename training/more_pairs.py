"""Take further pairs of draft and neutral version for the decoder: checked, clear of dev and test.

    python -m training.more_pairs FILE [FILE ...]

Appends to corpus/pairs.jsonl what is well formed and new: no draft that is a near-duplicate (as in
split.py) of a post in any split or of another pair.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from training.harvest import HERE, gather

SPLITS = ("train", "dev", "test", "harvest", "fresh", "later", "unseen", "pairs_dev")
STRETCH, SHORTEST = 1.3, 0.25
"""A neutral version is at most and at least so many times as long as its draft."""


def fits(pair: dict[str, Any]) -> bool:
    """Say whether it is a pair, of two texts that differ and are of a likely length."""
    if set(pair) != {"text", "neutral"} or not all(isinstance(t, str) for t in pair.values()):
        return False
    draft, neutral = (pair[name].strip() for name in ("text", "neutral"))
    return draft != neutral and SHORTEST <= len(neutral) / max(len(draft), 1) <= STRETCH


if __name__ == "__main__":
    gather([Path(name) for name in sys.argv[1:]], HERE / "pairs.jsonl", SPLITS, fits, apart=True)

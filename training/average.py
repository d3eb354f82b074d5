"""Average the weights of runs that went on from each other: often better than the last alone.

    python -m training.average OUT_FOLDER RUN [RUN ...]

Wortsman et al. 2022, arXiv:2203.05482.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def average(out: Path, runs: list[Path]) -> None:
    """Write the mean of the runs' weights to `out`, with the files of the last run."""
    states = [torch.load(run / "weights.pt", weights_only=True) for run in runs]
    mean = {
        name: torch.stack([state[name].float() for state in states]).mean(0).to(first.dtype)
        for name, first in states[0].items()
    }
    out.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(runs[-1] / name, out / name)
    torch.save(mean, out / "weights.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", type=Path, nargs="+")
    args = parser.parse_args()
    average(args.out, args.runs)

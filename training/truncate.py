"""Keep the embeddings and the lowest layers of an encoder.

    python -m training.truncate BASE OUT_FOLDER --layers 6

The upper layers of a sentence encoder are those that its own task has shaped most; fine-tuned
again, the lower half keeps most of the whole at half the cost (Sajjad et al. 2023,
arXiv:2004.03844).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from transformers import AutoModel


def truncate(base: Path, out: Path, layers: int) -> None:
    """Write `base` with its first `layers` layers, and its tokenizer, to `out`."""
    model = AutoModel.from_pretrained(base, add_pooling_layer=False)
    model.encoder.layer = model.encoder.layer[:layers]
    model.config.num_hidden_layers = layers
    model.save_pretrained(out)
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, default=6)
    args = parser.parse_args()
    truncate(args.base, args.out, args.layers)

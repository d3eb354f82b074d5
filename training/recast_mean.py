"""Writes the decoder whose weights are the mean of two: one that went on, and the one it began as.

    python -m training.recast_mean READER WEIGHTS DECODER OUT --encoder RUN --base BASE [--share S]

WEIGHTS are kept by `training.recast --onward DECODER --keep WEIGHTS`; RUN and BASE as there. After
"Model soups" (Wortsman and others, 2022).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from app.modelstore import LearnedReader
from training.recast import lessons_of
from training.recast_batches import measure
from training.recast_export import export, manifest
from training.recast_net import RecastNet
from training.recast_pairs import examples, written
from training.recast_start import blank, kept, take_decoder, take_encoders


def mix(net: RecastNet, other: RecastNet, share: float) -> None:
    """Move the weights of `net` towards those of `other`, of which `share` 0..1 of it remains."""
    theirs = other.state_dict()
    mixed = {
        name: share * weight + (1 - share) * theirs[name] if weight.is_floating_point() else weight
        for name, weight in net.state_dict().items()
    }
    net.load_state_dict(mixed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("decoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.5, help="of the one that went on")
    asked = parser.parse_args()
    reader = LearnedReader(asked.reader)
    net, words = kept(asked.weights)
    began = blank(words)
    take_encoders(began, asked.encoder, asked.base)
    take_decoder(began, asked.decoder)
    mix(net, began, asked.share)
    export(net, asked.out)
    dev = lessons_of(examples(reader, written(["dev"])), words)
    told = manifest(asked.out, reader.name, words, {"loss_per_piece_dev": measure(net, dev)})
    (asked.out / "manifest.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

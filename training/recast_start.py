"""What a decoder begins with: layers of finished encoders, and what another one has learned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file

from app.modelstore.beams import FIRST
from training.recast_net import RecastNet
from training.recast_pairs import LONGEST
from training.recast_shipped import weights_of

WIDTH, LOOKS, LAYERS = 320, 3, 2
STATES, OWN = 768, (2, 4)
"""Width of a state of the reader, and which of the decoder's own layers it hears."""
BELOW, READERS, BASES = 4, 2, 6
"""Layers of the reader below the decoder's own; how many of these begin as the reader's; the layer
of the base that the next one begins as."""


def blank(words: Sequence[str], own: Sequence[int] = OWN) -> RecastNet:
    """Return a decoder that knows nothing, for this vocabulary."""
    return RecastNet(STATES, len(words) + FIRST, WIDTH, LOOKS, LAYERS, LONGEST + 2, own)


def take_encoders(net: RecastNet, run: Path, base: Path) -> None:
    """Begin the decoder's own layers as those of a reader (`run`) and of its base."""
    told = torch.load(run / "weights.pt", weights_only=True)
    reader = {name.removeprefix("encoder."): weight for name, weight in told.items()}
    net.own.take(reader, BELOW, 0, READERS)
    net.own.take_distances(reader)
    more = len(net.own.layers) - READERS
    net.own.take(load_file(str(base / "model.safetensors")), BASES, READERS, more)


def take_decoder(net: RecastNet, shipped: Path) -> list[str]:
    """Take what a shipped decoder has learned; return its words, which come first among ours.

    One without layers of its own was given the reader's last layer and a middle one, in this order:
    what it does not know of counts for nothing at first.
    """
    words: list[str] = json.loads((shipped / "manifest.json").read_text("utf-8"))["vocabulary"]
    state, known = net.state_dict(), len(words) + FIRST
    for name, weight in weights_of(shipped).items():
        if name == "into.weight":
            state[name].zero_()
            state[name][:, : weight.shape[1]] = weight
        elif name == "emb.weight":
            state[name][:known], state[name][-1] = weight[:known], weight[-1]
        elif name == "bias":
            state[name].fill_(float(weight.min()))
            state[name][:known] = weight
        else:
            state[name] = weight
    net.load_state_dict(state)
    return words


def kept(path: Path) -> tuple[RecastNet, list[str]]:
    """Return a decoder that was kept, and its words."""
    known = torch.load(path, weights_only=True)
    net = blank(known["vocabulary"], known["own"])
    net.load_state_dict(known["weights"])
    return net, known["vocabulary"]


def keep(net: RecastNet, words: Sequence[str], path: Path) -> None:
    own = [each + 1 for each in net.heard]
    torch.save({"vocabulary": list(words), "own": own, "weights": net.state_dict()}, path)

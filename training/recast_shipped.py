"""Weights of a decoder that is shipped, to go on from: int8 times their scales, within rounding."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

_TABLES = ("emb", "pos", "rel")
_BLOCKS = frozenset("qkv o1 q o2 up down kv".split())
_NUMBERED = re.compile(r"_(\d+)$")


def weights_of(folder: Path) -> dict[str, torch.Tensor]:
    """Return the weights under the names that they have in training.recast_net.RecastNet.

    Raises KeyError where the graph has a product that the network does not know.
    """
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    found: dict[str, torch.Tensor] = {}
    for part in ("opening", "step"):
        model = onnx.load(str(folder / told[part]["name"]))
        held = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
        found |= {
            name.removeprefix("net."): torch.from_numpy(value.copy())
            for name, value in held.items()
            if name.startswith("net.") and not re.search(r"_(?:scale|zero_point|quantized)$", name)
        }
        for node in model.graph.node:
            if node.op_type not in ("MatMulInteger", "ConvInteger"):
                continue
            stem, name = node.input[1].removesuffix("_quantized"), _name_of(node.name)
            if name is not None:
                wide = _widened(held, stem)
                found[f"{name}.weight"] = wide if node.op_type == "ConvInteger" else wide.T
        found |= {
            f"{name}.weight": _widened(held, f"net.{name}.weight")
            for name in _TABLES
            if f"net.{name}.weight_quantized" in held
        }
    return {name: weight.contiguous() for name, weight in found.items()}


def _name_of(node: str) -> str | None:
    """Return whose weights a product multiplies with; None for the words' table, held apart."""
    place = node.removeprefix("/").rpartition("/")[0].replace("/", ".")
    if not place:
        return None
    last = _NUMBERED.search(place)
    bare = place[: last.start()] if last else place
    return f"blocks.{last[1] if last else 0}.{bare}" if bare in _BLOCKS else place


def _widened(held: dict[str, np.ndarray], stem: str) -> torch.Tensor:
    scale, zero = held[f"{stem}_scale"], held[f"{stem}_zero_point"]
    return torch.from_numpy((held[f"{stem}_quantized"].astype(np.float32) - zero) * scale).float()

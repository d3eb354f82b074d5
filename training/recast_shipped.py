"""Weights of a decoder that is shipped, to go on from: int8 times their scales, within rounding."""

from __future__ import annotations

import json
import re
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from training.restore import widened

_SCALES = ("_scale", "_zero_point")
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
        for name, value in held.items():
            stem, is_table = name.removesuffix("_quantized"), name.endswith("_quantized")
            if name.startswith("net.") and not name.endswith(_SCALES):
                known = widened(held, stem) if is_table else value.copy()
                found[stem.removeprefix("net.")] = torch.from_numpy(known)
        for node in model.graph.node:
            name_of_it = _name_of(node.name) if node.op_type == "MatMulInteger" else None
            if name_of_it is not None:
                stem = node.input[1].removesuffix("_quantized")
                found[f"{name_of_it}.weight"] = torch.from_numpy(widened(held, stem)).T
    return {name: weight.contiguous() for name, weight in found.items()}


def _name_of(node: str) -> str | None:
    """Return whose weights a product multiplies with; None for the words' table, held apart."""
    place = node.removeprefix("/").rpartition("/")[0].replace("/", ".")
    if not place:
        return None
    last = _NUMBERED.search(place)
    bare = place[: last.start()] if last else place
    return f"blocks.{last[1] if last else 0}.{bare}" if bare in _BLOCKS else place

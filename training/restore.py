"""Weights to go on from, out of a reader that is shipped.

    python -m training.restore models/tone-v8 BASE .training/v5

The inverse of `training.export`: int8 weights times their scales, which is within rounding what was
trained. BASE is the folder of the encoder that the reader was cut from, for its config alone.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from transformers import AutoConfig

from training.network import ToneNetwork

HEAD, PRODUCT, FATES = "edit/head.", "edit/onnx::MatMul", 3


def restore(folder: Path, base: Path, out: Path) -> None:
    """Write weights.pt, config.json and tokenizer.json to `out`; raises KeyError for what lacks."""
    out.mkdir(parents=True, exist_ok=True)
    shipped = _Shipped(onnx.load(str(folder / "model.onnx")))
    config = AutoConfig.from_pretrained(base)
    config.num_hidden_layers = shipped.layers
    config.save_pretrained(out)
    shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")
    model = ToneNetwork(str(out), trained=False)
    state = {name: shipped.weight(name, old.shape) for name, old in model.state_dict().items()}
    torch.save(state, out / "weights.pt")


def head_of(folder: Path) -> dict[str, torch.Tensor]:
    """Return the weights of the head of fates (training.edit_head) that a shipped reader has."""
    model = onnx.load(str(folder / "model.onnx"))
    found: dict[str, torch.Tensor] = {}
    for each in model.graph.initializer:
        name = each.name.removesuffix("/half")
        if not name.startswith("edit/"):
            continue
        weight = torch.from_numpy(numpy_helper.to_array(each).astype(np.float32))
        if name.startswith(PRODUCT):  # the exporter turns these round, and forgets their names
            found["out.weight" if weight.shape[1] == FATES else "into.weight"] = weight.T
        elif name.startswith(HEAD):
            found[name.removeprefix(HEAD)] = weight
    return found


def widened(held: Mapping[str, NDArray[Any]], stem: str) -> NDArray[np.float32]:
    """Return an int8 tensor of a quantised graph times its scales; `held` are its initializers."""
    scale, zero = held[f"{stem}_scale"], held[f"{stem}_zero_point"]
    return (held[f"{stem}_quantized"].astype(np.float32) - zero) * scale


class _Shipped:
    """The tensors of a quantised graph under the names that they had in training."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._held = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
        self._stems = {
            node.name.rpartition("/")[0]: node.input[1].removesuffix("_quantized")
            for node in model.graph.node
            if node.op_type == "MatMulInteger"
        }
        names = [name for name in self._held if ".layer." in name]
        self.layers = 1 + max(int(name.split(".layer.")[1].split(".")[0]) for name in names)

    def weight(self, name: str, shape: torch.Size) -> torch.Tensor:
        """Return one tensor as the network holds it: [out, in] where a product has [in, out]."""
        found = self._held[name] if name in self._held else self._widened(name)
        return torch.from_numpy(found.astype(np.float32)).reshape(shape).contiguous()

    def _widened(self, name: str) -> NDArray[np.float32]:
        place = "/" + name.removesuffix(".weight").replace(".", "/").replace("layer/", "layer.")
        stem = name if f"{name}_quantized" in self._held else self._stems[place]
        wide = widened(self._held, stem)
        return wide.T if stem in self._stems.values() else wide


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    restore(args.reader, args.base, args.out)

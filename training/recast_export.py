"""A fitted decoder -> models/<name>/: two int8 graphs and a manifest."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from app.modelstore.manifest import sha256
from training.edit_labels import CORPUS
from training.export import store
from training.recast_net import Opening, RecastNet, Stepping
from training.recast_pairs import LONGEST, SPLITS

OPENING = "opening"
"""The part that holds most weights, and is run once for a draft: its weights are mapped."""


def export(net: RecastNet, out: Path) -> None:
    """Write opening.onnx with its weights, and step.onnx, to `out`."""
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    states = torch.zeros(1, 9, net.states)
    opening = Opening(net)
    _write(
        opening,
        (states,),
        {"middle": {1: "s"}},
        {"memory": {1: "s"}, "keys": {1: "s"}, "held": {2: "s"}},
        out / f"{OPENING}.onnx",
    )
    memory, keys, held = opening(states)
    beams = torch.zeros(2, 3, dtype=torch.long)
    cache = torch.zeros(held.shape[0], 2, held.shape[1], 4, held.shape[3])
    _write(
        Stepping(net),
        (memory, keys, held, cache, beams, beams, beams, torch.arange(4, 7)),
        {
            "memory": {1: "s"},
            "keys": {1: "s"},
            "held": {2: "s"},
            "cache": {1: "beams", 3: "before"},
            "said": {0: "beams", 1: "t"},
            "copied": {0: "beams", 1: "t"},
            "latest": {0: "beams", 1: "t"},
            "at": {0: "t"},
        },
        {"scores": {0: "beams", 1: "t", 2: "outcomes"}, "after": {1: "beams", 3: "all"}},
        out / "step.onnx",
    )


def _write(
    module: nn.Module,
    given: tuple[torch.Tensor, ...],
    inputs: dict[str, dict[int, str]],
    outputs: dict[str, dict[int, str]],
    path: Path,
) -> None:
    with tempfile.TemporaryDirectory() as place:
        torch.onnx.export(
            module.eval(),
            given,
            f"{place}/part.onnx",
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=inputs | outputs,
            opset_version=17,
            dynamo=False,
        )
        _shrink(Path(place), path)


def _shrink(place: Path, path: Path) -> None:
    """Write the model in int8: a step reads all weights, so their size is its time."""
    quant_pre_process(f"{place}/part.onnx", f"{place}/ready.onnx", skip_symbolic_shape=True)
    small = place / "small.onnx"
    quantize_dynamic(
        f"{place}/ready.onnx", str(small), per_channel=True, weight_type=QuantType.QInt8
    )
    if path.stem == OPENING:
        store(onnx.load(str(small)), path)
    else:
        path.write_bytes(small.read_bytes())
    onnx.checker.check_model(str(path))


def manifest(
    out: Path, reader: str, words: Sequence[str], figures: dict[str, float]
) -> dict[str, Any]:
    names = {OPENING: "opening.onnx", "weights": "opening.weights", "step": "step.onnx"}
    files = {part: out / name for part, name in names.items()}
    return {
        "name": out.name,
        "created": datetime.now(UTC).date().isoformat(),
        "licence": "Apache-2.0",
        "stands_on": reader,
        **{part: {"name": path.name, "sha256": sha256(path)} for part, path in files.items()},
        "longest": LONGEST,
        "vocabulary": list(words),
        "figures": figures,
        "data": {f"corpus/{s}.jsonl": sha256(CORPUS / f"{s}.jsonl") for s in SPLITS},
    }

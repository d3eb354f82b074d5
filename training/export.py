"""Trained weights -> models/<name>/: int8 ONNX, tokenizer, manifest.

    python -m training.export RUN_FOLDER models/tone-v1 --base NAME

What is fitted on dev (combination with the rules, operating points) is left to training.fit.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from app.modelstore.manifest import sha256
from training import labels as L
from training.network import ToneNetwork
from training.shifts import on_dev

HERE = Path(__file__).parent
SMALL = 4096
"""Bytes up to which a tensor stays in the model's own file."""
KNOWN = (
    "What a bunch of clowns at Norvane, avoid them at all costs.",
    "Thank you Norvane for a kind call and honest feedback.",
    "It rained all weekend and I read a book.",
)


def export(run: Path, out: Path) -> None:
    """Write model.onnx (int8 weights, per channel) and tokenizer.json to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    model = ToneNetwork(str(run), trained=False)
    model.load_state_dict(torch.load(run / "weights.pt", weights_only=True))
    model.eval()
    ids = torch.tensor([[101, 2054, 1037, 9129, 102], [101, 2054, 102, 0, 0]])
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    names = {0: "batch", 1: "length"}
    torch.onnx.export(
        model,
        (ids, mask),
        str(run / "float.onnx"),
        input_names=["input_ids", "attention_mask"],
        output_names=["post", "token"],
        dynamic_axes={
            "input_ids": names,
            "attention_mask": names,
            "post": {0: "batch"},
            "token": names,
        },
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(str(run / "float.onnx"), str(run / "ready.onnx"), skip_symbolic_shape=True)
    quantize_dynamic(
        str(run / "ready.onnx"),
        str(out / "model.onnx"),
        per_channel=True,
        reduce_range=False,
        weight_type=QuantType.QInt8,
    )
    onnx.checker.check_model(str(out / "model.onnx"))
    (out / "tokenizer.json").write_bytes((run / "tokenizer.json").read_bytes())


def store(model: onnx.ModelProto, path: Path) -> dict[str, dict[str, str]]:
    """Write a model to `path` and its weights beside it; return what a manifest says of the two.

    The weights are mapped where the model is used: a worker keeps no copy of its own of them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    files = {"model": path, "weights": path.with_suffix(".weights")}
    for each in files.values():
        each.unlink(missing_ok=True)  # onnx appends to weights that are there
    onnx.save(
        model,
        str(path),
        save_as_external_data=True,
        location=files["weights"].name,
        size_threshold=SMALL,
    )
    files["weights"].chmod(0o644)  # onnx lets nobody but its owner read it
    return {key: {"name": each.name, "sha256": sha256(each)} for key, each in files.items()}


def manifest(
    out: Path, base: str, fitted: dict[str, Any], shifts: dict[str, Any], known: Sequence[float]
) -> None:
    """Write the manifest; `fitted` comes from training.fit, `shifts` from training.shifts."""
    content = {
        "name": out.name,
        "created": datetime.now(UTC).date().isoformat(),
        "base": base,
        "licence": "Apache-2.0",
        "model": {"name": "model.onnx", "sha256": sha256(out / "model.onnx")},
        "tokenizer": {"name": "tokenizer.json", "sha256": sha256(out / "tokenizer.json")},
        "max_tokens": L.MAX_TOKENS,
        "labels": {
            "verdicts": L.VERDICTS,
            "targets": L.TARGETS,
            "grievances": L.GRIEVANCES,
            "kinds": L.KINDS,
            "mentions": L.MENTIONS,
        },
        **fitted,
        "shifts": shifts,
        "known_answers": [
            {"text": text, "warn": round(float(share), 3)}
            for text, share in zip(KNOWN, known, strict=True)
        ],
        "data": {
            f"corpus/{name}.jsonl": sha256(HERE / f"corpus/{name}.jsonl")
            for name in ("train", "harvest", "marked", "contrast", "edited", "pairs", "dev", "test")
        },
    }
    (out / "manifest.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


UNFITTED: dict[str, Any] = {
    "temperature": 1.0,
    "combination": {
        "features": [],
        "warn": [],
        "clear": [],
        "thresholds": {
            "strict": {"warn": 0.35, "clear": 0.6},
            "standard": {"warn": 0.5, "clear": 0.5},
            "relaxed": {"warn": 0.7, "clear": 0.4},
        },
    },
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", required=True)
    args = parser.parse_args()
    export(args.run, args.out)
    manifest(args.out, args.base, UNFITTED, on_dev(args.out), np.full(len(KNOWN), 0.5))

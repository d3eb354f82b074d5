"""Fits the decoder that says a draft anew, on the hidden states of a finished reader.

    python -m training.recast MODEL_FOLDER OUT_FOLDER --data OUTSIDE_SETS --keep WEIGHTS
    python -m training.recast MODEL_FOLDER OUT_FOLDER --weights WEIGHTS --onward

The reader in `MODEL_FOLDER` stays as it is. Learned first from texts that were made worse and from
ParaDetox (training.recast_noise), then from the corpus's pairs of draft and neutral version
(training.recast_pairs); no post of dev or test is among them.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn
from torch.nn import functional as F

from app.modelstore import LearnedReader
from app.modelstore.beams import FIRST, UNKNOWN
from app.modelstore.manifest import sha256
from training.edit_labels import CORPUS, IGNORE
from training.groups import groups
from training.paradetox import learnable
from training.recast_net import Opening, RecastNet, Stepping
from training.recast_noise import noisy
from training.recast_pairs import LONGEST, Example, Lesson, examples, lesson, vocabulary, written

SPLITS = ("train", "harvest", "pairs")
WIDTH, LOOKS, LAYERS = 320, 3, 2
EPOCHS, BATCH, RATE = 4, 32, 1.5e-3
MORE, GENTLE = 2, 7e-4
"""Epochs, and how fast it learns, where it goes on from weights that were fitted before."""
NOISY = 12_000
"""Texts made worse that it begins with."""
Batch = tuple[tuple[torch.Tensor, ...], torch.Tensor]


def batches(found: Sequence[Lesson], *, shuffle: bool) -> Iterator[Batch]:
    """Yield what RecastNet takes, and the outcomes that are wanted [n, t]."""
    yield from map(_padded, groups(found, BATCH, _length, shuffle=shuffle))


def _length(each: Lesson) -> int:
    return len(each.states) + len(each.wanted)


def _padded(group: Sequence[Lesson]) -> Batch:
    count, width = len(group), group[0].states.shape[1]
    pieces, said = max(len(g.states) for g in group), max(len(g.wanted) for g in group)
    states, mask = torch.zeros(count, pieces, width), torch.zeros(count, pieces)
    ids = torch.full((3, count, said), -1)
    ids[0] = UNKNOWN
    wanted = torch.full((count, said), IGNORE)
    for row, each in enumerate(group):
        size, long = len(each.states), len(each.wanted)
        states[row, :size] = torch.from_numpy(each.states.astype(np.float32))
        mask[row, :size] = 1
        told = each.dictation
        for number, given in enumerate((told.said, told.copied, told.latest)):
            ids[number, row, :long] = torch.from_numpy(given)
        outcome = torch.from_numpy(each.wanted)
        wanted[row, :long] = torch.where(outcome >= size, outcome - size + pieces, outcome)
    return (states, mask, *ids, torch.arange(said).expand(count, said)), wanted


def loss_of(net: RecastNet, batch: Batch) -> torch.Tensor:
    given, wanted = batch
    return F.nll_loss(net(*given).flatten(0, 1), wanted.flatten(), ignore_index=IGNORE)


def fit(
    net: RecastNet, epochs: Sequence[Sequence[Lesson]], dev: Sequence[Lesson], rate: float
) -> None:
    """Teach the decoder the lessons of each epoch in turn, at `rate` when it learns fastest."""
    steps = sum(-(-len(each) // BATCH) for each in epochs)
    pace = torch.optim.AdamW(net.parameters(), lr=rate / 1.5, weight_decay=0.02)
    plan = torch.optim.lr_scheduler.OneCycleLR(pace, rate, steps, pct_start=0.15)
    for epoch, lessons in enumerate(epochs):
        net.train()
        for batch in batches(lessons, shuffle=True):
            loss = loss_of(net, batch)
            pace.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            pace.step()
            plan.step()
        print(epoch, measure(net, dev), time.strftime("%X"), flush=True)


def begun(
    reader: LearnedReader, dev: Sequence[Example], data: Path
) -> tuple[RecastNet, Sequence[str]]:
    """Return a decoder and its words, fitted from nothing: first to texts made worse, then pairs.

    `data` is the folder of the outside sets.
    """
    made_worse = [*noisy(random.Random(0), NOISY), *learnable(data)]
    train = list(examples(reader, written(SPLITS)))
    words = vocabulary(train)
    net = network(dev[0].states.shape[1], len(words))
    first, pairs = _lessons(examples(reader, made_worse), words), _lessons(train, words)
    fit(net, [first, *[pairs] * EPOCHS], _lessons(dev, words), RATE)
    return net, words


def restored(weights: Path, states: int) -> tuple[RecastNet, Sequence[str]]:
    """Return a decoder that was fitted before, and its words."""
    known = torch.load(weights, weights_only=True)
    net = network(states, len(known["vocabulary"]))
    net.load_state_dict(known["weights"])
    return net, known["vocabulary"]


def network(states: int, size: int) -> RecastNet:
    """Return the decoder before it has learned."""
    return RecastNet(states, size + FIRST, WIDTH, LOOKS, LAYERS, LONGEST + 2)


def measure(net: RecastNet, dev: Sequence[Lesson]) -> dict[str, float]:
    """Return how unlikely it finds what editors of dev posts said, per piece."""
    net.eval()
    total = count = 0.0
    with torch.no_grad():
        for batch in batches(dev, shuffle=False):
            known = float((batch[1] != IGNORE).sum())
            total, count = total + float(loss_of(net, batch)) * known, count + known
    return {"loss_per_piece_dev": round(total / count, 4)}


def export(net: RecastNet, out: Path) -> None:
    """Write opening.onnx and step.onnx to `out`."""
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    states = torch.zeros(1, 9, net.into.in_features // 2)
    opening = Opening(net)
    _write(
        opening,
        (states, states),
        {"last": {1: "s"}, "middle": {1: "s"}},
        {"memory": {1: "s"}, "keys": {1: "s"}, "held": {2: "s"}},
        out / "opening.onnx",
    )
    memory, keys, held = opening(states, states)
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
    quantize_dynamic(
        f"{place}/ready.onnx", str(path), per_channel=True, weight_type=QuantType.QInt8
    )
    onnx.checker.check_model(str(path))


def _manifest(
    out: Path, reader: str, words: Sequence[str], figures: dict[str, float]
) -> dict[str, Any]:
    files = {name: out / f"{name}.onnx" for name in ("opening", "step")}
    return {
        "name": out.name,
        "created": datetime.now(UTC).date().isoformat(),
        "licence": "Apache-2.0",
        "stands_on": reader,
        **{name: {"name": path.name, "sha256": sha256(path)} for name, path in files.items()},
        "longest": LONGEST,
        "vocabulary": list(words),
        "figures": figures,
        "data": {f"corpus/{s}.jsonl": sha256(CORPUS / f"{s}.jsonl") for s in SPLITS},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, help="folder of the outside sets")
    parser.add_argument("--keep", type=Path, help="file for the weights, to export again later")
    parser.add_argument("--weights", type=Path, help="of a decoder fitted before, with its words")
    parser.add_argument("--onward", action="store_true", help="fit those weights further, to pairs")
    asked = parser.parse_args()
    if bool(asked.data) == bool(asked.weights):
        parser.error("either --data, to fit a decoder, or --weights")
    torch.manual_seed(0)
    random.seed(0)
    reader = LearnedReader(asked.model)
    dev = list(examples(reader, written(["dev"])))
    if asked.weights:
        net, words = restored(asked.weights, dev[0].states.shape[1])
    else:
        net, words = begun(reader, dev, asked.data)
    known = _lessons(dev, words)
    if asked.onward:
        fit(net, [_lessons(examples(reader, written(SPLITS)), words)] * MORE, known, GENTLE)
    if asked.keep:
        torch.save({"vocabulary": words, "weights": net.state_dict()}, asked.keep)
    export(net, asked.out)
    told = _manifest(asked.out, reader.name, words, measure(net, known))
    (asked.out / "manifest.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def _lessons(found: Iterable[Example], words: Sequence[str]) -> list[Lesson]:
    ids = {word: number for number, word in enumerate(words)}
    return [lesson(each, ids) for each in found]


if __name__ == "__main__":
    main()

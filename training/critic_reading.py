"""Fits the network of the critic, which reads a version beside its draft.

    python -m training.critic_reading OUT READER --rivals FILE [FILE ...] [--keep FILE]
    python -m training.critic_reading OUT READER --begin FILE

First from what training.recast_rivals holds, then from what readers judged. Writes OUT/net.onnx,
and OUT/told.json: what networks that did not learn a draft tell of its versions, for the weights
that training.critic fits. `--keep` and `--begin`: the network between the two, out and in.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from math import nan
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from torch import nn
from torch.nn import functional as F

from training.critic_lessons import Lesson, made_by_machine
from training.critic_net import Alone, CriticNet, Sample, beside
from training.critic_samples import Axes, main_axes, samples
from training.groups import groups
from training.lines import read_lines

READ = Path(__file__).parent / "corpus" / "rewrites_read.jsonl"
SIZE, FOLDS = 48, 3
EPOCHS, RATE = 3, 8e-4
LATER_EPOCHS, LATER_RATE = 4, 3e-4
"""From what machines made, and then from what was read."""
Row = tuple[Sample, Lesson]
NET, TOLD = "net.onnx", "told.json"


def _batches(rows: Sequence[Row], *, shuffle: bool) -> Iterator[Sequence[Row]]:
    return groups(rows, SIZE, lambda row: len(row[0].aligned.source), shuffle=shuffle)


def fit(net: CriticNet, rows: Sequence[Row], epochs: int, rate: float) -> CriticNet:
    """Teach the network samples with their worth and weight."""
    pace = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.05)
    steps = epochs * -(-len(rows) // SIZE)
    plan = torch.optim.lr_scheduler.OneCycleLR(pace, rate, total_steps=steps + 1, pct_start=0.1)
    for epoch in range(epochs):
        net.train()
        total = count = 0.0
        for batch in _batches(rows, shuffle=True):
            told = net(beside([sample for sample, _ in batch]))
            loss = _loss(told, [lesson for _, lesson in batch])
            pace.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            pace.step()
            plan.step()
            total, count = total + float(loss.detach()), count + 1
        print(epoch, round(total / count, 4), time.strftime("%X"), flush=True)
    return net


def _loss(told: torch.Tensor, lessons: Sequence[Lesson]) -> torch.Tensor:
    """Return how unlikely it finds what is known of each."""
    wanted = torch.tensor([[each.worth, each.calm] for each in lessons])
    weight = torch.tensor([each.weight for each in lessons])[:, None] * ~wanted.isnan()
    each = F.binary_cross_entropy_with_logits(told, wanted.nan_to_num(), reduction="none")
    return (each * weight).sum() / len(lessons)


@torch.no_grad()
def told_by(net: CriticNet, found: Sequence[Sample]) -> NDArray[Any]:
    """Return the log-odds [samples, 2]."""
    net.eval()
    order = sorted(range(len(found)), key=lambda n: len(found[n].aligned.source))
    told = np.zeros((len(found), 2), np.float32)
    for at in range(0, len(order), SIZE):
        part = order[at : at + SIZE]
        told[part] = net(beside([found[n] for n in part])).numpy()
    return told


def copy(net: CriticNet) -> CriticNet:
    new = CriticNet()
    new.load_state_dict(net.state_dict())
    return new


def held_out(net: CriticNet, rows: Sequence[Row]) -> NDArray[Any]:
    """Return the log-odds [rows, 2] by networks that did not learn their drafts."""
    told, drafts = np.zeros((len(rows), 2)), [lesson.draft for _, lesson in rows]
    for learned, rest in GroupKFold(FOLDS).split(drafts, groups=drafts):
        own = fit(copy(net), [rows[n] for n in learned], LATER_EPOCHS, LATER_RATE)
        told[rest] = told_by(own, [rows[n][0] for n in rest])
    return told


def judged(reading: dict[str, Any]) -> Lesson:
    """Return what a reader's word teaches; of a version that stayed too hot, only that."""
    draft, version, word = reading["draft"], reading["rewrite"], reading["judgement"]
    if reading.get("what") == "hot":
        return Lesson(draft, version, calm=0.0)
    return Lesson(draft, version, float(word != "no"), nan if word == "no" else 1.0)


def export(net: CriticNet, axes: Axes, out: Path) -> None:
    """Write the network to `out`, in int8."""
    alone = Alone(net.eval(), torch.from_numpy(axes.mean), torch.from_numpy(axes.axes))
    states = torch.zeros(9, len(axes.mean))
    source = torch.tensor([0, 1, -1, 4, 5, 6, 7])
    given = (states[:7], states, source, source.clamp(0, 2), torch.tensor([2, 3]))
    inputs = {"version": "n", "draft": "s", "source": "n", "kinds": "n", "lost": "m"}
    with tempfile.TemporaryDirectory() as place:
        torch.onnx.export(
            alone,
            given,
            f"{place}/net.onnx",
            input_names=list(inputs),
            output_names=["odds"],
            dynamic_axes={name: {0: size} for name, size in inputs.items()},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(f"{place}/net.onnx", f"{place}/ready.onnx", skip_symbolic_shape=True)
        quantize_dynamic(f"{place}/ready.onnx", out, per_channel=True, weight_type=QuantType.QInt8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("reader", type=Path)
    parser.add_argument("--rivals", type=Path, nargs="*", default=[])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--begin", type=Path)
    asked = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    read = list(read_lines(READ))
    net = CriticNet()
    if asked.begin:
        held = torch.load(asked.begin)
        net.load_state_dict(held["net"])
        axes = Axes(held["mean"].numpy(), held["axes"].numpy())
    else:
        made = list(made_by_machine(asked.rivals, random.Random(0)))
        axes = main_axes(asked.reader, sorted({each.version for each in made}))
        fit(net, _rows(asked.reader, axes, made), EPOCHS, RATE)
    if asked.keep:
        shown = {"mean": torch.from_numpy(axes.mean), "axes": torch.from_numpy(axes.axes)}
        torch.save({"net": net.state_dict()} | shown, asked.keep)
    rows = _rows(asked.reader, axes, [judged(each) for each in read])
    told = held_out(net, rows)
    _show(read, rows, told)
    fit(net, rows, LATER_EPOCHS, LATER_RATE)
    asked.out.mkdir(parents=True, exist_ok=True)
    export(net, axes, asked.out / NET)
    (asked.out / TOLD).write_text(json.dumps(told.round(4).tolist()))


def _rows(reader: Path, axes: Axes, lessons: Sequence[Lesson]) -> list[Row]:
    found = samples(reader, axes, lessons)
    return list(zip(found, lessons, strict=True))


def _show(read: Sequence[dict[str, Any]], rows: Sequence[Row], told: NDArray[Any]) -> None:
    for name, said in (("said", True), ("cut", False)):
        chosen = [
            n
            for n, each in enumerate(read)
            if (each.get("by") == "decoder") == said and each["split"] != "train"
        ]
        wanted = np.array([(rows[n][1].worth, rows[n][1].calm) for n in chosen])
        for column, what in enumerate(("worth", "calm")):
            known = ~np.isnan(wanted[:, column])
            area = roc_auc_score(wanted[known, column], told[chosen, column][known])
            print(name, what, "held out, area", round(float(area), 3), flush=True)


if __name__ == "__main__":
    main()

"""The head that says what a careful editor would do with each word piece; and how it is attached.

    python -m training.edit_head MODEL_FOLDER OUT_FOLDER

It stands on the hidden states of a finished reader, which stays as it is: `MODEL_FOLDER` is read,
`OUT_FOLDER` gets the same model with one more output, `fates` [1, pieces, 3]: the probabilities to
keep a piece, to say it in other words, to drop it. Learned from the corpus's pairs of draft and
neutral version (training.edit_labels).
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, compose, helper, numpy_helper
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from app.modelstore.reader import STATES
from app.modelstore.session import session_of
from app.text import TextReader
from training.edit_labels import IGNORE, Pair, labels_of, pairs
from training.export import store
from training.fuse import Fusion
from training.groups import groups
from training.restore import head_of

LAYERS = (5, 3)
"""Whose outputs the head reads: the last layer knows the tone, one in the middle the grammar."""
WIDTH, DROPOUT, REACH = 192, 0.15, 5
EPOCHS, BATCH, RATE = 5, 32, 2e-3
LONGEST, STATE = 254, 768
"""Pieces of a draft that are looked at; width of a hidden state."""
HIDDEN = "/encoder/encoder/layer.{}/output/LayerNorm/LayerNormalization_output_0"


class EditHead(nn.Module):
    """Two convolutions over the pieces, the second one with gaps; hidden states in, scores out."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.into, self.norm = nn.Linear(width, WIDTH), nn.LayerNorm(WIDTH)
        self.near = nn.Conv1d(WIDTH, WIDTH, REACH, padding=REACH // 2)
        self.far = nn.Conv1d(WIDTH, WIDTH, REACH, padding=REACH // 2 * 2, dilation=2)
        self.drop, self.out = nn.Dropout(DROPOUT), nn.Linear(WIDTH, 3)

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return scores [n, pieces, 3] of `hidden` [n, pieces, width]; `mask` is [n, 1, pieces]."""
        h = self.drop(F.gelu(self.norm(self.into(self.drop(hidden)))))
        h = h.transpose(1, 2)
        h = h + self.drop(F.gelu(self.near(h * mask)))
        h = h + self.drop(F.gelu(self.far(h * mask)))
        return self.out(h.transpose(1, 2))


class Framed(nn.Module):
    """The head as it is attached: a text alone, framed by two signs that get no answer."""

    def __init__(self, head: EditHead) -> None:
        super().__init__()
        self.head = head

    def forward(self, last: torch.Tensor, middle: torch.Tensor) -> torch.Tensor:
        hidden = torch.cat([last, middle], -1)[:, 1:-1]
        mask = torch.ones_like(hidden[:, :, :1]).transpose(1, 2)
        return self.head(hidden, mask).softmax(-1)


class Example:
    """One draft: hidden states [pieces, width], half precision, and labels [pieces]."""

    def __init__(self, pair: Pair, hidden: NDArray[np.float16], labels: NDArray[np.int64]) -> None:
        self.pair, self.hidden, self.labels = pair, hidden, labels


def examples(folder: Path, splits: Sequence[str]) -> list[Example]:
    """Return the pairs of `splits` as the reader in `folder` sees them, each read alone."""
    model = onnx.load(str(folder / "model.onnx"))
    names = [HIDDEN.format(layer) for layer in LAYERS]
    for name in names:
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    session = session_of(model.SerializeToString())
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    first, last = tokenizer.encode("").ids
    texts, found = TextReader(), []
    for pair in pairs(splits):
        draft, neutral = texts.read(pair.draft).clean, texts.read(pair.neutral).clean
        encoded = tokenizer.encode(draft, add_special_tokens=False)
        ids = np.array([[first, *encoded.ids[:LONGEST], last]], np.int64)
        states = session.run(names, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        hidden = np.concatenate([each[0, 1:-1] for each in states], -1).astype(np.float16)
        labels = labels_of(draft, neutral, encoded.offsets[:LONGEST])
        found.append(Example(pair, hidden, labels))
    return found


def batches(
    found: Sequence[Example], *, shuffle: bool
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Yield hidden states, masks and labels of drafts of like length."""
    for group in groups(found, BATCH, lambda each: len(each.labels), shuffle=shuffle):
        longest = max(len(each.labels) for each in group)
        hidden = torch.zeros(len(group), longest, group[0].hidden.shape[1])
        labels = torch.full((len(group), longest), IGNORE)
        mask = torch.zeros(len(group), 1, longest)
        for row, each in enumerate(group):
            size = len(each.labels)
            hidden[row, :size] = torch.from_numpy(each.hidden.astype(np.float32))
            labels[row, :size] = torch.from_numpy(each.labels)
            mask[row, 0, :size] = 1
        yield hidden, mask, labels


def fit(train: Sequence[Example], dev: Sequence[Example]) -> EditHead:
    head = EditHead(train[0].hidden.shape[1])
    steps = EPOCHS * -(-len(train) // BATCH)
    pace = torch.optim.AdamW(head.parameters(), lr=RATE / 2, weight_decay=0.01)
    plan = torch.optim.lr_scheduler.OneCycleLR(pace, RATE, steps)
    for epoch in range(EPOCHS):
        head.train()
        for hidden, mask, labels in batches(train, shuffle=True):
            scores = head(hidden, mask).flatten(0, 1)
            loss = F.cross_entropy(scores, labels.flatten(), ignore_index=IGNORE)
            pace.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            pace.step()
            plan.step()
        print(epoch + 1, measure(head, dev), flush=True)
    return head


def measure(head: EditHead, dev: Sequence[Example]) -> dict[str, float]:
    """Return how well kept and dropped pieces of dev are told apart, as areas under the curve."""
    head.eval()
    shares, labels = [], []
    with torch.no_grad():
        for hidden, mask, known in batches(dev, shuffle=False):
            said = head(hidden, mask).softmax(-1)
            shares.append(said[known != IGNORE].numpy())
            labels.append(known[known != IGNORE].numpy())
    share, label = np.concatenate(shares), np.concatenate(labels)
    return {
        "keep_auc_dev": round(float(roc_auc_score(label == 0, share[:, 0])), 3),
        "drop_auc_dev": round(float(roc_auc_score(label == 2, share[:, 2])), 3),
    }


def attach(head: EditHead, folder: Path, out: Path) -> dict[str, dict[str, str]]:
    """Write the model of `folder` with the head on it to `out`; return what the manifest says."""
    head.eval()
    states = torch.zeros(1, 6, STATE)
    with tempfile.TemporaryDirectory() as place:
        torch.onnx.export(
            Framed(head),
            (states, states),
            f"{place}/head.onnx",
            input_names=["last", "middle"],
            output_names=["fates"],
            dynamic_axes={name: {1: "length"} for name in ("last", "middle")},
            opset_version=17,
            dynamo=False,
        )
        upper = compose.add_prefix(onnx.load(f"{place}/head.onnx"), "edit/", rename_outputs=False)
    _halve(upper)
    lower = onnx.load(str(folder / "model.onnx"))
    upper.ir_version = lower.ir_version
    names = [HIDDEN.format(layer) for layer in LAYERS]
    for name in names:
        lower.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    show_states(lower)
    held = [each for each in lower.opset_import if each.domain not in ("", "ai.onnx.ml")]
    upper.opset_import.extend(held)
    both = compose.merge_models(
        lower,
        upper,
        io_map=[(names[0], "edit/last"), (names[1], "edit/middle")],
        outputs=["post", "token", "fates", *STATES],
    )
    onnx.checker.check_model(both)
    Fusion(both).run()
    return store(both, out / "model.onnx")


def show_states(model: onnx.ModelProto) -> None:
    """Let those who run the model ask for the hidden states of LAYERS, under their own names."""
    for layer, name in zip(LAYERS, STATES, strict=True):
        shape = (1, "pieces", STATE)
        model.graph.node.append(helper.make_node("Identity", [HIDDEN.format(layer)], [name]))
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))


def _halve(model: onnx.ModelProto) -> None:
    """Store the weights in half precision; the runtime widens them once, when it loads them."""
    casts = []
    for weight in list(model.graph.initializer):
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < 1000:
            continue
        small = numpy_helper.from_array(
            numpy_helper.to_array(weight).astype(np.float16), f"{weight.name}/half"
        )
        casts.append(helper.make_node("Cast", [small.name], [weight.name], to=TensorProto.FLOAT))
        model.graph.initializer.remove(weight)
        model.graph.initializer.append(small)
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--head", type=Path, help="a reader whose head to attach as it is")
    asked = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    dev = examples(asked.model, ["dev"])
    if asked.head:
        head = EditHead(dev[0].hidden.shape[1])
        head.load_state_dict(head_of(asked.head))
    else:
        head = fit(examples(asked.model, ["train", "harvest"]), dev)
    files = attach(head, asked.model, asked.out)
    told = json.loads((asked.model / "manifest.json").read_text("utf-8"))
    told["name"], told["created"] = asked.out.name, datetime.now(UTC).date().isoformat()
    told.update(files)
    stands_on = asked.model.name
    if asked.head:
        known = json.loads((asked.head / "manifest.json").read_text("utf-8"))
        stands_on = known["edits"]["stands_on"]
    told["edits"] = {"stands_on": stands_on, **measure(head, dev)}
    (asked.out / "tokenizer.json").write_bytes((asked.model / "tokenizer.json").read_bytes())
    (asked.out / "manifest.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

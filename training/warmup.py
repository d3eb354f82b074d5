"""Intermediate task: emotions, toxic words, sarcasm and valence from permissively licensed sets.

    python -m training.warmup BASE DATA_FOLDER OUT_FOLDER [--epochs 1]

The sets (marked T in the data folder's README) teach the encoder how people sound online before it
meets our own posts; only weights come out, no text.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import AutoModel

from training.lines import read_lines
from training.precision import halves
from training.tokens import load_tokenizer

EMOTIONS = 28


def _goemotions(folder: Path) -> list[dict[str, Any]]:
    rows = list(read_lines(folder / "goemotions/train.jsonl"))
    names = sorted({label for row in rows for label in row["label"]})
    return [
        {"text": r["text"], "task": "emotion", "y": [float(n in r["label"]) for n in names]}
        for r in rows
    ]


def _toxic_spans(folder: Path) -> list[dict[str, Any]]:
    rows = read_lines(folder / "toxic_spans/data.jsonl")
    return [
        {"text": r["text"], "task": "toxic", "y": [(s[0], s[1]) for s in r["spans"]]}
        for r in rows
        if r["split"] == "train" and len(r["text"]) < 400
    ]


def _flags(folder: Path) -> list[dict[str, Any]]:
    sarcasm = read_lines(folder / "isarcasm/data.jsonl")
    rows = [
        {"text": r["text"], "task": "sarcasm", "y": [float(r["label"] == "sarcastic")]}
        for r in sarcasm
        if r["split"] == "train"
    ]
    rows += [
        {"text": r["text"], "task": "toxicity", "y": [float(r["label"] == "Toxic")]}
        for r in read_lines(folder / "surge_toxicity/data.jsonl")
    ]
    rows += [
        {"text": r["text"], "task": "valence", "y": [r["score"] / 4]}
        for r in read_lines(folder / "vader_tweets/data.jsonl")
    ]
    return rows


class WarmUp(nn.Module):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.heads = nn.ModuleDict(
            {
                "emotion": nn.Linear(width, EMOTIONS),
                "toxic": nn.Linear(width, 1),
                "sarcasm": nn.Linear(width, 1),
                "toxicity": nn.Linear(width, 1),
                "valence": nn.Linear(width, 1),
            }
        )

    def loss(self, task: str, rows: list[dict[str, Any]], tokenizer: Tokenizer) -> torch.Tensor:
        encoded = tokenizer.encode_batch([r["text"] for r in rows])
        ids = torch.tensor([e.ids for e in encoded])
        mask = torch.tensor([e.attention_mask for e in encoded])
        tokens = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        if task == "toxic":
            wanted = [
                [float(any(s < end and start < t for s, t in r["y"])) for start, end in e.offsets]
                for r, e in zip(rows, encoded, strict=True)
            ]
            losses = F.binary_cross_entropy_with_logits(
                self.heads[task](tokens).squeeze(-1), torch.tensor(wanted), reduction="none"
            )
            return 4 * (losses * mask).sum() / mask.sum()
        weight = mask.unsqueeze(-1).float()
        pooled = (tokens * weight).sum(1) / weight.sum(1)
        wanted = torch.tensor([r["y"] for r in rows])
        if task == "valence":
            return 4 * F.mse_loss(torch.tanh(self.heads[task](pooled)), wanted)
        scale = 8.0 if task == "emotion" else 1.0
        return scale * F.binary_cross_entropy_with_logits(self.heads[task](pooled), wanted)


def run(
    base: str, folder: Path, out: Path, epochs: int, rate: float, threads: int, most: int
) -> None:
    torch.manual_seed(7)
    torch.set_flush_denormal(True)
    torch.set_num_threads(threads)
    rng = random.Random(7)
    tokenizer = load_tokenizer(base, 128)
    rows = []
    for task in (_goemotions, _toxic_spans, _flags):
        found = task(folder)
        rng.shuffle(found)
        rows += found[:most]
    model = WarmUp(base)
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, fused=True)
    chunks = []
    for task in model.heads:
        mine = sorted((r for r in rows if r["task"] == task), key=lambda r: len(r["text"]))
        chunks += [(task, mine[i : i + 48]) for i in range(0, len(mine), 48)]
    steps, done, began = epochs * len(chunks), 0, time.time()
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=steps, pct_start=0.05, anneal_strategy="linear"
    )
    for _ in range(epochs):
        rng.shuffle(chunks)
        for task, chunk in chunks:
            with halves():
                loss = model.loss(task, chunk, tokenizer)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            done += 1
            if done % 50 == 0:
                print(
                    f"{done}/{steps} {task} {loss.item():.3f} {time.time() - began:.0f}s",
                    flush=True,
                )
    model.encoder.save_pretrained(out)
    tokenizer.save(str(out / "tokenizer.json"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--most", type=int, default=100_000, help="rows of each set")
    args = parser.parse_args()
    run(args.base, args.folder, args.out, args.epochs, args.rate, args.threads, args.most)

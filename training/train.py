"""Fine-tune the encoder and its heads on our corpus.

    python -m training.train BASE OUT_FOLDER [--real DATA_FOLDER] [--epochs 4]

Seeded. Prints dev figures after each epoch and keeps the last epoch's weights. The test split is
never read here.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

from app.text import TextReader
from training import labels as L
from training import real
from training.augment import Augmenter
from training.calm import edited, neutrals
from training.data import Example, batches, corpus
from training.metrics import verdict_figures
from training.network import ToneNetwork, loss
from training.precision import halves
from training.tokens import load_tokenizer

HERE = Path(__file__).parent
PEOPLE = (HERE / "people.txt").read_text("utf-8").split()
"""First names of many origins."""


NEUTRALS = 9_000
"""Neutral versions that are read as posts of their own."""
HELD, HELD_SEED = 450, 7
"""How many real posts are held out, and which."""


@dataclass(frozen=True)
class Splits:
    train: list[Example]
    dev: list[Example]
    held: list[Example]


@torch.no_grad()
def judge(
    model: ToneNetwork, examples: list[Example], tokenizer: Tokenizer
) -> tuple[np.ndarray, np.ndarray, float]:
    """Return (wanted verdicts, probabilities [n, 3], mean loss)."""
    model.eval()
    wanted, given, losses = [], [], []
    for batch in batches(examples, tokenizer, 64, None):
        out = model.read(batch.ids, batch.mask)
        wanted.append(batch.verdict.numpy())
        given.append(torch.softmax(out.verdict.float(), -1).numpy())
        losses.append(
            nn.functional.cross_entropy(out.verdict.float(), batch.verdict).item() * len(batch.ids)
        )
    model.train()
    return np.concatenate(wanted), np.concatenate(given), sum(losses) / len(examples)


def say(name: str, wanted: np.ndarray, given: np.ndarray) -> None:
    figures = verdict_figures(list(wanted), list(given.argmax(1)), list(given[:, 2]))
    print(name, " ".join(f"{k}={v:.3f}" for k, v in figures.items()), flush=True)


def load(data: Path | None, reader: TextReader) -> Splits:
    """Return all posts; of the real ones 450 are held out, whatever the seed, and only measured."""
    parts = ("train", "harvest", "marked", "contrast")
    train = [e for part in parts for e in corpus(HERE / f"corpus/{part}.jsonl", reader)]
    train += [*edited(reader), *neutrals(reader, NEUTRALS, HELD_SEED)]
    held: list[Example] = []
    if data:
        posts = real.given(data, reader)
        random.Random(HELD_SEED).shuffle(posts)
        held = posts[:HELD]
        train += posts[HELD:] + real.ours(data, reader)
    return Splits(train, corpus(HERE / "corpus/dev.jsonl", reader), held)


def drawn(posts: list[Example], args: argparse.Namespace, rng: random.Random) -> list[Example]:
    """Return `args.posts` of the posts, or of those that an earlier run knew `args.share`."""
    if args.posts:
        return rng.sample(posts, args.posts)
    new = tuple(args.new)
    return [e for e in posts if (new and e.part.startswith(new)) or rng.random() < args.share]


def layers(model: ToneNetwork, rate: float, decay: float) -> list[dict[str, Any]]:
    """Return parameter groups: heads learn five times as fast, lower layers slower and slower."""
    depth = model.encoder.config.num_hidden_layers
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        found = re.search(r"layer\.(\d+)\.", name)
        if not name.startswith("encoder"):
            own = rate * 5
        else:
            own = rate * decay ** (depth - 1 - int(found[1]) if found else depth)
        groups.setdefault(own, []).append(parameter)
    return [{"params": params, "lr": own} for own, params in groups.items()]


def optimisation(model: ToneNetwork, args: argparse.Namespace, steps: int) -> tuple[Any, Any]:
    """Return (optimiser, schedule): AdamW, a short warm-up, then down to nothing on a line.

    With `--flat` the rate stays where the warm-up ends: another run is to go on from there.
    """
    groups = layers(model, args.rate, args.decay)
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    if args.flat:
        warm = max(int(0.06 * steps), 1)
        return optimiser, LambdaLR(optimiser, lambda step: min((step + 1) / warm, 1.0))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [g["lr"] for g in groups],
        total_steps=steps + 1,
        pct_start=0.06,
        anneal_strategy="linear",
    )
    return optimiser, schedule


def save(model: ToneNetwork, out: Path, told: dict[str, Any]) -> None:
    torch.save(model.state_dict(), out / "weights.pt")
    model.encoder.config.save_pretrained(out)
    (out / "run.json").write_text(json.dumps(told))


def run(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_flush_denormal(True)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    tokenizer = load_tokenizer(args.base, L.MAX_TOKENS)
    splits = load(args.real, TextReader())
    train = drawn(splits.train, args, rng)
    print(f"{len(train)} train, {len(splits.dev)} dev, {len(splits.held)} real dev", flush=True)
    view = Augmenter(train, PEOPLE, args.seed)
    model = ToneNetwork(args.base, trained=not args.go_on)
    if args.go_on:
        model.load_state_dict(torch.load(Path(args.base) / "weights.pt", weights_only=True))
    steps = args.epochs * (len(train) // args.batch + 1)
    optimiser, schedule = optimisation(model, args, steps)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(args.out / "tokenizer.json"))
    began = time.time()
    for epoch in range(args.epochs):
        total = 0.0
        seen = [view(e, args.rename, args.join, args.slip) for e in train]
        for number, batch in enumerate(batches(seen, tokenizer, args.batch, rng), 1):
            with halves():
                out = model.read(batch.ids, batch.mask)
            cost = loss(out, batch)
            cost.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += cost.item()
            if number % 50 == 0:
                print(
                    f"{epoch} {number} {total / number:.3f} {time.time() - began:.0f}s", flush=True
                )
        wanted, given, dev_loss = judge(model, splits.dev, tokenizer)
        say(f"epoch {epoch} dev loss={dev_loss:.4f}", wanted, given)
        if splits.held:
            say("   real", *judge(model, splits.held, tokenizer)[:2])
        save(model, args.out, {"epoch": epoch, "dev_loss": dev_loss, "posts": len(train)})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("out", type=Path)
    parser.add_argument("--real", type=Path, help="folder of outside data")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--decay", type=float, default=0.9, help="of the rate, per layer downwards")
    parser.add_argument("--rename", type=float, default=0.5, help="share of posts renamed")
    parser.add_argument("--join", type=float, default=0.07, help="share of posts made longer")
    parser.add_argument("--slip", type=float, default=0.15, help="share of posts mistyped")
    parser.add_argument("--posts", type=int, default=0, help="train on so many only (a curve)")
    parser.add_argument("--share", type=float, default=1.0, help="of the posts that are not new")
    parser.add_argument("--new", nargs="*", default=[], help="parts that are read whole")
    parser.add_argument("--flat", action="store_true", help="hold the rate: a run to go on from")
    parser.add_argument("--go-on", action="store_true", help="BASE is the folder of an earlier run")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    run(parser.parse_args())

"""Fine-tune the encoder and its heads on our corpus.

    python -m training.train BASE OUT_FOLDER [--real FILE] [--epochs 4]

Seeded. Prints dev figures after each epoch and keeps the weights with the best dev loss of the
verdict. The test split is never read here.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from app.text import TextReader
from training import labels as L
from training.data import Example, Renamer, batches, corpus, crop, real_posts
from training.metrics import verdict_figures
from training.network import ToneNetwork, loss

HERE = Path(__file__).parent
PEOPLE = [
    "Aisha",
    "Amir",
    "Anneke",
    "Arjun",
    "Bao",
    "Blessing",
    "Bram",
    "Carmen",
    "Chidi",
    "Chloe",
    "Dan",
    "Deepa",
    "Diego",
    "Dmitri",
    "Elena",
    "Emeka",
    "Fatima",
    "Femi",
    "Gareth",
    "Grace",
    "Hana",
    "Hiroshi",
    "Ines",
    "Ivan",
    "Jamal",
    "Jana",
    "Joao",
    "Jorge",
    "Karen",
    "Kofi",
    "Kwame",
    "Lars",
    "Leila",
    "Liam",
    "Lucia",
    "Maeve",
    "Marta",
    "Mei",
    "Mohammed",
    "Moses",
    "Nadia",
    "Ngozi",
    "Niamh",
    "Olga",
    "Omar",
    "Pablo",
    "Pawel",
    "Priya",
    "Quentin",
    "Rajesh",
    "Rosa",
    "Ruth",
    "Sanjay",
    "Sasha",
    "Sean",
    "Selin",
    "Sina",
    "Sofia",
    "Tariq",
    "Thabo",
    "Thandi",
    "Tomasz",
    "Uma",
    "Viktor",
    "Wei",
    "Xiang",
    "Yara",
    "Yusuf",
    "Zainab",
    "Zoe",
]


def load_tokenizer(base: str) -> Tokenizer:
    tokenizer = Tokenizer.from_file(f"{base}/tokenizer.json")
    tokenizer.enable_truncation(L.MAX_TOKENS)
    tokenizer.enable_padding()
    return tokenizer


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


def run(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_flush_denormal(True)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    reader, tokenizer = TextReader(), load_tokenizer(args.base)
    train = corpus(HERE / "corpus/train.jsonl", reader)
    dev = corpus(HERE / "corpus/dev.jsonl", reader)
    train += corpus(HERE / "corpus/harvest.jsonl", reader)
    real: list[Example] = []
    if args.real:
        posts = real_posts(args.real, reader)
        rng.shuffle(posts)
        real, posts = posts[:450], posts[450:]
        train += posts
    print(f"{len(train)} train, {len(dev)} dev, {len(real)} real dev", flush=True)
    rename = Renamer(train, PEOPLE, args.seed)
    model = ToneNetwork(args.base)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimiser = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "lr": args.rate},
            {"params": heads, "lr": args.rate * 5},
        ],
        weight_decay=0.01,
        fused=True,
    )
    steps = args.epochs * (len(train) // args.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [args.rate, args.rate * 5],
        total_steps=steps + 1,
        pct_start=0.06,
        anneal_strategy="linear",
    )
    began, best = time.time(), float("inf")
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(args.out / "tokenizer.json"))
    for epoch in range(args.epochs):
        total = 0.0
        renamed = [crop(rename(e, args.rename), rng) for e in train]
        for number, batch in enumerate(batches(renamed, tokenizer, args.batch, rng), 1):
            with torch.autocast("cpu", dtype=torch.bfloat16):
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
        wanted, given, dev_loss = judge(model, dev, tokenizer)
        say(f"epoch {epoch} dev loss={dev_loss:.4f}", wanted, given)
        if real:
            say("   real", *judge(model, real, tokenizer)[:2])
        if dev_loss < best or args.last:
            best = dev_loss
            torch.save(model.state_dict(), args.out / "weights.pt")
            model.encoder.config.save_pretrained(args.out)
            (args.out / "run.json").write_text(json.dumps({"epoch": epoch, "dev_loss": dev_loss}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("out", type=Path)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--rename", type=float, default=0.5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--last", action="store_true", help="keep the last epoch's weights")
    run(parser.parse_args())

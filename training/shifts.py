"""Where to draw the line between a label and none: on dev, per kind of finding and grievance.

Called by training.export; the rare labels were weighed up in training, so that a half is not where
they are told apart best.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.modelstore.session import session_of
from app.text import TextReader
from training import labels as L
from training.data import IGNORE, batches, corpus
from training.metrics import f1
from training.tokens import load_tokenizer

HERE = Path(__file__).parent
STEPS = np.arange(-3.0, 4.0, 0.2)
"""Log-odds that are tried as the line."""
FEW = 15
"""With fewer examples than this the line is not moved."""
LEAST_PRECISION = 0.25
"""Of what a line marks at least so much is right: where the best F1 is poor, better say less."""
Pairs = tuple[np.ndarray, np.ndarray]


def line(wanted: np.ndarray, scores: np.ndarray) -> tuple[float, float]:
    """Return (log-odds of the best line by F1, that F1)."""
    if wanted.sum() < FEW:
        return 0.0, f1(wanted, scores >= 0)
    tried = [
        (f1(wanted, scores >= step), -abs(step), float(step))
        for step in STEPS
        if (scores >= step).any() and wanted[scores >= step].mean() >= LEAST_PRECISION
    ]
    best = max(tried, default=(f1(wanted, scores >= STEPS[-1]), 0.0, float(STEPS[-1])))
    return best[2], best[0]


def dev_scores(model: Path) -> tuple[Pairs, Pairs]:
    """Return (wanted, log-odds) of pieces by kind, and of posts by grievance, over dev."""
    tokenizer = load_tokenizer(model, L.MAX_TOKENS)
    session = session_of(model / "model.onnx")
    posts = corpus(HERE / "corpus/dev.jsonl", TextReader())
    first = len(L.VERDICTS) + len(L.TARGETS) + 1
    found: list[list[np.ndarray]] = [[], [], [], []]
    for batch in batches(posts, tokenizer, 16, None):
        given = {"input_ids": batch.ids.numpy(), "attention_mask": batch.mask.numpy()}
        post, token = session.run(None, given)
        known = batch.risky[..., 0].numpy() != IGNORE
        tags = len(L.MENTION_TAGS)
        found[0].append(batch.risky.numpy()[known] > 0)
        found[1].append(token[known][:, tags : tags + len(L.KINDS)])
        found[2].append(batch.grievance.numpy() > 0)
        found[3].append(post[:, first : first + len(L.GRIEVANCES)])
    pieces, scores, raised, odds = (np.concatenate(each) for each in found)
    return (pieces, scores), (raised, odds)


def on_dev(model: Path) -> dict[str, dict[str, float]]:
    """Return the manifest's `shifts` for the model in the folder `model`; print their F1."""
    shifts: dict[str, dict[str, float]] = {}
    for name, names, (wanted, scores) in zip(
        ("kinds", "grievances"), (L.KINDS, L.GRIEVANCES), dev_scores(model), strict=True
    ):
        lines = [line(wanted[:, k], scores[:, k]) for k in range(len(names))]
        shifts[name] = {n: round(-at, 2) for n, (at, _) in zip(names, lines, strict=True)}
        shown = " ".join(f"{n}={best:.2f}" for n, (_, best) in zip(names, lines, strict=True))
        print(f"{name}: F1 on dev {shown} macro={np.mean([b for _, b in lines]):.3f}")
    return shifts

"""Fits the decoder that says a draft anew, above a middle layer of a finished reader.

    python -m training.recast READER OUT --encoder RUN --base BASE --data OUTSIDE_SETS
    python -m training.recast READER OUT --encoder RUN --base BASE --onward models/recast-v6
    python -m training.recast READER OUT --onward WEIGHTS [--rivals RIVALS ...]

The reader stays as it is. The decoder has upper layers of its own, which begin as those of the
reader (RUN, as training.restore writes it) and, above these, of the encoder that it was cut from
(BASE). Learned first from texts that were made worse and from ParaDetox (training.recast_noise),
then from the corpus's pairs of draft and neutral version (training.recast_pairs); no post of dev or
test is among them. With RIVALS, files of training.recast_rivals, it learns from what a decoder said
of these drafts, too.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from app.modelstore import LearnedReader
from training.lines import read_lines
from training.paradetox import learnable
from training.precision import halves
from training.recast_batches import SIZE, batches, loss_of, measure
from training.recast_export import export, manifest
from training.recast_net import RecastNet
from training.recast_noise import noisy
from training.recast_pairs import SPLITS, Example, Lesson, examples, lesson, vocabulary, written
from training.recast_start import blank, keep, kept, take_decoder, take_encoders

EPOCHS, RATE = 4, 1.5e-3
LOTS, GENTLE, LOW = 4, 3e-4, 8e-5
"""Where it goes on from weights that were fitted before: in how many lots it sees the older pairs,
how fast it learns, and how fast its own layers of the encoder do."""
SHORT, LONG = 100, 160
"""Most pieces of older drafts and of the latest that it goes on with: long ones take most time."""
RANKING, MOST = 2.0, 4
"""How much the order of rivals counts beside what editors said, and most rivals of one draft."""
NOISY = 12_000
"""Texts made worse that it begins with."""


def fit(
    net: RecastNet, epochs: Sequence[Sequence[Lesson]], dev: Sequence[Lesson], rate: float
) -> None:
    """Teach the decoder the lessons of each epoch in turn, at `rate` when it learns fastest.

    Its own layers of the encoder learn at LOW.
    """
    steps = sum(-(-len(each) // SIZE) for each in epochs)
    own = list(net.own.parameters())
    rest = [each for name, each in net.named_parameters() if not name.startswith("own.")]
    parts = [{"params": own}, {"params": rest}]
    pace = torch.optim.AdamW(parts, lr=rate, weight_decay=0.02, fused=True)
    plan = torch.optim.lr_scheduler.OneCycleLR(pace, [LOW, rate], steps, pct_start=0.12)
    for epoch, lessons in enumerate(epochs):
        net.train()
        for batch in batches(lessons, shuffle=True):
            with halves():
                loss = loss_of(net, batch, RANKING)
            pace.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            pace.step()
            plan.step()
        print(epoch, measure(net, dev), time.strftime("%X"), flush=True)


def lots(train: Sequence[Lesson], latest: int) -> list[Sequence[Lesson]]:
    """Return the lessons of one that goes on: all `latest` ones each time, beside older ones."""
    older = [each for each in train[: len(train) - latest] if len(each.states) <= SHORT]
    newer = [each for each in train[len(train) - latest :] if len(each.states) <= LONG]
    random.shuffle(older)
    return [[*older[number::LOTS], *newer] for number in range(LOTS)]


def rivals_in(files: Iterable[Path]) -> dict[str, list[tuple[str, float]]]:
    """Return for each draft at most MOST versions and what they are worth, the best and the worst
    among them.
    """
    found = {}
    for row in itertools.chain.from_iterable(map(read_lines, files)):
        told = [(each["text"], each["worth"]) for each in row["rivals"]]
        at = np.linspace(0, len(told) - 1, min(MOST, len(told))).round().astype(int)
        found[row["text"]] = [told[number] for number in at]
    return found


def lessons_of(found: Iterable[Example], words: Sequence[str]) -> list[Lesson]:
    ids = {word: number for number, word in enumerate(words)}
    return [lesson(each, ids) for each in found]


def started(asked: argparse.Namespace, train: Sequence[Example]) -> tuple[RecastNet, list[str]]:
    """Return the decoder that is to learn, and the words that it may say."""
    if asked.onward and asked.onward.is_file():
        return kept(asked.onward)
    words = vocabulary(train)
    if asked.onward:
        told = json.loads((asked.onward / "manifest.json").read_text("utf-8"))["vocabulary"]
        words = [*told, *(word for word in words if word not in set(told))]
    net = blank(words)
    take_encoders(net, asked.encoder, asked.base)
    if asked.onward:
        take_decoder(net, asked.onward)
    return net, words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, help="the reader's weights")
    parser.add_argument("--base", type=Path, help="the encoder that it was cut from")
    parser.add_argument("--data", type=Path, help="folder of the outside sets")
    parser.add_argument("--onward", type=Path, help="a shipped decoder, or weights that were kept")
    parser.add_argument("--latest", type=int, default=0, help="last pairs, to see in each lot")
    parser.add_argument("--rivals", type=Path, nargs="*", default=[], help="a decoder's versions")
    parser.add_argument("--keep", type=Path, help="file for the weights, to go on from later")
    asked = parser.parse_args()
    if bool(asked.data) == bool(asked.onward):
        parser.error("either --data, to begin, or --onward")
    torch.manual_seed(0)
    random.seed(0)
    torch.set_flush_denormal(True)
    reader = LearnedReader(asked.reader)
    train = list(examples(reader, written(SPLITS), rivals_in(asked.rivals)))
    net, words = started(asked, train)
    dev = lessons_of(examples(reader, written(["dev"])), words)
    known = lessons_of(train, words)
    if asked.onward:
        fit(net, lots(known, asked.latest), dev, GENTLE)
    else:
        made_worse = [*noisy(random.Random(0), NOISY), *learnable(asked.data)]
        first = lessons_of(examples(reader, made_worse), words)
        fit(net, [first, *[known] * EPOCHS], dev, RATE)
    if asked.keep:
        keep(net, words, asked.keep)
    export(net, asked.out)
    told = manifest(asked.out, reader.name, words, {"loss_per_piece_dev": measure(net, dev)})
    (asked.out / "manifest.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

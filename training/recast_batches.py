"""Lessons of the decoder in batches, and how unlikely it finds what was wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch.nn import functional as F

from app.modelstore.beams import UNKNOWN
from training.edit_labels import IGNORE
from training.groups import groups
from training.recast_net import FRAME, RecastNet
from training.recast_pairs import Lesson

SIZE = 32
Batch = tuple[tuple[torch.Tensor, ...], torch.Tensor]


def batches(found: Sequence[Lesson], *, shuffle: bool) -> Iterator[Batch]:
    """Yield what RecastNet takes, and the outcomes that are wanted [n, t]."""
    yield from map(_padded, groups(found, SIZE, _length, shuffle=shuffle))


def _length(each: Lesson) -> int:
    return len(each.states) + len(each.wanted)


def _padded(group: Sequence[Lesson]) -> Batch:
    count, width = len(group), group[0].states.shape[1]
    framed, said = max(len(g.states) for g in group), max(len(g.wanted) for g in group)
    states, mask = torch.zeros(count, framed, width), torch.zeros(count, framed)
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
        words = outcome >= size - FRAME
        wanted[row, :long] = torch.where(words, outcome - size + framed, outcome)
    return (states, mask, *ids, torch.arange(said).expand(count, said)), wanted


def loss_of(net: RecastNet, batch: Batch) -> torch.Tensor:
    given, wanted = batch
    return F.nll_loss(net(*given).flatten(0, 1), wanted.flatten(), ignore_index=IGNORE)


def measure(net: RecastNet, found: Sequence[Lesson]) -> float:
    """Return how unlikely it finds what editors said, per piece, as a logarithm."""
    net.eval()
    total = count = 0.0
    with torch.no_grad():
        for batch in batches(found, shuffle=False):
            known = float((batch[1] != IGNORE).sum())
            total, count = total + float(loss_of(net, batch)) * known, count + known
    return round(total / count, 4)

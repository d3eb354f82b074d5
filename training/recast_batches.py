"""Lessons of the decoder in batches, and how unlikely it finds what was wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch.nn import functional as F

from training.edit_labels import IGNORE
from training.groups import groups
from training.recast_net import FRAME, RecastNet
from training.recast_pairs import Lesson
from training.recast_ranking import Rivals, dictated, ranking_loss

SIZE = 32


class Batch(NamedTuple):
    """`states` [n, s, width] of drafts and `mask` [n, s]; `ids` [3, n, t] of what stands before
    each place, `wanted` [n, t]; versions that compete, where there are some.
    """

    states: torch.Tensor
    mask: torch.Tensor
    ids: torch.Tensor
    wanted: torch.Tensor
    rivals: Rivals | None


def batches(found: Sequence[Lesson], *, shuffle: bool) -> Iterator[Batch]:
    """Yield the lessons, SIZE of them at a time."""
    yield from map(_padded, groups(found, SIZE, _length, shuffle=shuffle))


def _length(each: Lesson) -> int:
    return len(each.states) + len(each.wanted)


def _padded(group: Sequence[Lesson]) -> Batch:
    width, framed = group[0].states.shape[1], max(len(g.states) for g in group)
    states, mask = torch.zeros(len(group), framed, width), torch.zeros(len(group), framed)
    for row, each in enumerate(group):
        states[row, : len(each.states)] = torch.from_numpy(each.states.astype(np.float32))
        mask[row, : len(each.states)] = 1
    told = [(each.dictation, each.wanted, len(each.states)) for each in group]
    return Batch(states, mask, *dictated(told, framed, FRAME), _rivals(group, framed))


def _rivals(group: Sequence[Lesson], framed: int) -> Rivals | None:
    owned = [(row, each, rival) for row, each in enumerate(group) for rival in each.rivals]
    if not owned:
        return None
    told = [(rival.dictation, rival.wanted, len(each.states)) for _, each, rival in owned]
    return Rivals(
        torch.tensor([row for row, _, _ in owned]),
        *dictated(told, framed, FRAME),
        torch.tensor([rival.worth for _, _, rival in owned]),
    )


def loss_of(net: RecastNet, batch: Batch, ranking: float = 0.0) -> torch.Tensor:
    """Return how unlikely it finds what was wanted, per piece.

    `ranking` times as much as that counts how far the rivals are from their order.
    """
    memory, mask = net.memory(batch.states, batch.mask), batch.mask[:, FRAME:]
    scores = net.told(memory, mask, *batch.ids, _places(batch.wanted))
    loss = F.nll_loss(scores.flatten(0, 1), batch.wanted.flatten(), ignore_index=IGNORE)
    if not ranking or batch.rivals is None:
        return loss
    rivals, own = batch.rivals, batch.rivals.owner
    told = net.told(memory[own], mask[own], *rivals.ids, _places(rivals.wanted))
    return loss + ranking * ranking_loss(told, rivals)


def _places(wanted: torch.Tensor) -> torch.Tensor:
    return torch.arange(wanted.shape[1]).expand(wanted.shape)


def measure(net: RecastNet, found: Sequence[Lesson]) -> float:
    """Return how unlikely it finds what editors said, per piece, as a logarithm."""
    net.eval()
    total = count = 0.0
    with torch.no_grad():
        for batch in batches(found, shuffle=False):
            known = float((batch.wanted != IGNORE).sum())
            total, count = total + float(loss_of(net, batch)) * known, count + known
    return round(total / count, 4)

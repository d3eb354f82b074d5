"""Which of its own versions a decoder should have found likelier, as a loss.

After Liu and others, "BRIO: Bringing Order to Abstractive Summarization" (2022): of two versions of
one draft the better one is to be the likelier per piece, by as much as it is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from app.modelstore.beams import UNKNOWN
from app.modelstore.copies import Dictation
from app.modelstore.recasting import UNSAID
from training.edit_labels import IGNORE

STEP = 1.0
"""How much likelier, as a logarithm per piece, a version is to be that is worth 1 more."""
ALIKE = 0.03
"""Versions whose worth differs by less are not told apart."""


class Rivals(NamedTuple):
    """Rivals of a batch, a row each: `owner` [m] is whose, `ids` [3, m, t] as RecastNet takes them,
    `wanted` [m, t], `worth` [m].
    """

    owner: torch.Tensor
    ids: torch.Tensor
    wanted: torch.Tensor
    worth: torch.Tensor


def dictated(
    told: Sequence[tuple[Dictation, NDArray[np.int64], int]], framed: int, frame: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids [3, rows, t] and outcomes [rows, t] of versions.

    Of each there are the dictation, what is wanted and how many states its draft has; `framed` is
    how many the longest one has, `frame` of them signs around the draft.
    """
    longest = max((len(wanted) for _, wanted, _ in told), default=0)
    ids = torch.full((3, len(told), longest), -1)
    ids[0] = UNKNOWN
    outcomes = torch.full((len(told), longest), IGNORE)
    for row, (given, wanted, size) in enumerate(told):
        for number, each in enumerate((given.said, given.copied, given.latest)):
            ids[number, row, : len(wanted)] = torch.from_numpy(each)
        outcome = torch.from_numpy(wanted)
        outcomes[row, : len(wanted)] = torch.where(
            outcome >= size - frame, outcome - size + framed, outcome
        )
    return ids, outcomes


def ranking_loss(scores: torch.Tensor, rivals: Rivals) -> torch.Tensor:
    """Return how far rivals are from their order; `scores` [m, t, outcomes] are logarithms."""
    known = rivals.wanted != IGNORE
    each = scores.gather(-1, rivals.wanted.clamp(min=0)[..., None])[..., 0].float()
    likely = (each.clamp(min=UNSAID) * known).sum(-1) / known.sum(-1)
    better = rivals.worth[:, None] - rivals.worth[None]
    pairs = (rivals.owner[:, None] == rivals.owner[None]) & (better > ALIKE)
    missing = F.relu(STEP * better - (likely[:, None] - likely[None]))
    return (missing * pairs).sum() / pairs.sum().clamp(min=1)

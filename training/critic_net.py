"""The critic's network: reads a version piece by piece beside what its draft said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from app.modelstore.aligned import LOST, Aligned
from training.recast_net import Looking

WIDTH, HEADS, LAYERS, DROP = 160, 4, 2, 0.2
AXES = 384
"""Main axes of the reader's states that it sees."""
PLACES = 256


class Beside(NamedTuple):
    """A batch of versions with their drafts, padded.

    On their main axes: `version` [b, n, AXES], `source` [b, n, AXES], the same pieces as they stood
    in the draft, zeros where one is new, `lost` [b, m, AXES]; `kinds` [b, n]; `places` [b, m] of
    the lost ones; `holds` [b, n] and `lacks` [b, m], false where there is padding.
    """

    version: torch.Tensor
    source: torch.Tensor
    kinds: torch.Tensor
    lost: torch.Tensor
    places: torch.Tensor
    holds: torch.Tensor
    lacks: torch.Tensor


class CriticNet(nn.Module):
    """Two layers of attention over a sign, a version and what it lacks -> log-odds [b, 2].

    That it says well what the draft says, and that nothing hot has stayed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.version, self.source, self.lost = (nn.Linear(AXES, WIDTH) for _ in range(3))
        self.kinds, self.places = nn.Embedding(LOST + 1, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.sign = nn.Parameter(torch.zeros(WIDTH))
        self.looks = nn.ModuleList(Looking(WIDTH, HEADS, DROP) for _ in range(LAYERS))
        self.norm, self.drop, self.out = (
            nn.LayerNorm(WIDTH),
            nn.Dropout(DROP),
            nn.Linear(2 * WIDTH, 2),
        )
        nn.init.normal_(self.places.weight, std=0.02)

    def forward(self, given: Beside) -> torch.Tensor:
        n = given.version.shape[1]
        version = self.version(self.drop(given.version)) + self.source(self.drop(given.source))
        version = version + self.kinds(given.kinds) + self.places(torch.arange(n))
        gone = torch.full_like(given.places, LOST)
        lost = self.lost(self.drop(given.lost)) + self.kinds(gone) + self.places(given.places)
        sign = self.sign.expand(len(version), 1, -1)
        seen = torch.cat([torch.ones_like(given.holds[:, :1]), given.holds, given.lacks], 1)
        mask = ((1.0 - seen.float()) * -1e4)[:, None, None]
        x = torch.cat([sign, version, lost], 1)
        for look in self.looks:
            x = look(x, mask)
        x, holds = self.norm(x), given.holds.float()[..., None]
        mean = (x[:, 1 : 1 + n] * holds).sum(1) / holds.sum(1).clamp(min=1)
        told: torch.Tensor = self.out(self.drop(torch.cat([x[:, 0], mean], -1)))
        return told


class Alone(nn.Module):
    """The network for one version, on the reader's states as they are.

    `version` [n, states], `draft` [s, states], `source` and `kinds` [n], `lost` [m] as in Aligned.
    """

    def __init__(self, net: CriticNet, mean: torch.Tensor, axes: torch.Tensor) -> None:
        super().__init__()
        self.net = net
        self.register_buffer("mean", mean)
        self.register_buffer("axes", axes)

    def forward(
        self,
        version: torch.Tensor,
        draft: torch.Tensor,
        source: torch.Tensor,
        kinds: torch.Tensor,
        lost: torch.Tensor,
    ) -> torch.Tensor:
        # One product for both: a processor without VNNI cannot load int8 weights that two share.
        both = (torch.cat([version, draft]) - self.mean) @ self.axes
        own, old = both[: len(source)], both[len(source) :]
        copied = (source >= 0).float()[:, None]
        told: torch.Tensor = self.net(
            Beside(
                own[None],
                (old[source.clamp(min=0)] * copied)[None],
                kinds[None],
                old[lost][None],
                lost.clamp(max=PLACES - 1)[None],
                torch.ones_like(source[None], dtype=torch.bool),
                torch.ones_like(lost[None], dtype=torch.bool),
            )
        )
        return told


class Sample(NamedTuple):
    """States on their main axes of a draft and a version, and how these go together."""

    draft: np.ndarray
    version: np.ndarray
    aligned: Aligned


def beside(samples: Sequence[Sample]) -> Beside:
    """Return samples as one batch."""
    size = len(samples)
    n = max(len(each.aligned.source) for each in samples)
    m = max(1, *(len(each.aligned.lost) for each in samples))
    version, source = np.zeros((2, size, n, AXES), np.float32)
    lost = np.zeros((size, m, AXES), np.float32)
    kinds, places = np.zeros((size, n), np.int64), np.zeros((size, m), np.int64)
    holds, lacks = np.zeros((size, n), bool), np.zeros((size, m), bool)
    for row, (old, own, told) in enumerate(samples):
        have, gone = len(told.source), len(told.lost)
        copied = np.flatnonzero(told.source >= 0)
        version[row, :have], holds[row, :have] = own[:have], True
        source[row, copied] = old[told.source[copied]]
        kinds[row, :have] = told.kinds
        lost[row, :gone], lacks[row, :gone] = old[told.lost], True
        places[row, :gone] = np.minimum(told.lost, PLACES - 1)
    found = (version, source, kinds, lost, places, holds, lacks)
    return Beside(*(torch.from_numpy(each) for each in found))

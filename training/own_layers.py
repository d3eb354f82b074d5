"""Upper layers of the encoder that the decoder has for itself, above a layer of the reader's."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import nn
from torch.nn import functional as F

BUCKETS, FAR = 32, 128
"""How many distances between pieces are told apart, and from where on all are one (MPNet's)."""
LONGEST = 256
"""Pieces of a draft and the two signs that frame it."""
_NAMES = {
    "q": "attention.attn.q",
    "k": "attention.attn.k",
    "v": "attention.attn.v",
    "o": "attention.attn.o",
    "n1": "attention.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "n2": "output.LayerNorm",
}
"""Our names of a layer's parts, and those that MPNet's weights have."""


class OwnLayer(nn.Module):
    """One layer of MPNet: attention with a bias by distance, then a wide layer, each normed."""

    def __init__(self, width: int, heads: int, wide: int, drop: float) -> None:
        super().__init__()
        self.h = heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, wide), nn.Linear(wide, width)
        self.n1, self.n2 = nn.LayerNorm(width, eps=1e-5), nn.LayerNorm(width, eps=1e-5)
        self.drop = nn.Dropout(drop)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Return [n, s, width] of `x`; `bias` is [n or 1, heads, s, s]."""
        n, s, width = x.shape
        q, k, v = (
            part(x).view(n, s, self.h, width // self.h).transpose(1, 2)
            for part in (self.q, self.k, self.v)
        )
        shares = (q @ k.transpose(-1, -2) / math.sqrt(width // self.h) + bias).softmax(-1)
        seen = (shares @ v).transpose(1, 2).reshape(n, s, width)
        x = self.n1(x + self.drop(self.o(seen)))
        return self.n2(x + self.drop(self.down(F.gelu(self.up(x)))))


class OwnLayers(nn.Module):
    """Layers of an encoder in a row, and the bias that they share."""

    def __init__(
        self, count: int, width: int = 768, heads: int = 12, wide: int = 3072, drop: float = 0.0
    ) -> None:
        super().__init__()
        self.layers = nn.ModuleList(OwnLayer(width, heads, wide, drop) for _ in range(count))
        self.distance = nn.Embedding(BUCKETS, heads)
        away = torch.arange(1 - LONGEST, LONGEST)
        self.register_buffer("bucket", bucket_of(away), persistent=False)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> list[torch.Tensor]:
        """Return what each layer makes of `x` [n, s, width]; `mask` [n, s] is 1 where it counts."""
        at = torch.arange(x.shape[1])
        away = self.bucket[at[None] - at[:, None] + LONGEST - 1]
        bias = self.distance(away).permute(2, 0, 1)[None] + (1 - mask[:, None, None]) * -1e9
        made = []
        for layer in self.layers:
            x = layer(x, bias)
            made.append(x)
        return made

    def take(self, weights: Mapping[str, torch.Tensor], first: int, into: int, count: int) -> None:
        """Take `count` layers of an encoder's weights from `first` on, as ours from `into` on."""
        for number in range(count):
            layer = self.layers[into + number]
            for ours, theirs in _NAMES.items():
                stem = f"encoder.layer.{first + number}.{theirs}"
                getattr(layer, ours).load_state_dict(
                    {part: weights[f"{stem}.{part}"] for part in ("weight", "bias")}
                )

    def take_distances(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Take the bias by distance of an encoder's weights."""
        self.distance.load_state_dict({"weight": weights["encoder.relative_attention_bias.weight"]})


def bucket_of(away: torch.Tensor) -> torch.Tensor:
    """Return the number of the distance `away` as MPNet counts: near ones singly, far ones less."""
    half = BUCKETS // 2
    near, size = half // 2, away.abs()
    far = near + (torch.log(size.clamp(min=1) / near) / math.log(FAR / near) * (half - near)).long()
    found: torch.Tensor = (away > 0).long() * half + torch.where(
        size < near, size, far.clamp(max=half - 1)
    )
    return found

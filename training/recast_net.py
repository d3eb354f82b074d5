"""The decoder of training.recast: copies of a draft's pieces, or words of a closed vocabulary."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import nn
from torch.nn import functional as F

from training.own_layers import OwnLayers

FRAME = 2
"""Signs that stand around the pieces of a draft."""
REACH = 12
"""How far from the piece after the latest copy a distance is still told apart."""
Pair = tuple[torch.Tensor, torch.Tensor]


class Layer(nn.Module):
    """Attention among the places themselves, then a wide layer."""

    def __init__(self, width: int, heads: int, drop: float) -> None:
        super().__init__()
        self.h = heads
        self.n1, self.n3 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.o1 = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)
        self.drop = nn.Dropout(drop)

    def split(self, x: torch.Tensor) -> torch.Tensor:
        """Return [n, heads, length, width / heads] of [n, length, width]."""
        n, length, width = x.shape
        return x.view(n, length, self.h, width // self.h).transpose(1, 2)

    def join(self, x: torch.Tensor) -> torch.Tensor:
        n, heads, length, size = x.shape
        return x.transpose(1, 2).reshape(n, length, heads * size)

    def parts(self, x: torch.Tensor) -> list[torch.Tensor]:
        """Return queries, keys and values of `x`, split."""
        return [self.split(part) for part in self.qkv(self.n1(x)).chunk(3, -1)]

    def wide(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.drop(self.down(F.gelu(self.up(self.n3(x)))))


class Looking(Layer):
    """The draft's places among themselves: what each one means for saying it anew."""

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return [n, s, width] of `x`; `mask` [n, 1, 1, s] is 0 where a place counts, else low."""
        return self.wide(x + self.drop(self.o1(self.join(_attend(*self.parts(x), mask)))))


class Block(Layer):
    """Attention over what was said, then over the draft's memory, then a wide layer."""

    def __init__(self, width: int, heads: int, drop: float) -> None:
        super().__init__(width, heads, drop)
        self.n2 = nn.LayerNorm(width)
        self.q, self.o2 = nn.Linear(width, width), nn.Linear(width, width)
        self.kv = nn.Linear(width, 2 * width)

    def forward(self, x: torch.Tensor, memory: Pair, mask: torch.Tensor) -> torch.Tensor:
        """Return [n, t, width] of `x`; `mask` [n, 1, 1, s] is as in Looking."""
        own = F.scaled_dot_product_attention(*self.parts(x), is_causal=True)
        x = x + self.drop(self.o1(self.join(own)))
        q = self.split(self.q(self.n2(x)))
        seen = F.scaled_dot_product_attention(q, *memory, attn_mask=mask)
        return self.wide(x + self.drop(self.o2(self.join(seen))))

    def step(
        self, x: torch.Tensor, cache: Pair, memory: Pair, mask: torch.Tensor
    ) -> tuple[torch.Tensor, Pair]:
        """Return the last places alone, and the cache with them; no place of memory is padding.

        `mask` [t, all places] is 0 where a place may be looked at, else very low.
        """
        q, k, v = self.parts(x)
        k, v = torch.cat([cache[0], k], 2), torch.cat([cache[1], v], 2)
        x = x + self.o1(self.join(_attend(q, k, v, mask)))
        q = self.split(self.q(self.n2(x)))
        return self.wide(x + self.o2(self.join(_attend(q, *memory)))), (k, v)


class RecastNet(nn.Module):
    """Ids of the vocabulary: 0 the end, 1 unknown, last the sign before the first piece."""

    def __init__(
        self,
        states: int,
        vocabulary: int,
        width: int,
        looks: int,
        layers: int,
        longest: int,
        own: Sequence[int],
        drop: float = 0.2,
    ) -> None:
        """`own` are how many layers of the encoder it has for itself, up to each that it hears."""
        super().__init__()
        self.d, self.vocab, self.states, d = width, vocabulary, states, width
        self.heard, self.own = [each - 1 for each in own], OwnLayers(own[-1], states)
        self.indrop = nn.Dropout(drop)
        self.into, self.norm = nn.Linear((1 + len(own)) * states, d), nn.LayerNorm(d)
        self.mix = nn.Conv1d(d, d, 3, padding=1)
        self.emb = nn.Embedding(vocabulary + 1, d)
        self.pos, self.spos = nn.Embedding(longest + 2, d), nn.Embedding(longest + 2, d)
        self.said, self.here, self.next = (nn.Linear(d, d) for _ in range(3))
        self.looks = nn.ModuleList(Looking(d, 4, drop) for _ in range(looks))
        self.blocks = nn.ModuleList(Block(d, 4, drop) for _ in range(layers))
        self.out = nn.LayerNorm(d)
        self.cq, self.ck, self.gq = (nn.Linear(d, d) for _ in range(3))
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.rel, self.gate = nn.Embedding(2 * REACH + 3, 1), nn.Linear(d, 1)
        for table, spread in ((self.emb, 0.05), (self.pos, 0.02), (self.spos, 0.02), (self.rel, 0)):
            nn.init.normal_(table.weight, std=spread)

    def memory(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return [n, s - 2, width] of the reader's states [n, s, states]; `mask` [n, s] is theirs.

        Without the signs that frame the draft.
        """
        made = self.own(states, mask)
        heard = torch.cat([made[self.heard[0]], states, *(made[n] for n in self.heard[1:])], -1)
        mask = mask[:, 2:]
        m = self.norm(self.into(self.indrop(heard[:, 1:-1])))
        m = m + F.gelu(self.mix((m * mask[..., None]).transpose(1, 2)).transpose(1, 2))
        m = m + self.spos.weight[: m.shape[1]]
        for look in self.looks:
            m = look(m, _low(mask))
        return m

    def held(self, memory: torch.Tensor) -> list[Pair]:
        return [
            tuple(block.split(p) for p in block.kv(memory).chunk(2, -1)) for block in self.blocks
        ]

    def embed(
        self,
        memory: torch.Tensor,
        said: torch.Tensor,
        copied: torch.Tensor,
        latest: torch.Tensor,
        at: torch.Tensor,
    ) -> torch.Tensor:
        """Return [n, t, width] of the outcomes before each place, [n, t] each; -1 for none.

        `said` is a word of the vocabulary, `copied` a piece of the draft, `latest` the piece copied
        last: what stands there, and what stands after it, is what may come next.
        """

        def place(where: torch.Tensor) -> torch.Tensor:
            shape = (*where.shape, self.d)
            index = where.clamp(min=0)[..., None].expand(shape)
            return memory.expand(where.shape[0], -1, -1).gather(1, index)

        size = memory.shape[1]
        x = torch.where((copied >= 0)[..., None], self.said(place(copied)), self.emb(said.clamp(0)))
        none = torch.zeros_like(x)
        x = x + torch.where((latest >= 0)[..., None], self.here(place(latest)), none)
        after = place((latest + 1).clamp(max=size - 1))
        x = x + torch.where((latest + 1 < size)[..., None], self.next(after), none)
        return x + self.pos(at)

    def scores(
        self, x: torch.Tensor, keys: torch.Tensor, mask: torch.Tensor, latest: torch.Tensor
    ) -> torch.Tensor:
        """Return logarithms of probabilities [n, t, s + vocabulary]: copies first, then words."""
        x = self.out(x)
        copies = self.cq(x) @ keys.transpose(1, 2) / math.sqrt(self.d)
        away = torch.arange(keys.shape[1])[None, None] - latest[..., None] - 1
        copies = copies + self.rel(away.clamp(-REACH - 1, REACH + 1) + REACH + 1)[..., 0]
        copies = copies.masked_fill(mask[:, None] == 0, -1e9)
        words = self.gq(x) @ self.emb.weight[: self.vocab].T + self.bias
        gate = self.gate(x)
        return torch.cat(
            [
                copies.log_softmax(-1) + F.logsigmoid(gate),
                words.log_softmax(-1) + F.logsigmoid(-gate),
            ],
            -1,
        )

    def told(
        self,
        memory: torch.Tensor,
        mask: torch.Tensor,
        said: torch.Tensor,
        copied: torch.Tensor,
        latest: torch.Tensor,
        at: torch.Tensor,
    ) -> torch.Tensor:
        """Return the scores of versions of drafts whose memory is known, one row of it for each."""
        x = self.embed(memory, said, copied, latest, at)
        for block, held in zip(self.blocks, self.held(memory), strict=True):
            x = block(x, held, _low(mask))
        return self.scores(x, self.ck(memory), mask, latest)


class Opening(nn.Module):
    """What is worked out once for a draft."""

    def __init__(self, net: RecastNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, middle: torch.Tensor) -> Sequence[torch.Tensor]:
        """Return memory [1, s, d], keys [1, s, d] and held [2 layers, heads, s, d / heads]."""
        memory = self.net.memory(middle, torch.ones_like(middle[..., 0]))
        held = [each for pair in self.net.held(memory) for each in pair]
        return memory, self.net.ck(memory), torch.cat(held)


class Stepping(nn.Module):
    """The next places of all beams: one while it writes, all of a text that is known."""

    def __init__(self, net: RecastNet) -> None:
        super().__init__()
        self.net = net

    def forward(
        self,
        memory: torch.Tensor,
        keys: torch.Tensor,
        held: torch.Tensor,
        cache: torch.Tensor,
        said: torch.Tensor,
        copied: torch.Tensor,
        latest: torch.Tensor,
        at: torch.Tensor,
    ) -> Sequence[torch.Tensor]:
        """Return scores [beams, t, s + vocabulary] and the cache with these places in it.

        `said`, `copied` and `latest` are [beams, t], `at` [t]; a cache is [2 layers, beams, heads,
        places, d / heads].
        """
        net = self.net
        begun = torch.where(said < 0, torch.full_like(said, net.vocab), said)
        x = net.embed(memory, begun, copied, latest, at)
        places = torch.arange(cache.shape[3] + at.shape[0])
        mask = (places[None] > at[:, None]).to(x.dtype) * -1e9
        after = []
        for number, block in enumerate(net.blocks):
            pair = cache[2 * number], cache[2 * number + 1]
            seen = held[2 * number][None], held[2 * number + 1][None]
            x, kept = block.step(x, pair, seen, mask)
            after += [each[None] for each in kept]
        return net.scores(x, keys, torch.ones_like(keys[..., 0]), latest), torch.cat(after)


def _low(mask: torch.Tensor) -> torch.Tensor:
    """Return [n, 1, 1, s] of `mask` [n, s]: 0 where it is 1, very low where it is 0."""
    return (1 - mask[:, None, None]) * -1e9


def _attend(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor | float = 0.0
) -> torch.Tensor:
    return (q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + mask).softmax(-1) @ v

"""The encoder and its heads."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F
from transformers import AutoConfig, AutoModel

from training import labels as L
from training.data import IGNORE, Batch


@dataclass(frozen=True)
class Outputs:
    """Raw scores; `tokens` hidden states stay inside."""

    verdict: torch.Tensor
    target: torch.Tensor
    heat: torch.Tensor
    grievance: torch.Tensor
    kinds: torch.Tensor
    mention_tags: torch.Tensor
    risky: torch.Tensor
    sentence: torch.Tensor  # per piece; a sentence's score is the mean over its pieces


def _encoder(base: str, *, trained: bool) -> nn.Module:
    """Return the encoder in `base`, with its weights, or blank from its config alone.

    Attention drops nothing: drawing the masks took a ninth of a step, and the layers drop anyway.
    """
    config = AutoConfig.from_pretrained(base)
    config.attention_probs_dropout_prob = 0.0
    if trained:
        return AutoModel.from_pretrained(base, config=config, add_pooling_layer=False)
    return AutoModel.from_config(config, add_pooling_layer=False)


MIXED = 384
"""Widest that the pooled reading of a post is."""


class ToneNetwork(nn.Module):
    """One pass: post heads on mean and max pooling, token heads on each piece."""

    def __init__(self, base: str, dropout: float = 0.1, *, trained: bool = True) -> None:
        super().__init__()
        self.encoder = _encoder(base, trained=trained)
        width = self.encoder.config.hidden_size
        mixed = min(width, MIXED)
        self.mix = nn.Sequential(nn.Linear(3 * width, mixed), nn.GELU(), nn.Dropout(dropout))
        self.drop = nn.Dropout(dropout)
        posts = len(L.VERDICTS) + len(L.TARGETS) + 1 + len(L.GRIEVANCES) + len(L.KINDS)
        self.post = nn.Linear(mixed, posts)
        self.token = nn.Linear(width, len(L.MENTION_TAGS) + len(L.KINDS) + len(L.VERDICTS))

    def hidden(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return (post scores [n, 27], token scores [n, length, 28])."""
        tokens = self.hidden(ids, mask)
        weight = mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * weight).sum(1) / weight.sum(1)
        highest = (tokens + (weight - 1) * 1e4).max(1).values
        pooled = self.mix(torch.cat([tokens[:, 0], mean, highest], -1))
        return self.post(pooled), self.token(self.drop(tokens))

    def read(self, ids: torch.Tensor, mask: torch.Tensor) -> Outputs:
        post, token = (scores.float() for scores in self(ids, mask))
        v, t, h, g, k = post.split(
            [len(L.VERDICTS), len(L.TARGETS), 1, len(L.GRIEVANCES), len(L.KINDS)], -1
        )
        tags, risky, sentence = token.split(
            [len(L.MENTION_TAGS), len(L.KINDS), len(L.VERDICTS)], -1
        )
        return Outputs(v, t, h.squeeze(-1), g, k, tags, risky, sentence)


def sentence_scores(scores: torch.Tensor, sentence_of: torch.Tensor, count: int) -> torch.Tensor:
    """Return the mean of the piece scores per sentence, [count, 3]."""
    flat, rows = scores.reshape(-1, scores.shape[-1]), sentence_of.reshape(-1)
    flat, rows = flat[rows >= 0], rows[rows >= 0]
    total = torch.zeros(count, flat.shape[-1]).index_add_(0, rows, flat.float())
    pieces = torch.zeros(count).index_add_(0, rows, torch.ones(len(rows)))
    return total / pieces.clamp(min=1).unsqueeze(-1)


RARE = {"threat": 3.0, "accusation": 3.0, "boycott": 4.0, "profanity": 4.0} | dict.fromkeys(
    ("shaming", "generalising", "leak", "vague"), 8.0
)
"""Kinds with few marked words, and how much more such a word counts: under 2 % of all words."""
RISKY_WEIGHT = torch.tensor([RARE.get(kind, 2.0) for kind in L.KINDS])
KIND_WEIGHT = torch.full((len(L.KINDS),), 2.0)
GRIEVANCE_WEIGHT = torch.full((len(L.GRIEVANCES),), 6.0)
"""How much more a present label counts than an absent one: they are rare."""


def loss(out: Outputs, batch: Batch) -> torch.Tensor:
    """Return the weighted sum of all heads' losses over what is known."""
    weight = batch.weight
    total = _mean(
        F.cross_entropy(
            out.verdict, batch.verdict, ignore_index=IGNORE, reduction="none", label_smoothing=0.05
        ),
        weight * (batch.verdict != IGNORE),
    )
    has_soft = batch.soft.sum(-1) > 0
    if has_soft.any():
        soft = -(batch.soft * F.log_softmax(out.verdict, -1)).sum(-1)
        total = total + _mean(soft, weight * has_soft)
    calm = -torch.log1p(-F.softmax(out.verdict, -1)[:, L.VERDICTS.index("warn")] + 1e-6)
    total = total + _mean(calm, weight * batch.calm * (batch.verdict == IGNORE))
    heat = F.mse_loss(torch.sigmoid(out.heat), batch.heat.clamp(0, 1), reduction="none")
    total = total + 2.0 * _mean(heat, weight * (batch.heat >= 0))
    target = F.cross_entropy(out.target, batch.target, ignore_index=IGNORE, reduction="none")
    total = total + 0.5 * _mean(target, weight * (batch.target != IGNORE))
    total = total + 2.0 * _known(out.grievance, batch.grievance, GRIEVANCE_WEIGHT)
    total = total + 1.0 * _known(out.kinds, batch.kinds, KIND_WEIGHT)
    total = total + 5.0 * _known(out.risky, batch.risky, RISKY_WEIGHT)
    tags = F.cross_entropy(
        out.mention_tags.flatten(0, 1).float(),
        batch.mention_tags.flatten(),
        ignore_index=IGNORE,
        reduction="none",
    )
    total = total + 1.0 * _mean(tags, (batch.mention_tags.flatten() != IGNORE).float())
    rows = sentence_scores(out.sentence, batch.sentence_of, len(batch.sentence_verdict))
    sentences = F.cross_entropy(rows, batch.sentence_verdict, ignore_index=IGNORE, reduction="none")
    return total + 0.5 * _mean(sentences, (batch.sentence_verdict != IGNORE).float())


def _mean(losses: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return (losses * weight).sum() / weight.sum().clamp(min=1e-6)


def _known(
    scores: torch.Tensor, wanted: torch.Tensor, positive: torch.Tensor | None = None
) -> torch.Tensor:
    known = wanted >= 0
    losses = F.binary_cross_entropy_with_logits(
        scores, wanted.clamp(0, 1), pos_weight=positive, reduction="none"
    )
    return (losses * known).sum() / known.sum().clamp(min=1)

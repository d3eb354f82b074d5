"""The label sets of the learned reader, in the order of its outputs."""

from __future__ import annotations

VERDICTS = ("clear", "caution", "warn")
TARGETS = ("company", "other", "self", "none")
GRIEVANCES = (
    "pay",
    "safety",
    "harassment",
    "discrimination",
    "retaliation",
    "organising",
    "other-legal",
)
KINDS = (
    "insult",
    "profanity",
    "mockery",
    "accusation",
    "shaming",
    "boycott",
    "threat",
    "leak",
    "shouting",
    "generalising",
    "vague",
    "complaint",
)
HOT = frozenset(KINDS) - {"complaint", "vague", "leak"}
"""Kinds that make a post a rant; the others ask for caution."""
MENTIONS = ("company", "handle", "hashtag", "person", "role", "implicit")
MENTION_TAGS = ("O", *(f"{p}-{kind}" for kind in MENTIONS for p in "BI"))
MAX_TOKENS = 256
"""Longest window the encoder reads, in word pieces, the two special ones included."""

"""What the rewriting room hands on."""

from __future__ import annotations

from dataclasses import dataclass

from app.results import Refusal, Rewrite


@dataclass(frozen=True, slots=True)
class RewriteOutcome:
    """The rewrites offered, best first; `refused` says why there is none."""

    rewrites: tuple[Rewrite, ...] = ()
    refused: Refusal | None = None

"""What the rewriting room hands on."""

from __future__ import annotations

from dataclasses import dataclass

from app.results import Refusal, Rewrite


@dataclass(frozen=True, slots=True)
class RewriteOutcome:
    """The rewrites offered, best first; `refused` says why there is none.

    `notice` is the id of the notice that says why the language model's own version is not among
    them, where one was asked.
    """

    rewrites: tuple[Rewrite, ...] = ()
    refused: Refusal | None = None
    notice: str | None = None

"""Beam search over copies of a draft's pieces and a closed vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.modelstore.fates import tells

Array = NDArray[Any]
END, UNKNOWN, BEGIN, FIRST = 0, 1, -1, 2
"""Ids of the vocabulary that are no words, the sign before the first piece, the first word."""
NEVER = -1e9
WORST = -20.0
"""Logarithm of a probability below which no continuation is looked at."""
TWICE = 2
"""How often a piece may be copied that tells nothing by itself."""
STRETCH, SPARE = 1.3, 12
"""A version has at most so many times the draft's pieces, and so many more."""
INNER = "##"
"""How a piece begins that goes on with the word before it."""


class Step(Protocol):
    """One step of the decoder, for all beams: [beams] ids -> (scores [beams, S + V], its cache)."""

    def __call__(
        self, at: int, parents: Array, said: Array, copied: Array, latest: Array, cache: Any
    ) -> tuple[Array, Any]: ...


@dataclass(frozen=True)
class Draft:
    """The pieces that may be copied, and the words that may be said anew."""

    pieces: tuple[str, ...]
    vocabulary: tuple[str, ...]

    @cached_property
    def goes_on(self) -> Array:
        """Whether each piece of the draft goes on with the word before it, one more at the end."""
        return np.array([p.startswith(INNER) for p in self.pieces] + [False])

    @cached_property
    def telling(self) -> tuple[bool, ...]:
        """Whether each piece of the draft tells something by itself."""
        return tuple(tells(piece) and len(piece) > 1 for piece in self.pieces)

    @cached_property
    def inner(self) -> Array:
        """Whether each outcome, copy or new piece, is an inner part of a word."""
        new = [False] * FIRST + [word.startswith(INNER) for word in self.vocabulary]
        return np.concatenate([self.goes_on[:-1], np.array(new)])


@dataclass(frozen=True)
class Said:
    """Outcomes in order: below the number of the draft's pieces a copy, else a word of ours."""

    outcomes: tuple[int, ...] = ()
    total: float = 0.0
    latest: int = -1
    """The piece that was copied last, -1 for none."""

    @property
    def mean(self) -> float:
        """Logarithm of the probability per outcome, the end among them."""
        return self.total / (len(self.outcomes) + 1)

    def then(self, outcome: int, score: float, size: int) -> Said:
        latest = outcome if outcome < size else self.latest
        return Said((*self.outcomes, outcome), self.total + score, latest)


@dataclass
class _Beams:
    """Beams of one leaning: `penalties` say how much less gladly each piece is copied."""

    draft: Draft
    count: int
    penalties: Array
    live: list[Said] = field(default_factory=lambda: [Said()])
    done: list[Said] = field(default_factory=list)

    def allow(self, scores: Array) -> Array:
        """Return the scores where words that were begun are copied whole, and nothing goes round.

        No piece is copied twice that tells something, none more than TWICE, and none of the
        vocabulary is said twice in a row.
        """
        size, draft = len(self.draft.pieces), self.draft
        scores[:, size + UNKNOWN] = NEVER
        scores[:, :size] -= self.penalties
        for row, beam in enumerate(self.live):
            last = beam.outcomes[-1] if beam.outcomes else None
            copies = Counter(o for o in beam.outcomes if o < size)
            spent = [o for o, n in copies.items() if draft.telling[o] or n >= TWICE]
            if last is not None and last >= size:
                spent.append(last)
            scores[row, spent] = NEVER
            if last is not None and last < size and draft.goes_on[last + 1]:
                scores[row] = NEVER
                scores[row, last + 1] = 0.0
            elif last is None or last < size:
                scores[row, draft.inner] = NEVER
            else:
                scores[row, :size][draft.goes_on[:-1]] = NEVER
        return scores

    def grow(self, scores: Array) -> list[int]:
        """Go on with the likeliest continuations; return the beam that each one comes from."""
        size, most = len(self.draft.pieces), min(2 * self.count, scores.shape[1])
        best = np.argpartition(-scores, most - 1, axis=1)[:, :most]
        found = sorted(
            (
                (beam.total + float(scores[row, each]), row, int(each))
                for row, beam in enumerate(self.live)
                for each in best[row]
                if scores[row, each] > WORST
            ),
            reverse=True,
        )
        grown, parents = [], []
        for total, row, outcome in found:
            beam = self.live[row]
            if outcome == size + END:
                self.done.append(Said(beam.outcomes, total, beam.latest))
                continue
            grown.append(beam.then(outcome, total - beam.total, size))
            parents.append(row)
            if len(grown) == self.count:
                break
        self.live = grown
        return parents

    @property
    def settled(self) -> bool:
        """Whether what may still come is hardly better than what there is."""
        if not self.live or len(self.done) >= 2 * self.count:
            return True
        if len(self.done) < self.count:
            return False
        line = sorted((each.mean for each in self.done), reverse=True)[self.count - 1]
        return max(beam.mean for beam in self.live) < line

    def best(self) -> list[Said]:
        """Return the versions, likeliest per piece first, each as likely as it is by itself."""
        ordered = sorted(self.done, key=lambda each: each.mean, reverse=True)
        return [self._without_penalties(each) for each in ordered[: self.count]]

    def _without_penalties(self, said: Said) -> Said:
        size, draft = len(self.draft.pieces), self.draft
        chosen = [o for o in said.outcomes if o < size and not draft.goes_on[o]]
        return replace(said, total=said.total + float(self.penalties[chosen].sum()))


def search(
    step: Step, draft: Draft, leanings: Sequence[Sequence[float]], count: int, longest: int
) -> list[list[Said]]:
    """Return for each leaning up to `count` ways to say the draft anew, likeliest per piece first.

    A leaning says by how much, as a logarithm, each piece is copied less gladly. All are searched
    together: a step costs hardly more for many beams than for one.
    """
    groups = [_Beams(draft, count, np.array(each, np.float32)) for each in leanings]
    parents, cache = [0] * len(groups), None
    most = min(int(len(draft.pieces) * STRETCH) + SPARE, longest)
    for at in range(most):
        rows = [beam for group in groups for beam in group.live]
        scores, cache = step(at, np.array(parents), *_inputs(rows, len(draft.pieces)), cache)
        parents, row = [], 0
        for group in groups:
            own = range(row, row + len(group.live))
            row = own.stop
            if own:
                grown = group.grow(group.allow(scores[own.start : own.stop]))
                group.live = [] if group.settled else group.live
                parents += [own.start + parent for parent in grown] if group.live else []
        if not parents:
            break
    return [group.best() for group in groups]


def _inputs(beams: Sequence[Said], size: int) -> tuple[Array, Array, Array]:
    """Return the last outcome of each beam, as a word or as a copy, and its latest copy."""
    lasts = [beam.outcomes[-1] if beam.outcomes else None for beam in beams]
    said = [BEGIN if last is None or last < size else last - size for last in lasts]
    copied = [last if last is not None and last < size else -1 for last in lasts]
    return np.array(said), np.array(copied), np.array([beam.latest for beam in beams])

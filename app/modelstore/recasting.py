"""One draft that the decoder has looked at: its versions, and how likely a version is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.modelstore.beams import WORST, Draft, Said, search
from app.modelstore.copies import Dictation, dictation
from app.modelstore.spelling import spell
from app.modelstore.windows import Window, cut, sentence_rows

Array = NDArray[Any]
ROOM = 120
"""Word pieces that are said anew at a time, cut between sentences."""
UNSAID = WORST / 2
"""Logarithm of a probability below which one outcome does not count as less likely."""
_FEW = 3
"""Pieces that are the worst of a version."""


class Pieces(Protocol):
    """A text in word pieces: ids, the pieces themselves, their ranges."""

    @property
    def ids(self) -> list[int]: ...
    @property
    def tokens(self) -> list[str]: ...
    @property
    def offsets(self) -> list[tuple[int, int]]: ...


Leaning = Sequence[tuple[int, int, float]]
"""Ranges that are copied less gladly, or more: (start, end, by how much the logarithm of the
probability is lowered for each piece); where they overlap, the most counts."""
Session = Callable[[dict[str, Array]], tuple[Array, Array]]
"""The decoder: names and arrays in, (scores [beams, t, outcomes], cache) out."""


@dataclass(frozen=True)
class Version:
    """A text, and how likely the decoder finds it: mean logarithm per piece, at most 0."""

    text: str
    likelihood: float


@dataclass(frozen=True)
class Likelihood:
    """How likely the decoder finds a version, as a logarithm per piece, at most 0.

    `mean` of all pieces, and `worst`: the mean of the three that are least likely.
    """

    mean: float
    worst: float


class Opened:
    """Some pieces in a row, and what the decoder remembers of them."""

    def __init__(self, session: Session, memory: Array, keys: Array, held: Array) -> None:
        self._session = session
        self._draft = {"memory": memory, "keys": keys, "held": held}
        layers, heads, _, size = held.shape
        self._empty = np.zeros((layers, 1, heads, 0, size), np.float32)

    def step(
        self, at: int, parents: Array, said: Array, copied: Array, latest: Array, cache: Any
    ) -> tuple[Array, Any]:
        """Return scores [beams, outcomes] of the place `at`, and the cache with it."""
        before = np.repeat(self._empty, len(said), 1) if cache is None else cache[:, parents]
        places = {"said": said, "copied": copied, "latest": latest}
        columns = {name: each[:, None] for name, each in places.items()}
        scores, after = self._session(
            {**self._draft, **columns, "cache": before, "at": np.array([at])}
        )
        return scores[:, 0], after

    def dictated(self, told: Dictation) -> Array:
        """Return the logarithm of the probability of each outcome that is wanted, [t]."""
        at = np.arange(len(told.wanted))
        places = {"said": told.said, "copied": told.copied, "latest": told.latest}
        rows = {name: each[None] for name, each in places.items()}
        scores, _ = self._session({**self._draft, **rows, "cache": self._empty, "at": at})
        found: Array = scores[0, at, told.wanted]
        return found


class Recasting:
    """Versions of one text; for one thread."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        read: Callable[[str], Pieces],
        look: Callable[[Sequence[int]], Opened],
        words: Mapping[str, int],
        longest: int,
    ) -> None:
        """`read` cuts a text into pieces, `look` opens some; `words` is the vocabulary, in order;
        `longest` is how many pieces can be looked at as a whole.
        """
        self._text, self._read, self._longest = text, read, longest
        self._words, self._vocabulary = words, tuple(words)
        self._pieces = read(text)
        rows = sentence_rows(self._pieces.offsets, sentences)
        self._windows = cut(rows, ROOM, self._pieces.ids)

        def look_at(window: Window) -> Opened:
            return look(self._pieces.ids[window.start : window.end])

        self._look: Callable[[Window], Opened] = cache(look_at)

    def versions(self, count: int, leanings: Sequence[Leaning] = ((),)) -> list[list[Version]]:
        """Return for each leaning up to `count` versions, likeliest first.

        The text itself may be one of them.
        """
        windows = [self._said(window, count, leanings) for window in self._windows]
        return [
            self._ranked([said[number] for said in windows], count)
            for number in range(len(leanings))
        ]

    def likelihood(self, version: str) -> Likelihood | None:
        """Return how likely the text is said as `version`.

        None where one of them is too long to be looked at as a whole.
        """
        said, size = self._read(version).tokens, len(self._pieces.ids)
        if not size or max(size, len(said)) > self._longest:
            return None
        told = dictation(self._pieces.tokens, said, self._words)
        scores = self._look(Window(0, size)).dictated(told)
        scores = np.maximum(scores, UNSAID)
        return Likelihood(float(scores.mean()), float(np.sort(scores)[:_FEW].mean()))

    def _said(self, window: Window, count: int, leanings: Sequence[Leaning]) -> list[list[Version]]:
        """Return the versions of a window for each leaning; it as it is where there is none."""
        offsets = self._pieces.offsets[window.start : window.end]
        draft = Draft(tuple(self._pieces.tokens[window.start : window.end]), self._vocabulary)
        penalties = [_penalties(offsets, each) for each in leanings]
        found = search(self._look(window).step, draft, penalties, count, self._longest)
        as_it_is = [Version(self._text[offsets[0][0] : offsets[-1][1]], WORST)]
        return [[self._spelt(offsets, said) for said in group] or as_it_is for group in found]

    def _spelt(self, offsets: Sequence[tuple[int, int]], said: Said) -> Version:
        return Version(spell(self._text, offsets, self._vocabulary, said), said.mean)

    def _ranked(self, parts: Sequence[Sequence[Version]], count: int) -> list[Version]:
        """Return whole versions of those of the windows: the likeliest together, and so on."""
        ranks = range(min(count, max(map(len, parts), default=0)))
        return [self._joined([said[min(r, len(said) - 1)] for said in parts]) for r in ranks]

    def _joined(self, chosen: Sequence[Version]) -> Version:
        """Return the versions of all windows as one, with what stands between them."""
        words, at = "", 0
        for window, version in zip(self._windows, chosen, strict=True):
            start = self._pieces.offsets[window.start][0]
            words += self._text[at:start] + version.text
            at = self._pieces.offsets[window.end - 1][1]
        return Version(words, float(np.mean([version.likelihood for version in chosen])))


def _penalties(offsets: Sequence[tuple[int, int]], leaning: Leaning) -> list[float]:
    """Return by how much each piece is copied less gladly."""
    return [
        max((b for first, last, b in leaning if start < last and first < end), default=0, key=abs)
        for start, end in offsets
    ]

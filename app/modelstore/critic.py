"""Whether a careful editor would post a version of a draft, told from how the reader reads both.

A linear model: on the reader's hidden states of the version, of what it lacks, of its seams and of
its end, and on measures that are counted elsewhere. Learned by training/critic.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.errors import ModelError
from app.modelstore.manifest import ModelFile, verify
from app.modelstore.reader import LearnedReader
from app.modelstore.standing import Standing, checked_on, newest_on
from app.results import Unit

Array = NDArray[np.float32]
Ranges = Sequence[tuple[int, int]]
VIEWS = ("version", "lost", "seams", "end")
"""Hidden states that count: the version's on average, the draft's less these, those beside a
change, the last one."""


class CriticManifest(Standing):
    """`weights` are a vector for each view.

    `measures` map names, and "bias", to their part of a log-odds. A version of a probability below
    `least` is not worth offering, or below `measured` where the draft is measured but for some
    words; one below `sure` is with a word of caution.
    """

    weights: ModelFile
    least: Unit
    measured: Unit
    sure: Unit
    measures: dict[str, float] = Field(min_length=1)
    figures: dict[str, float] = Field(description="in cross-validation by draft, on unseen drafts")
    data: dict[str, str] = Field(description="training data: name -> sha256")


class Critic:
    """Tells versions worth posting from others; safe to share between threads."""

    def __init__(self, folder: Path, reader: LearnedReader) -> None:
        """Raises ModelError where the model is not what it says, or knows another reader."""
        self.manifest = checked_on(folder, CriticManifest, reader)
        path = folder / self.manifest.weights.name
        verify(path, self.manifest.weights.sha256)
        try:
            with np.load(path, allow_pickle=False) as held:
                self._vectors = np.concatenate([held[view] for view in VIEWS])
        except (OSError, ValueError, KeyError, BadZipFile) as cause:
            raise ModelError(f"{self.manifest.name} cannot be loaded: {cause}") from cause
        self._reader = reader

    @property
    def least(self) -> float:
        """Probability from which a version is worth offering."""
        return self.manifest.least

    @property
    def measured(self) -> float:
        """The same where the draft is measured and only some words of it are hot."""
        return self.manifest.measured

    @property
    def sure(self) -> float:
        """Probability from which it needs no word of caution."""
        return self.manifest.sure

    def open(self, draft: str) -> Opinion:
        """Return what is asked about versions of `draft`."""
        return Opinion(Comparison(self._reader, draft), self._odds)

    def _odds(self, views: Array, measures: Mapping[str, float]) -> float:
        weights = self.manifest.measures
        counted = sum(weights[name] * value for name, value in measures.items())
        return weights["bias"] + counted + float(views @ self._vectors)


class Comparison:
    """One draft as the reader sees it, to hold versions beside."""

    def __init__(self, reader: LearnedReader, draft: str) -> None:
        self._reader = reader
        self._draft = self._states(draft)[0].mean(0)

    def beside(self, version: str, new: Ranges) -> tuple[Array, dict[str, float]]:
        """Return the views [4 * 2 * width] of a version, and what is counted of its pieces.

        `new` are its ranges that the draft does not have, empty ones where something went.
        """
        rows, offsets = self._states(version)
        flags = seams(offsets, new)
        return views_of(self._draft, rows, flags), _counted(flags)

    def _states(self, text: str) -> tuple[Array, list[tuple[int, int]]]:
        """Return the hidden states [pieces, 2 * width] and the ranges of the pieces.

        Of a text without pieces there is one row, of zeros.
        """
        encoded, room = self._reader.pieces(text), self._reader.room
        if not encoded.ids:
            return np.zeros((1, 2 * self._reader.width), np.float32), []
        last, middle = self._reader.hidden(encoded.ids[:room])
        return np.concatenate([last[0], middle[0]], -1)[1:-1], encoded.offsets[:room]


class Opinion:
    """One draft, and what its versions are worth."""

    def __init__(
        self, comparison: Comparison, odds: Callable[[Array, Mapping[str, float]], float]
    ) -> None:
        self._comparison, self._odds = comparison, odds

    def worth(self, version: str, new: Ranges, measures: Mapping[str, float]) -> float:
        """Return the probability 0..1 that a careful editor would post `version`.

        `new` as in `Comparison.beside`; `measures` those of app/rewriting/worth.py.
        """
        views, counted = self._comparison.beside(version, new)
        return 1 / (1 + math.exp(-self._odds(views, {**measures, **counted})))


def seams(offsets: Ranges, new: Ranges) -> NDArray[np.bool_]:
    """Return for each piece [pieces, 2]: is it new; does it stand beside a change, or is it one."""
    flags = np.zeros((max(1, len(offsets)), 2), bool)
    for row, (start, end) in enumerate(offsets):
        for first, last in new:
            inside = start < last and end > first
            flags[row, 0] |= inside
            flags[row, 1] |= inside or last <= start <= last + 1 or first - 1 <= end <= first
    return flags


def views_of(draft: Array, version: Array, flags: NDArray[np.bool_]) -> Array:
    """Return the views [4 * 2 * width] of a version [pieces, width], in the order of VIEWS."""
    mean = version.mean(0)
    beside = version[flags[:, 1]]
    seen = beside.mean(0) if len(beside) else np.zeros_like(mean)
    return np.concatenate([mean, draft - mean, seen, version[-1]])


def _counted(flags: NDArray[np.bool_]) -> dict[str, float]:
    """Return the share of pieces beside a change, of new ones, and how many pieces there are."""
    return {
        "seams": float(flags[:, 1].mean()),
        "fresh": float(flags[:, 0].mean()),
        "pieces": float(len(flags)),
    }


def open_critic(folder: Path, reader: LearnedReader | None) -> Critic | None:
    """Return the newest critic in `folder` that stands on `reader`, or None.

    Raises ModelError where one that should is not usable.
    """
    found = newest_on(folder, "critic", reader) if reader else None
    return Critic(found, reader) if found and reader else None

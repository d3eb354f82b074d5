"""Whether a careful editor would post a version of a draft, told from how the reader reads both.

A small network reads the version piece by piece beside what the draft said there. What it tells is
weighed with measures that are counted elsewhere. Learned by training/critic_reading.py and
training/critic.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.errors import ModelError
from app.modelstore.comparison import Array, Comparison, Network, Ranges
from app.modelstore.manifest import ModelFile, verify
from app.modelstore.reader import LearnedReader
from app.modelstore.session import session_of
from app.modelstore.standing import Standing, checked_on, newest_on
from app.results import Unit


class CriticManifest(Standing):
    """`network` reads a version beside its draft.

    `measures` map names, and "bias", to their part of a log-odds. A version of a probability below
    `least` is not worth offering, or below `measured` where the draft is measured but for some
    words; one below `sure` is with a word of caution.
    """

    network: ModelFile
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
        path = folder / self.manifest.network.name
        verify(path, self.manifest.network.sha256)
        try:
            self._network = network_of(path)
        except Exception as cause:  # onnxruntime raises classes of its own, without a base
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
        return Opinion(Comparison(self._reader, self._network, draft), self._odds)

    def _odds(self, measures: Mapping[str, float]) -> float:
        weights = self.manifest.measures
        return weights["bias"] + sum(weights[name] * value for name, value in measures.items())


class Opinion:
    """One draft, and what its versions are worth."""

    def __init__(
        self, comparison: Comparison, odds: Callable[[Mapping[str, float]], float]
    ) -> None:
        self._comparison, self._odds = comparison, odds

    def worth(self, version: str, new: Ranges, measures: Mapping[str, float]) -> float:
        """Return the probability 0..1 that a careful editor would post `version`.

        `new` as in `Comparison.tells`; `measures` those of app/rewriting/worth.py.
        """
        told = self._comparison.tells(version, new)
        return 1 / (1 + math.exp(-self._odds({**measures, **told})))


def network_of(path: Path) -> Network:
    """Return the network of a file; onnxruntime's errors where it is none."""
    session = session_of(path)

    def told(given: Mapping[str, NDArray[np.generic]]) -> Array:
        odds: Array = session.run(None, dict(given))[0][0]
        return odds

    return told


def open_critic(folder: Path, reader: LearnedReader | None) -> Critic | None:
    """Return the newest critic in `folder` that stands on `reader`, or None.

    Raises ModelError where one that should is not usable.
    """
    found = newest_on(folder, "critic", reader) if reader else None
    return Critic(found, reader) if found and reader else None

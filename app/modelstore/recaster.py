"""A small decoder that says a draft as a careful editor would, out of the draft's own words.

It stands on the reader's hidden states and writes a text piece by piece: each is a copy of a piece
of the draft, or one of a closed vocabulary of common words, which holds no name and no number.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.errors import ModelError
from app.modelstore.manifest import ModelFile, verify
from app.modelstore.reader import LearnedReader
from app.modelstore.recasting import Array, Opened, Recasting
from app.modelstore.session import session_of
from app.modelstore.standing import Standing, checked_on, newest_on


class RecasterManifest(Standing):
    """`vocabulary` is what the decoder may say anew; `weights` are those of the opening."""

    opening: ModelFile
    weights: ModelFile
    step: ModelFile
    longest: int = Field(ge=32, le=512, description="pieces that a text may have when it is said")
    vocabulary: Annotated[tuple[str, ...], Field(min_length=1)]
    figures: dict[str, float]
    data: dict[str, str] = Field(description="training data: name -> sha256 or version")


class Recaster:
    """Writes versions of a text; safe to share between threads."""

    def __init__(self, folder: Path, reader: LearnedReader) -> None:
        """Raises ModelError where the model is not what it says, or knows another reader."""
        self.manifest = checked_on(folder, RecasterManifest, reader)
        for file in (self.manifest.opening, self.manifest.weights, self.manifest.step):
            verify(folder / file.name, file.sha256)
        self._reader = reader
        self._words = {word: number for number, word in enumerate(self.manifest.vocabulary)}
        try:
            self._opening = session_of(folder / self.manifest.opening.name)
            self._step = session_of(folder / self.manifest.step.name)
        except Exception as cause:  # onnxruntime raises classes of its own, without a base
            raise ModelError(f"{self.manifest.name} cannot be loaded: {cause}") from cause

    def open(self, text: str, sentences: Sequence[tuple[int, int]]) -> Recasting:
        """Return `text` as the decoder sees it; `sentences` are its half-open ranges."""
        return Recasting(
            text, sentences, self._reader.pieces, self._look, self._words, self.manifest.longest
        )

    def _look(self, ids: Sequence[int]) -> Opened:
        _, middle = self._reader.hidden(ids)
        return Opened(self._say, *self._opening.run(None, {"middle": middle}))

    def _say(self, given: dict[str, Array]) -> tuple[Array, Array]:
        scores, cache = self._step.run(None, given)
        return scores, cache


def open_recaster(folder: Path, reader: LearnedReader | None) -> Recaster | None:
    """Return the newest recaster in `folder` that stands on `reader`, or None.

    Raises ModelError where one that should is not usable.
    """
    found = newest_on(folder, "recast", reader) if reader else None
    return Recaster(found, reader) if found and reader else None

"""LanguageTool's `data`: text with markup in between -> plain text, and the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.errors import InvalidDraft
from app.text.units import utf16_offsets


class Piece(BaseModel):
    """Either text that is read, or markup that is not, with what it stands for, if anything."""

    model_config = ConfigDict(extra="ignore")

    text: str | None = None
    markup: str | None = None
    interpretAs: str | None = None  # noqa: N815  (LanguageTool's own name)

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Piece:
        if (self.text is None) == (self.markup is None):
            raise ValueError("a piece has either text or markup")
        if self.text is not None and self.interpretAs is not None:
            raise ValueError("text stands for itself: only markup has `interpretAs`")
        return self

    @property
    def read(self) -> str:
        return self.text if self.text is not None else self.interpretAs or ""

    @property
    def sent(self) -> str:
        return self.text if self.text is not None else self.markup or ""


class Annotation(BaseModel):
    """Pieces, or plain text in their place."""

    model_config = ConfigDict(extra="ignore")

    text: str | None = None
    annotation: tuple[Piece, ...] | None = Field(
        default=None,
        fail_fast=True,  # one fault is told, so one is sought
    )

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Annotation:
        if (self.text is None) == (self.annotation is None):
            raise ValueError("it has either `annotation` or `text`")
        return self

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self.annotation if self.annotation is not None else (Piece(text=self.text),)


@dataclass(frozen=True)
class Plain:
    """`text` is what is read; `seams` are (code point in `text`, UTF-16 unit in what was sent)."""

    text: str
    seams: Sequence[tuple[int, int]]

    def sent(self, position: int) -> int:
        """Return the UTF-16 unit, in what was sent, of a code point of `text`."""
        first, unit = self.seams[bisect_right(self.seams, (position, 1 << 60)) - 1]
        return unit + utf16_length(self.text[first:position])

    def sent_end(self, position: int) -> int:
        """Return the same for the end of a range: before markup that follows it, not behind."""
        last = self.text[position - 1]
        return self.sent(position - 1) + utf16_length(last)

    def breaks(self, start: int, end: int) -> bool:
        """Say whether markup stands within code points `start..end`: new words would lose it."""
        return any(start < place < end for place, _ in self.seams)


def utf16_length(words: str) -> int:
    return utf16_offsets(words)(len(words))


def plain(text: str) -> Plain:
    """Return plain text as it is."""
    return Plain(text, ((0, 0),))


def without_markup(data: str) -> Plain:
    """Return the text of an annotation; raises InvalidDraft where it is not one."""
    try:
        pieces = Annotation.model_validate_json(data).pieces
    except ValidationError as cause:
        # The error of pydantic quotes its input.
        told = cause.errors(include_input=False, include_url=False)[0]["msg"]
        fault = told.removeprefix("Value error, ")
        raise InvalidDraft(f"`data` cannot be read: {fault}.", "/data") from None
    words, seams, unit = "", [(0, 0)], 0
    for piece in pieces:
        seams.append((len(words), unit))
        words += piece.read
        unit += utf16_length(piece.sent)
    seams.append((len(words), unit))
    return Plain(words, _last_of_each(seams))


def _last_of_each(seams: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep for each position the last seam: a finding begins behind markup, not before it."""
    return sorted(dict(seams).items())

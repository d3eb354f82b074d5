"""What the afterwards room answers."""

from __future__ import annotations

from pydantic import Field

from app.results import Notice, Value, Versions


class NotePart(Value):
    """A part of the private note: the author's own sentences, or a question where there is none."""

    id: str = Field(examples=["happened"])
    title: str
    said: tuple[str, ...] = Field(description="sentences of the draft, or of its calm version")
    ask: str | None = Field(description="a question to the author; null where something is said")


class Letter(Value):
    """A text to copy; `length` is in characters, `limit` is the place's."""

    text: str
    length: int
    limit: int | None


class Aftercare(Value):
    """What may help now; letters hold no fact that the draft does not state."""

    occasion: str | None = Field(description="rejection, leaving, or null", examples=["rejection"])
    parts: tuple[NotePart, ...]
    note: str = Field(description="the parts as one text, to keep for oneself")
    thank_you: Letter | None
    invitation: Letter | None
    missing: str | None = Field(description="why there are no letters; null where there are")
    notices: tuple[Notice, ...] = ()
    versions: Versions

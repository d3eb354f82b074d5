"""Models that stand on the hidden states of one reader, and know no other."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from app.errors import ModelError
from app.modelstore.manifest import Named, checked, content_of, number_of
from app.modelstore.reader import LearnedReader


class Standing(Named):
    """`stands_on` is the reader whose hidden states the model knows."""

    stands_on: str


S = TypeVar("S", bound=Standing)


def checked_on(folder: Path, kind: type[S], reader: LearnedReader) -> S:
    """Return the manifest in `folder`; its files are for the caller to verify.

    Raises ModelError where it is not valid, or the model stands on another reader.
    """
    manifest = checked(folder, kind)
    if manifest.stands_on != reader.name or not reader.shows_states:
        raise ModelError(f"{manifest.name} stands on {manifest.stands_on}, not on {reader.name}")
    return manifest


def newest_on(folder: Path, kind: str, reader: LearnedReader) -> Path | None:
    """Return the newest model of a kind in `folder` that stands on `reader`, or None.

    Raises ModelError where a manifest cannot be read.
    """
    found = [
        path.parent
        for path in folder.glob(f"{kind}-v*/manifest.json")
        if _stands_on(path) == reader.name
    ]
    return max(found, key=number_of) if found else None


def _stands_on(manifest: Path) -> str | None:
    told = content_of(manifest.parent)
    return told.get("stands_on") if isinstance(told, dict) else None

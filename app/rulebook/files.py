"""A file of a rulebook, as far as it can be read at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel

from app.errors import RulebookError

LARGEST_FILE = 4 << 20
"""No file of a rulebook may be larger, in bytes."""
S = TypeVar("S", bound=BaseModel)


def words_of(path: Path) -> str:
    """Return what the file says; raises RulebookError where it is no text, or more than allowed."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise RulebookError(f"{_named(path)}: more than {LARGEST_FILE:,} bytes")
        return content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise RulebookError(f"{_named(path)}: {cause}") from cause


def read(path: Path, shape: type[S]) -> S:
    """Return a YAML file as `shape`; raises RulebookError where it is not of that shape.

    Memory and time grow with the file and no more: an alias (`*name`) stands for as much as one
    likes, so none is read; libyaml itself bounds how deep things nest.
    """
    text = words_of(path)
    try:
        _refuse_aliases(text, path)
        content: Any = yaml.load(text, Loader=yaml.CSafeLoader)
        return shape.model_validate(content)
    except (yaml.YAMLError, ValueError) as cause:
        raise RulebookError(f"{_named(path)}: {cause}") from cause


def _refuse_aliases(text: str, path: Path) -> None:
    if "&" not in text or "*" not in text:
        return
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            where = f"line {event.start_mark.line + 1}" if event.start_mark else "it"
            raise RulebookError(
                f"{_named(path)}: {where} has an alias (*{event.anchor}); write it out"
            )


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"

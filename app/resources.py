"""Where the data folders are: inside the installed wheel, or beside `app/` in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def bundled(kind: Literal["rules", "models"]) -> Path:
    """Return the folder that holds the packaged `rules/` or `models/`."""
    package = Path(__file__).resolve().parent
    installed = package / "_data" / kind
    return installed if installed.is_dir() else package.parent / kind

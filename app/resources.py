"""Where data is: our folders, in the installed wheel or beside `app/`; what processes share."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

COUNTS = "PROMETHEUS_MULTIPROC_DIR"
"""The variable of prometheus_client that names the folder where several processes count."""


def bundled(kind: Literal["rules", "models"]) -> Path:
    """Return the folder that holds the packaged `rules/` or `models/`."""
    package = Path(__file__).resolve().parent
    installed = package / "_data" / kind
    return installed if installed.is_dir() else package.parent / kind

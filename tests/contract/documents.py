"""The OpenAPI document as the contract tests see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SNAPSHOT = Path(__file__).parent / "openapi.json"


def without_examples(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document without the long examples: they are reviewed in app/web/examples.json."""
    for methods in document["paths"].values():
        for operation in methods.values():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                for media in body.get("content", {}).values():
                    media.pop("examples", None)
    return document

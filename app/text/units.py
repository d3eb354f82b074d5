"""Positions counted in UTF-16 units, as browsers count them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Return the function from a code-point position of `text` to its position in UTF-16 units.

    Reads `text` once; a lone surrogate counts as one unit, as it does in a browser.
    """
    if text.isascii() or max(text) <= "\uffff":
        return lambda position: position
    pairs = [place for place, character in enumerate(text) if character > "\uffff"]
    return lambda position: position + bisect_left(pairs, position)

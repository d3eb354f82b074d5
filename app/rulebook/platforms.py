"""How long a draft is, counted as the platform counts."""

from __future__ import annotations

import unicodedata

import emoji

from app.rulebook.patterns import compile_pattern, searchable
from app.rulebook.schema import Counting, Platform

_URL = compile_pattern(
    r"\bhttps?://[^\s<>\"]*[\w/]"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|io|ai|app|dev|co|uk|de|ie|eu|us|in|jobs)\b"
    r"(?:/[^\s<>\"]*[\w/])?"
)
_LIGHT = ((0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""Code points that X counts once; all others count twice."""

_JOINING = frozenset({"Mn", "Me", "Mc", "Cf"})


def counted_length(platform: Platform, draft: str) -> int:
    """Return the length of `draft` in the unit of `platform.limit`; CRLF counts as one."""
    text = unicodedata.normalize("NFC", searchable(draft.replace("\r\n", "\n")))
    length = 0
    if platform.url_length is not None:
        text, links = _URL.subn("", text)
        length += links * platform.url_length
    if platform.emoji_length is not None or platform.counting is Counting.GRAPHEMES:
        length += emoji.emoji_count(text) * (platform.emoji_length or 1)
        text = emoji.replace_emoji(text, "")
    return length + _COUNT[platform.counting](text)


def _weighted(text: str) -> int:
    return sum(1 if any(low <= ord(c) <= high for low, high in _LIGHT) else 2 for c in text)


def _graphemes(text: str) -> int:
    """Count what people see as characters: a base with its marks and joiners is one."""
    joins = sum(unicodedata.category(c) in _JOINING for c in text)
    leading = bool(text) and unicodedata.category(text[0]) in _JOINING
    return len(text) - joins + leading


_COUNT = {
    Counting.CODE_POINTS: len,
    Counting.WEIGHTED: _weighted,
    Counting.GRAPHEMES: _graphemes,
}

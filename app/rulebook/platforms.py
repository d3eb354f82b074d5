"""How long a draft is, as the platform counts it."""

from __future__ import annotations

import re
import unicodedata

import emoji

from app.rulebook.schema import Platform

_URL = re.compile(r"https?://\S+|www\.\S+")


def counted_length(platform: Platform, draft: str) -> int:
    """Return the length of `draft` in the platform's own units; NFC first, as they all do."""
    text = unicodedata.normalize("NFC", draft)
    total = 0
    if platform.url_length is not None:
        text, urls = _URL.subn("", text)
        total += urls * platform.url_length
    if platform.emoji_length is not None:
        pictures = emoji.emoji_list(text)
        total += len(pictures) * platform.emoji_length
        total -= sum(each["match_end"] - each["match_start"] for each in pictures)
    return total + len(text)

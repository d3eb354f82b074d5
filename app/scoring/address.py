"""What to call whom words are about, when we speak to the author."""

from __future__ import annotations

import re

from app.mentions.found import FoundMention
from app.results import MentionKind
from app.text.text import Text

UNNAMED = "the company"
_PLACE = re.compile(r"\b(?:at|in|inside|leave|boycott) \{target\}")
"""Before these words only a company fits: nobody works at a manager."""
_OWN = re.compile(r"(?:my|our)\s+(?=[a-z])", re.IGNORECASE)
_ROLE = re.compile(r"(?:the|their|your|his|her) [\w' -]+", re.IGNORECASE)
_PLACES = frozenset((MentionKind.COMPANY, MentionKind.HANDLE))
LONGEST = 40
"""Characters; a longer mention is not a name to call anybody by."""


def worded(template: str, words: str, text: Text, mention: FoundMention | None) -> str:
    """Return `template` with {match} and {target} filled in; neither is read as a template."""
    name = called(text, mention)
    if _PLACE.search(template) and (mention is None or mention.kind not in _PLACES):
        name = UNNAMED
    parts = re.split(r"(\{match\}|\{target\})", template)
    return "".join({"{match}": words, "{target}": name}.get(part, part) for part in parts)


def called(text: Text, mention: FoundMention | None) -> str:
    """Return a name for `mention` that fits any sentence: "Norvane", "your manager", "the company".

    Never empty; in the author's own words where those are a name, a handle or a plain role.
    """
    if mention is None:
        return UNNAMED
    words = " ".join(text.clean[mention.start : mention.end].split())
    if len(words) > LONGEST:
        return UNNAMED
    if mention.kind in (MentionKind.COMPANY, MentionKind.HANDLE, MentionKind.PERSON):
        return mention.name or words
    if mention.kind is MentionKind.ROLE and '"' not in words:
        if _OWN.match(words):
            return _OWN.sub("your ", words, count=1).lower()
        if _ROLE.fullmatch(words):
            return words[0].lower() + words[1:]
    return UNNAMED

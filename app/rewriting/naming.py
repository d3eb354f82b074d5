"""A sentence goes, its names stay: with the sentence after it, or in a calm one of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.results import MentionKind
from app.rewriting.change import Change
from app.rewriting.reasons import WHY_RECAST
from app.rewriting.scene import Name, Passage, Scene
from app.text.text import Range

_FOLLOWER = re.compile(
    r"(?i)\s*(they|you|he|she|it|their|his|her|its|your)\b(?!['’])"
    r"(?: (are|were|have|do|don't|haven't|aren't|weren't)\b)?(?=\s+[a-z0-9])"
)
_SINGULAR = {
    **{"are": "is", "were": "was", "have": "has", "do": "does", "don't": "doesn't"},
    **{"haven't": "hasn't", "aren't": "isn't", "weren't": "wasn't"},
}
_YOU = re.compile(r"(?i)\byou(?:r|rs)?\b")
_THE = re.compile(r"(?i)\bthe $")
_OWNERS = ("their", "his", "her", "its", "your")


def heirs(
    scene: Scene, following: Passage | None, shown: str, person: bool, busy: Sequence[Range]
) -> Iterator[Change]:
    """Yield the change by which the `following` sentence says `shown` in place of a pronoun.

    Nothing where it does not begin with a fitting pronoun, or where `busy` changes meet it.
    """
    match = _FOLLOWER.match(scene.words, following.start, following.end) if following else None
    if match is None or any(each.overlaps(match.start(1), match.end()) for each in busy):
        return
    pronoun = match[1].lower()
    if pronoun in (("it", "its", "you", "your") if person else ("he", "she", "his", "her")):
        return
    if pronoun in ("you", "your") and _YOU.search(scene.words, match.end(1)):
        called = f"{shown}, {pronoun}"  # who is spoken to further on is spoken to here, too
        yield Change(match.start(1), match.end(1), WHY_RECAST, (called,), 60)
        return
    if pronoun in _OWNERS:
        yield Change(match.start(1), match.end(1), WHY_RECAST, (owned(shown),), 60)
        return
    verb = f" {_SINGULAR[match[2].lower()]}" if match[2] else ""
    yield Change(match.start(1), match.end(), WHY_RECAST, (shown + verb,), 60)


def owned(shown: str) -> str:
    return shown + ("'" if shown.endswith("s") else "'s")


def listed(scene: Scene, names: Sequence[Name]) -> str:
    """Return the names as the draft has them, with "the" where it stands before one."""
    return " and ".join(_with_article(scene.words, name) for name in names)


def _with_article(words: str, name: Name) -> str:
    shown = words[name.start : name.end]
    return f"the {shown}" if _THE.search(words, 0, name.start) else shown


def lone_role(scene: Scene, passage: Passage) -> str | None:
    """Return the one role or person that a sentence names, with a capital; None for more."""
    kinds = (MentionKind.ROLE, MentionKind.PERSON)
    roles = [n for n in scene.names if passage.holds(n.start, n.end) and n.kind in kinds]
    if len(roles) != 1:
        return None
    shown = scene.words[roles[0].start : roles[0].end]
    return shown[:1].upper() + shown[1:]


def stand_in(names: str) -> str:
    """Return the calm sentence that keeps `names` where nothing else does."""
    return f"I have not had a good experience with {names}."

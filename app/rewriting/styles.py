"""Styles beside the neutral one: each a guarded turn of the same rewrite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.results import MentionKind, Style
from app.rewriting.canvas import Canvas
from app.rewriting.change import Change, paint, strongest
from app.rewriting.facts import squash
from app.rewriting.guards import Before
from app.rewriting.scene import Name, Scene

WHY_UNNAMED = "Without the name it stays your story and points at nobody."

_REQUEST = re.compile(
    r"(?i)\b(?:please|should (?:have|be)|would like|i'd like|would help|could you|can you|"
    r"hope they|need(?:s)? to|suggest|next time|i wish|let me know)\b"
)
_THANKS = re.compile(
    r"(?i)\b(?:thank you to|thanks to (?:the|my)|grateful|appreciated?|learn(?:ed|t) a lot|"
    r"enjoyed)\b"
)
_INTERVIEWED = re.compile(r"(?i)\b(?:interview|recruit|appl(?:y|ied)|round|candidate|offer|hiring)")
_WORKED = re.compile(r"(?i)\b(?:work(?:ed|ing)?|boss|manager|shift|job|quit|fired|laid off|team)\b")
_WORD = re.compile(r"\w+")
_UNNAMED = (MentionKind.COMPANY, MentionKind.PERSON, MentionKind.HANDLE, MentionKind.HASHTAG)


class Stylist:
    """Knows whether a style fits the draft, and what it changes beside the neutral edits."""

    def __init__(self, style: Style, scene: Scene) -> None:
        self.style, self._scene = style, scene
        self._named = [n for n in scene.names if n.ours and n.kind in _UNNAMED]

    @property
    def possible(self) -> bool:
        words = self._scene.words
        if self.style is Style.CONSTRUCTIVE:
            return bool(_REQUEST.search(words))
        if self.style is Style.GRACIOUS:
            return bool(_THANKS.search(words))
        return self.style is Style.NEUTRAL or bool(self._named)

    def paint(self, canvas: Canvas, scene: Scene, changes: Sequence[Change]) -> None:
        """Make the neutral changes and, in the private style, take the names out."""
        if self.style is Style.PRIVATE:
            changes = strongest([*changes, *self._unname()])
        paint(canvas, scene, changes)

    def facts_to_keep(self, before: Before) -> Before:
        if self.style is not Style.PRIVATE:
            return before
        words = self._scene.words
        hidden = {squash(words[n.start : n.end]) for n in self._named}
        kept = [f for f in before.facts if not any(f.key in h or h in f.key for h in hidden)]
        return replace(before, facts=kept)

    def hides(self, text: str) -> bool:
        """Say whether `text` names nobody whom the style leaves unnamed."""
        if self.style is not Style.PRIVATE:
            return True
        words, said = self._scene.words, _spoken(text)
        return not any(_spoken(words[n.start : n.end]) in said for n in self._named)

    def _unname(self) -> list[Change]:
        seen: dict[str, str] = {}
        changes = []
        for name in self._named:
            key = squash(self._scene.words[name.start : name.end])
            new = self._stand_in(name, key in seen)
            seen[key] = new
            changes.append(Change(name.start, name.end, WHY_UNNAMED, (new,) if new else (), 45))
        return changes

    def _stand_in(self, name: Name, again: bool) -> str:
        words = self._scene.words
        if name.kind is MentionKind.HASHTAG:
            return ""
        if name.kind is MentionKind.PERSON:
            return "that person" if again else "somebody there"
        if again:
            return "the company"
        if _INTERVIEWED.search(words):
            return "a company I interviewed with"
        return "a company I worked for" if _WORKED.search(words) else "a company I dealt with"


def _spoken(words: str) -> str:
    """Return the words alone, in lower case, with a blank around each."""
    return f" {' '.join(_WORD.findall(words.lower()))} "

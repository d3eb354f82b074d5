"""Whether a version tells something, or is a calm label where the draft was an insult."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.modelstore.fates import tells
from app.rewriting.scene import Scene

_WORD = re.compile(r"(?<![@#\w])[\w’']+(?:-[\w’']+)*")


class Substance:
    """Knows the words of which calm labels are made ("hard to deal with")."""

    def __init__(self, labels: Sequence[str]) -> None:
        """`labels` are RE2 alternatives, each for one word."""
        self._label = re.compile(f"(?i:{'|'.join(labels)})") if labels else None

    def is_in(self, scene: Scene, text: str) -> bool:
        """Say whether `text` says more of somebody in the scene than what he is like.

        Whom the draft names, small words and words of labels say nothing of what happened.
        """
        if self._label is None:
            return True
        named = {
            word.lower()
            for name in scene.names
            for word in _WORD.findall(scene.words[name.start : name.end])
        }
        return any(
            word.lower() not in named and tells(word) and not self._label.fullmatch(word)
            for word in _WORD.findall(text)
        )

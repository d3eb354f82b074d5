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
        """`labels` are plain words in lower case."""
        self._labels = frozenset(labels)

    def is_in(self, scene: Scene, text: str) -> bool:
        """Say whether `text` says more of somebody in the scene than what he is like.

        Whom the draft names, small words and words of labels say nothing of what happened.
        """
        if not self._labels:
            return True
        named = {
            word.lower()
            for name in scene.names
            for word in _WORD.findall(scene.words[name.start : name.end])
        }
        return any(
            tells(word) and word.lower() not in named | self._labels for word in _WORD.findall(text)
        )

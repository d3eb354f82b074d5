"""Rewrites by the language model that the user set up, held to the same guards as ours."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from pydantic import BaseModel

from app.llm import Conversation
from app.results import Edit, Style
from app.rewriting.claims import Claims
from app.rewriting.invention import invention
from app.rulebook.schema import PromptsFile

TRIES = 2
_TOKEN = re.compile(r"\s+|[\w'’]+|[^\w\s]")


class Rewritten(BaseModel):
    """What the model is asked to answer."""

    rewrite: str | None


Fault = Callable[[str], str | None]
"""Returns which guard a text fails, as a key of `faults`, or None."""


class AskedWriter:
    """Asks for a rewrite, and once more where a guard turns it down."""

    def __init__(self, prompts: PromptsFile, claims: Claims) -> None:
        self._prompts, self._claims = prompts, claims

    def ask(
        self, conversation: Conversation, draft: str, style: Style, fault_of: Fault
    ) -> str | None:
        """Return a text that no guard turns down, or None; raises LanguageModelFailed."""
        mark = f"draft-{secrets.token_hex(6)}"
        system = self._prompts.rewrite.format(mark=mark, style=self._prompts.styles[style])
        user = f"<{mark}>\n{draft}\n</{mark}>"
        for _ in range(TRIES):
            text = conversation.ask(system, user, Rewritten).rewrite
            if text is None or not text.strip():
                return None
            text = text.strip()
            fault = invention(draft, text) or self._claims.fault(draft, text) or fault_of(text)
            if fault is None:
                return text
            told = self._prompts.again.format(fault=self._prompts.faults[fault])
            user = f"<{mark}>\n{draft}\n</{mark}>\n\n{told}"
        return None

    def edits(self, draft: str, text: str) -> tuple[Edit, ...]:
        """Return the changes that lead from `draft` to `text`, word by word."""
        return tuple(
            Edit(
                start=start, end=end, text=draft[start:end], replacement=new, why=self._prompts.why
            )
            for start, end, new in changes(draft, text)
        )


def changes(draft: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, new words), in order; the seams are between words and signs."""
    old, new = _TOKEN.findall(draft), _TOKEN.findall(text)
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield starts[a], starts[b], "".join(new[c:d])

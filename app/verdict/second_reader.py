"""A second opinion, from the user's language model, where our own reader is unsure."""

from __future__ import annotations

import secrets
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from app.errors import LanguageModelFailed
from app.llm import Conversation
from app.results import SecondReading, Verdict
from app.rulebook.schema import PromptsFile


class Opinion(BaseModel):
    """What the model is asked to answer."""

    verdict: Verdict
    why: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


class SecondReader:
    """Puts the labelling guide, in short, to a language model; its answer is shown, not obeyed."""

    def __init__(self, prompts: PromptsFile) -> None:
        self._prompts = prompts

    def read(self, conversation: Conversation, model: str, draft: str) -> SecondReading | None:
        """Return the opinion; None where the model gives no usable answer."""
        mark = f"draft-{secrets.token_hex(6)}"
        try:
            said = conversation.ask(
                self._prompts.read.format(mark=mark), f"<{mark}>\n{draft}\n</{mark}>", Opinion
            )
        except LanguageModelFailed:
            return None
        return SecondReading(verdict=said.verdict, why=said.why, model=model)

"""What the stages know of a language model: ask, and get an answer of a given shape."""

from __future__ import annotations

from typing import Protocol, TypeVar

from pydantic import BaseModel

A = TypeVar("A", bound=BaseModel)


class Conversation(Protocol):
    """The questions about one draft; together they take no longer than the setting allows."""

    def ask(self, system: str, user: str, shape: type[A]) -> A:
        """Return the answer as `shape`; raises LanguageModelFailed."""
        ...


class Chat(Protocol):
    """A language model; `model` is its name and `host` the machine that reads the draft."""

    @property
    def model(self) -> str: ...
    @property
    def host(self) -> str: ...
    def open(self) -> Conversation: ...

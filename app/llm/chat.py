"""Any server that speaks the chat-completions protocol: Ollama, llama.cpp, vLLM, hosted ones.

A draft leaves this machine only through this module, and only where UNBURNT_LLM_URL is set.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any

import httpx
from pydantic import ValidationError

from app.errors import LanguageModelFailed
from app.llm.asking import A, Conversation

PAUSE = 0.3
"""Seconds before the first further try; twice as long before the next."""
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
LONGEST_ANSWER = 400_000
"""Bytes of an answer that are read; a longer one is refused."""


@dataclass(frozen=True)
class ChatModel:
    """One server; safe to use from several threads. `timeout` is in seconds, for one draft."""

    url: str
    model: str
    key: str | None = None
    timeout: float = 20.0
    retries: int = 1
    concurrency: int = 2
    clock: Callable[[], float] = time.monotonic
    _turn: BoundedSemaphore = field(init=False, repr=False)
    _client: httpx.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_turn", BoundedSemaphore(self.concurrency))
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        # No environment: a proxy set there is not what the user chose for drafts.
        client = httpx.Client(headers=headers, trust_env=False, follow_redirects=False)
        object.__setattr__(self, "_client", client)

    @property
    def host(self) -> str:
        return httpx.URL(self.url).host

    def open(self) -> Conversation:
        """Return a conversation whose time begins now."""
        return _Questions(self, self.clock() + self.timeout)

    def _answer(self, body: Mapping[str, Any], deadline: float) -> str:
        """Return what the model said; waits for its turn, tries again, until `deadline`."""
        if not self._turn.acquire(timeout=max(deadline - self.clock(), 0)):
            raise LanguageModelFailed("busy")
        try:
            return self._tried(body, deadline)
        finally:
            self._turn.release()

    def _tried(self, body: Mapping[str, Any], deadline: float) -> str:
        failed = LanguageModelFailed("late")
        for attempt in range(self.retries + 1):
            left = deadline - self.clock()
            if left <= 0:
                break
            try:
                return self._posted(body, left)
            except LanguageModelFailed as cause:
                failed = cause
                if not cause.passing:
                    break
            time.sleep(min(PAUSE * 2**attempt, max(deadline - self.clock(), 0)))
        raise failed

    def _posted(self, body: Mapping[str, Any], seconds: float) -> str:
        try:
            with self._client.stream(
                "POST", f"{self.url.rstrip('/')}/chat/completions", json=body, timeout=seconds
            ) as response:
                if response.status_code != httpx.codes.OK:
                    raise LanguageModelFailed(
                        f"status {response.status_code}", passing=response.status_code in _BUSY
                    )
                content = self._read(response, self.clock() + seconds)
            message = json.loads(content)["choices"][0]["message"]["content"]
        except httpx.HTTPError as cause:
            # The cause may hold the request, and with it the draft.
            raise LanguageModelFailed(type(cause).__name__, passing=True) from None
        except (ValueError, LookupError, TypeError):
            raise LanguageModelFailed("no chat completion") from None
        if not isinstance(message, str):
            raise LanguageModelFailed("no text")
        return message

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        """Return the body; a server that drips it out or never ends is left."""
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > LONGEST_ANSWER or self.clock() > deadline:
                raise LanguageModelFailed("too long")
        return bytes(content)


@dataclass(frozen=True)
class _Questions:
    chat: ChatModel
    deadline: float

    def ask(self, system: str, user: str, shape: type[A]) -> A:
        body = {
            "model": self.chat.model,
            "temperature": 0,
            "stream": False,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
        }
        said = self.chat._answer(body, self.deadline)
        start, end = said.find("{"), said.rfind("}")
        try:
            return shape.model_validate_json(said[start : end + 1])
        except ValidationError:
            raise LanguageModelFailed("not the JSON asked for") from None

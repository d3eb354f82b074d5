"""What may be under way at once: seconds for a body to arrive, and bytes of bodies in memory."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import Busy, TooSlow

FREE = 16_384
"""Bytes of each body that do not count."""


class Intake:
    """Raises TooSlow from `receive` after `seconds`, and Busy over `most` bytes held in all.

    A body counts until its request is answered, but for its first bytes: whoever fills the memory
    with batches keeps no draft of usual size out. Innermost, so that both become problem documents.
    """

    def __init__(self, app: ASGIApp, seconds: float, most: int) -> None:
        self._app, self.seconds, self.most = app, seconds, most
        self.held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(self, receive)
        try:
            await self._app(scope, body.receive, send)
        finally:
            self.held -= body.size


class _Body:
    def __init__(self, intake: Intake, receive: Receive) -> None:
        self._intake, self._receive = intake, receive
        self._by: float | None = None  # counts from when we begin to read
        self._whole = False
        self._seen = self.size = 0

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        if self._by is None:
            self._by = asyncio.get_running_loop().time() + self._intake.seconds
        try:
            async with asyncio.timeout_at(self._by):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow() from None
        if message["type"] == "http.request":
            self._count(len(message.get("body", b"")))
            self._whole = not message.get("more_body", False)
        return message

    def _count(self, size: int) -> None:
        before = self.size
        self._seen += size
        self.size = max(self._seen - FREE, 0)
        self._intake.held += self.size - before
        if self.size and self._intake.held > self._intake.most:
            raise Busy()

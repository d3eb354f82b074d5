"""HTTP connections that end: bounds that uvicorn does not set on slow, greedy and absent clients.

uvicorn waits for ever for a head that is not sent, lets heads, trailers and pipelines grow without
end, and keeps the answer for a client that does not take it. `unburnt serve` uses this protocol.
"""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

from prometheus_client import Counter
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from app.errors import BadRequest, Busy, HeadTooLarge, TooSlow, UnburntError
from app.settings import Settings
from app.web.headers import HEADERS
from app.web.problems import refuse

HEAD_LIMIT = 16_384
"""Bytes in the head of a request, or in a row anywhere that are no byte of a body."""
PIPELINE = 16
"""Requests that a client may send ahead of their answers."""
CONNECTIONS = 16_000
"""Open at once, a process."""
LINGER = 2.0
"""Seconds in which what is still under way is thrown away, so that a refusal can be read."""
PATIENCE = float(Settings.model_fields["receive_timeout"].default)


class BoundedHttp(HttpToolsProtocol):
    """A head has `receive_timeout` seconds to arrive, as has the client to take its answer.

    A refusal is a problem document as everywhere. What was accepted before it is answered first.
    The time for a body is the application's: see `Intake`. Once the answer is out, the rest of a
    body is thrown away, and has the same seconds to end.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._patience = float(app_state.get("receive_timeout", PATIENCE))
        self._cut_off: Counter | None = app_state.get("cut_off")
        self._in_head = False
        self._over = False  # nothing more is read from this client
        self._chunk = self._fruitless = 0
        self._fault: UnburntError | None = None
        self._read_by: asyncio.TimerHandle | None = None
        self._taken_by: asyncio.TimerHandle | None = None

    # What comes

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_a_head()
        if len(self.connections) > CONNECTIONS:
            self._refuse(Busy())

    def data_received(self, data: bytes) -> None:
        if self._over:
            return
        self._chunk = len(data)
        super().data_received(data)
        self._fruitless += self._chunk
        if self._fruitless > HEAD_LIMIT and not self._over:
            self._refuse(HeadTooLarge(HEAD_LIMIT))

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._fault = self._unfit()
        if self._fault is not None:
            raise self._fault  # httptools then stops, and `send_400_response` is called
        super().on_headers_complete()
        self._in_head = False
        self._progress()
        _cancel(self._read_by)

    def on_body(self, body: bytes) -> None:
        self._progress()
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._progress()
        super().on_message_complete()
        if self.cycle.response_complete:
            self._expect_a_head()

    # What goes

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.response_complete:  # else the next of a pipeline is being answered
            self._expect_a_head()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._taken_by = self.loop.call_later(self._patience, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        _cancel(self._taken_by)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        _cancel(self._read_by)
        _cancel(self._taken_by)

    def send_400_response(self, msg: str) -> None:
        self._refuse(self._fault or BadRequest("This is not HTTP as we understand it."))

    # How it ends

    def _expect_a_head(self) -> None:
        _cancel(self._read_by)
        self._read_by = self.loop.call_later(self._patience, self._too_late)

    def _too_late(self) -> None:
        if self.transport.is_closing() or self.transport.get_write_buffer_size():
            self.transport.abort()
        elif self._in_head:
            self._refuse(TooSlow())
        else:
            self.transport.close()

    def _progress(self) -> None:
        self._fruitless = -self._chunk

    def _unfit(self) -> UnburntError | None:
        """Return what is wrong with the head that was just read."""
        if len(self.pipeline) >= PIPELINE:
            return Busy()
        if len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > (
            HEAD_LIMIT
        ):
            return HeadTooLarge(HEAD_LIMIT)
        return None

    def _refuse(self, error: UnburntError) -> None:
        self._over = True
        _cancel(self._read_by)
        if self._answering():
            self.cycle.keep_alive = False
            return
        if self._cut_off is not None:
            self._cut_off.labels(str(error.status)).inc()
        self.transport.write(self._problem(error))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._read_by = self.loop.call_later(LINGER, self.transport.abort)

    def _answering(self) -> bool:
        """Say whether a whole request, or an answer on its way, stands before the refusal."""
        if self.cycle is None or self.cycle.response_complete:
            return False
        return not self.cycle.more_body or self.cycle.response_started or bool(self.pipeline)

    def _problem(self, error: UnburntError) -> bytes:
        answer = refuse(error)
        always = {**HEADERS, "Cache-Control": "no-store", "X-Request-ID": uuid4().hex}
        always["Connection"] = "close"
        fields = [*self.server_state.default_headers, *answer.raw_headers]
        fields += [(name.encode(), value.encode()) for name, value in always.items()]
        lines = [b"%s: %s\r\n" % pair for pair in fields]
        return b"".join([STATUS_LINE[answer.status_code], *lines, b"\r\n", bytes(answer.body)])


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()

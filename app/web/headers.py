"""What every response carries, and what no log may: pure ASGI, outermost."""

from __future__ import annotations

import logging
import re
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.logs import REQUEST, trail
from app.web.problems import respond, unexpected

log = logging.getLogger("app.web")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_REQUEST_ID = re.compile(r"[0-9A-Fa-f-]{1,64}|[0-7][0-9A-HJKMNP-TV-Z]{25}")
"""Hexadecimal ids (UUIDs, traces, nginx's) and ULIDs: they are logged, so they hold no words."""


class ResponseHeaders:
    """Adds the request id, security and cache headers; answers HEAD as GET without a body.

    An unexpected exception becomes a bare 500 problem. Its message may quote a draft, so the log
    gets its type and the places it came through, nothing else. Log lines meanwhile have the id.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reply = _Reply(scope, send)
        if reply.head:
            scope = {**scope, "method": "GET"}
        token = REQUEST.set(reply.ident)
        try:
            await self._app(scope, receive, reply.send)
        except Exception as error:
            log.error("a request failed: %s", trail(error))
            if reply.started:
                raise RuntimeError("a response broke off") from None
            await respond(unexpected())(scope, receive, reply.send)
        finally:
            REQUEST.reset(token)


class _Reply:
    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self._static = scope["path"].startswith("/static/")
        self.head = scope["method"] == "HEAD"
        self.ident = _request_id(scope)
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-cache" if self._static else "no-store")
            headers["X-Request-ID"] = self.ident
        elif self.head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


def _request_id(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value.decode("latin-1")):
            return str(value.decode("latin-1"))
    return uuid4().hex


def silence_the_access_log() -> None:
    """Switch off uvicorn's own access log: it has addresses and whole paths, ours has routes."""
    logging.getLogger("uvicorn.access").disabled = True

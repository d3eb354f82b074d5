"""The gate before the API, where the owner of the service gives keys. Off without a key file."""

from __future__ import annotations

from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import KeyNeeded, TooMany, UnburntError
from app.keys import KeyFile
from app.web.problems import refuse
from app.web.throttle import Account, Tally, who_of

OPEN = ("/livez", "/readyz", "/static/", "/problems", "/openapi.json")
"""Paths that need no key: they read no draft and tell nothing of one."""


class KeyGate:
    """Answers 401 where no known key is given; puts the key's name into the request's state.

    With a `tally`, an address that keeps on sending wrong keys gets 429, as for other requests.
    """

    def __init__(self, app: ASGIApp, file: Path, tally: Tally | None = None) -> None:
        self._app, self._keys, self._tally = app, KeyFile(file), tally

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(OPEN) or _is_page(scope):
            await self._app(scope, receive, send)
            return
        key = _given(scope)
        name = self._keys.name_of(key) if key else None
        if name is None:
            await refuse(await self._refusal(scope))(scope, receive, send)
            return
        scope.setdefault("state", {})["key"] = name
        await self._app(scope, receive, send)

    async def _refusal(self, scope: Scope) -> UnburntError:
        if self._tally is not None:
            try:
                await Account(self._tally, who_of(scope)).charge()
            except TooMany as refused:
                return refused
        return KeyNeeded()


def _is_page(scope: Scope) -> bool:
    """Say whether the page itself is asked for, which holds no draft until one is typed."""
    return scope["path"] == "/" and scope["method"] in ("GET", "HEAD")


def _given(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        said = value.decode("latin-1")
        if name == b"x-api-key":
            return str(said)
        if name == b"authorization" and said[:7].lower() == "bearer ":
            return str(said[7:].strip())
    return None

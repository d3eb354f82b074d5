"""Rate limits, per key or address, where the owner of the service sets one. Off by default."""

from __future__ import annotations

import logging
import math
import time
from ipaddress import ip_address, ip_network
from typing import Any, NamedTuple

from limits import RateLimitItem, parse
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string
from redis.asyncio import ConnectionPool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import TooMany
from app.web.metrics import address_of
from app.web.problems import refuse

log = logging.getLogger("app.web")
LIMITED = ("/v1/", "/v2/")
STORAGE_SECONDS = 0.25
"""How long a shared counter may take to be reached, and to answer."""
PAUSE = 5.0
"""Seconds for which a counter that did not answer is not asked again."""


class Counted(NamedTuple):
    """`left` requests are allowed still, and more in `wait` seconds."""

    allowed: bool
    left: int
    wait: int


class Tally:
    """How many requests each key or address has made, in a moving window.

    `storage` is memory:// for one process, redis://... for several.
    """

    def __init__(self, limit: str, storage: str) -> None:
        self.item: RateLimitItem = parse(limit)
        self._pool: ConnectionPool | None = None
        shared: dict[str, Any] = {}
        if not storage.startswith("memory"):
            self._pool = ConnectionPool.from_url(
                storage, socket_connect_timeout=STORAGE_SECONDS, socket_timeout=STORAGE_SECONDS
            )
            shared = {"implementation": "redispy", "connection_pool": self._pool}
        counted = storage_from_string(f"async+{storage}", **shared)
        self._limiter = MovingWindowRateLimiter(counted)
        self._asked_again = 0.0

    async def count(self, who: str, cost: int = 1) -> Counted | None:
        """Count so many requests, all or none; None where the counter does not answer.

        It is then left alone for PAUSE seconds, so that nobody else waits for it, and the log tells
        of it once.
        """
        if time.monotonic() < self._asked_again:
            return None
        try:
            counted = await self._count(who, cost)
        except Exception as cause:  # whatever the storage's client raises
            if not self._asked_again:
                log.warning("rate limits are not counted: %s", type(cause).__name__)
            self._asked_again = time.monotonic() + PAUSE
            return None
        if self._asked_again:
            log.warning("rate limits are counted again")
            self._asked_again = 0.0
        return counted

    async def _count(self, who: str, cost: int) -> Counted:
        allowed = await self._limiter.hit(self.item, who, cost=cost)
        stats = await self._limiter.get_window_stats(self.item, who)
        wait = max(math.ceil(stats.reset_time - time.time()), 1)
        return Counted(allowed, max(stats.remaining, 0), wait)

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.aclose()


class Account:
    """What one request costs whoever sent it."""

    def __init__(self, tally: Tally, who: str) -> None:
        self._tally, self._who = tally, who
        self.counted: Counted | None = None

    async def charge(self, cost: int = 1) -> None:
        """Count so many requests; raises TooMany, and counts none, where that is over the limit."""
        if cost < 1:
            return
        self.counted = await self._tally.count(self._who, cost) or self.counted
        if self.counted is not None and not self.counted.allowed:
            raise TooMany(self.counted.wait, TooMany.SEVERAL if cost > 1 else TooMany.ONE)

    def headers(self) -> dict[str, str]:
        """Return the `RateLimit` headers of the answer."""
        if self.counted is None:
            return {}
        item = self._tally.item
        return {
            "RateLimit-Policy": f'"default";q={item.amount};w={item.get_expiry()}',
            "RateLimit": f'"default";r={self.counted.left};t={self.counted.wait}',
        }


class Throttle:
    """Answers 429 over the limit; says in `RateLimit` headers how many requests are left.

    Where the tally cannot be reached, requests go through: a broken counter must silence nobody.
    """

    def __init__(self, app: ASGIApp, tally: Tally) -> None:
        self._app, self._tally = app, tally

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (
            scope["path"].startswith(LIMITED) or scope["method"] == "POST"
        ):
            await self._app(scope, receive, send)
            return
        account = Account(self._tally, who_of(scope))
        scope.setdefault("state", {})["account"] = account

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(account.headers())
            await send(message)

        try:
            await account.charge()
        except TooMany as refused:
            await refuse(refused)(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)


def who_of(scope: Scope) -> str:
    """Return whom to count: the key's name, else the address that the connection comes from."""
    key = scope.get("state", {}).get("key")
    return f"key:{key}" if key else f"address:{_household(address_of(scope) or 'unknown')}"


def _household(address: str) -> str:
    """Return an address, or of IPv6 the half that one connection to the Internet is given."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else address

"""GET /metrics for Prometheus, and a log line a request: counts and times, no word of any draft."""

from __future__ import annotations

import logging
import os
import time
from ipaddress import ip_address

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.resources import COUNTS

BUCKETS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5.0, 10.0)
"""Seconds."""
PREFIXES = ("/v1", "/v2")
METHODS = frozenset(
    ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")
)
log = logging.getLogger("app.web.requests")


class Metrics:
    """What is counted; labels are routes, statuses and verdicts, all from fixed sets."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "unburnt_requests",
            "Answers by route and status.",
            ("route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "unburnt_request_seconds",
            "Time to the last byte of an answer.",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.verdicts = Counter(
            "unburnt_verdicts", "Drafts read, by verdict.", ("verdict",), registry=self.registry
        )
        self.waiting = Gauge(
            "unburnt_drafts_waiting",
            "Drafts being read or waiting.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self.cut_off = Counter(
            "unburnt_connections_cut_off",
            "Connections refused before a request was read, by status.",
            ("status",),
            registry=self.registry,
        )

    async def show(self, _: Request) -> Response:
        """Answer with the numbers of this process, or of all workers of this service."""
        shown = self.registry
        if os.environ.get(COUNTS):
            shown = CollectorRegistry()
            MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
        return Response(generate_latest(shown), media_type=CONTENT_TYPE_LATEST)


class Measured:
    """Counts, times and logs every answer by the template of its route, never by its path.

    The log line, at "info", has the client's address where `addresses` says so.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, addresses: bool = False) -> None:
        self._app, self._metrics, self._addresses = app, metrics, addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), "500"

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route, seconds = route_of(scope), time.perf_counter() - began
            self._metrics.requests.labels(route, status).inc()
            self._metrics.seconds.labels(route).observe(seconds)
            self._log(scope, route, status, seconds)

    def _log(self, scope: Scope, route: str, status: str, seconds: float) -> None:
        method, address = method_of(scope), address_of(scope) if self._addresses else None
        fields = {"method": method, "route": route, "status": int(status)}
        fields |= {"seconds": round(seconds, 4), "address": address}
        said = f" from {address}" if address else ""
        log.info(
            "%s %s %s in %.4f s%s", method, route, status, seconds, said, extra={"fields": fields}
        )


def method_of(scope: Scope) -> str:
    """Return the method; one word for those that HTTP does not know, which could be any."""
    return scope["method"] if scope["method"] in METHODS else "other"


def address_of(scope: Scope) -> str | None:
    """Return the client's address; None where a proxy passed on something that is none."""
    host = (scope.get("client") or ("",))[0]
    try:
        return str(ip_address(host))
    except ValueError:
        return None


def route_of(scope: Scope) -> str:
    """Return the route's template; one word for everything that has none.

    FastAPI names the template without the prefix under which its router was included. A request
    that is refused on its way never meets its route: of those, addresses that stand for themselves
    are known.
    """
    template = getattr(scope.get("route"), "path", None)
    if not template:
        if scope["path"] in scope["app"].state.paths:
            return str(scope["path"])
        return "/static" if scope["path"].startswith("/static/") else "other"
    prefix = next((p for p in PREFIXES if scope["path"].startswith(f"{p}/")), "")
    return str(template) if template.startswith(prefix) else f"{prefix}{template}"

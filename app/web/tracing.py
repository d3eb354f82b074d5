"""OpenTelemetry spans of requests and stages: routes, sizes and counts, and no word of a draft.

Needs the extra `unburnt[otel]`; imported only where UNBURNT_TRACING is on. The OTEL_* variables say
where spans go. Our provider is ours alone: no other library finds it and adds what it knows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from typing import Any

from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.checker import Note
from app.web.metrics import method_of, route_of

_EXPORTERS = {"otlp": "otlp_proto_http"}
"""Names of OTEL_TRACES_EXPORTER that stand for another one."""


class Tracing:
    """A tracer; `stage` is what a checker takes as its `watch`."""

    def __init__(self, version: str, processor: SpanProcessor | None = None) -> None:
        who = Resource({"service.name": "unburnt", "service.version": version})
        self._provider = TracerProvider(
            resource=who.merge(OTELResourceDetector().detect()), shutdown_on_exit=False
        )
        if processor is not None:
            self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("unburnt", version)

    @contextmanager
    def stage(self, stage: str) -> Iterator[Note]:
        """Trace a stage of the checker."""
        with self._span(stage, SpanKind.INTERNAL) as span:

            def note(**counts: int) -> None:
                span.set_attributes({f"unburnt.{name}": count for name, count in counts.items()})

            yield note

    @contextmanager
    def request(self, scope: Scope) -> Iterator[Span]:
        """Trace a request, as part of the trace that its `traceparent` names."""
        with self._span("request", SpanKind.SERVER, _parent(scope)) as span:
            yield span

    def layer(self, app: ASGIApp) -> Traced:
        """Return `app` with a span around each request."""
        return Traced(app, self)

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()

    @contextmanager
    def _span(self, name: str, kind: SpanKind, parent: Any = None) -> Iterator[Span]:
        # The message of an exception may quote a draft: a span gets its type alone.
        with self._tracer.start_as_current_span(
            name, parent, kind, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield span
            except Exception as error:
                span.set_attribute("error.type", type(error).__name__)
                raise


class Traced:
    """Makes a span of each request: method, route, status, bytes; no address, query or header."""

    def __init__(self, app: ASGIApp, tracing: Tracing) -> None:
        self._app, self._tracing = app, tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, size = 500, 0

        async def watch(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        with self._tracing.request(scope) as span:
            try:
                await self._app(scope, receive, watch)
            finally:
                _describe(span, method_of(scope), route_of(scope), status, size)


def open_tracing(version: str) -> Tracing:
    """Return a tracer that sends to where OTEL_TRACES_EXPORTER and its kin say: OTLP by default.

    Raises ValueError where no exporter of that name is installed.
    """
    wanted = os.environ.get("OTEL_TRACES_EXPORTER", "").strip().lower() or "otlp"
    if wanted == "none":
        return Tracing(version)
    name = _EXPORTERS.get(wanted, wanted)
    found = next(iter(entry_points(group="opentelemetry_traces_exporter", name=name)), None)
    if found is None:
        raise ValueError(f"OTEL_TRACES_EXPORTER={wanted}: install it, such as unburnt[otel]")
    return Tracing(version, BatchSpanProcessor(found.load()()))


def _describe(span: Span, method: str, route: str, status: int, size: int) -> None:
    span.update_name(f"{method} {route}")
    span.set_attributes(
        {
            "http.request.method": method,
            "http.route": route,
            "http.response.status_code": status,
            "http.response.body.size": size,
        }
    )
    if status >= 500:
        span.set_status(StatusCode.ERROR)


def _parent(scope: Scope) -> Any:
    """Return the context of the caller's span; its `tracestate`, which is free text, is left."""
    given = next((v for name, v in scope["headers"] if name == b"traceparent"), b"")
    return TraceContextTextMapPropagator().extract({"traceparent": given.decode("latin-1")})

"""The application: uvicorn --factory app.web:create_app."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from app.errors import UnburntError
from app.logs import on_loop_error, trail
from app.settings import Settings
from app.web import catalogue, check, guide, health, languagetool, page, problems
from app.web.cors import Origins
from app.web.docs import document
from app.web.gate import KeyGate
from app.web.headers import ResponseHeaders, silence_the_access_log
from app.web.intake import Intake
from app.web.metrics import Measured, Metrics
from app.web.service import Service
from app.web.throttle import Tally, Throttle

if TYPE_CHECKING:
    from fastapi.telemetry import TelemetryConfig

    from app.checker import Checker
    from app.web.tracing import Tracing

log = logging.getLogger("app.web")
NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "auto_configure": False,
}
"""FastAPI can export traces and logs of requests; a draft must not travel with them."""


ROUTERS = (
    (check.router, "/v1"),
    (check.batches, "/v1"),
    (catalogue.router, "/v1"),
    (languagetool.router, "/v2"),
    (health.router, ""),
    (guide.router, ""),
)
_NESTED = [f"{p}{each.path}" for r, p in ROUTERS for each in r.routes if isinstance(each, Route)]
PATHS = frozenset(("/", "/metrics", "/openapi.json", *_NESTED))
"""Templates of all routes."""


def create_app(settings: Settings | None = None, *, checker: Checker | None = None) -> FastAPI:
    """Return a new application; a test passes its own `checker`, so that nothing is loaded."""
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
        silence_the_access_log()
        asyncio.get_running_loop().set_exception_handler(on_loop_error)
        watch = app.state.tracing.stage if app.state.tracing is not None else None
        app.state.service = Service(chosen, checker, app.state.metrics, watch)
        await app.state.service.start()
        if chosen.workers > 1:  # the others answer meanwhile
            await app.state.service.built()
        yield {
            "receive_timeout": chosen.receive_timeout,
            "cut_off": app.state.metrics.cut_off,
        }
        await _close(app)

    app = FastAPI(
        title="unburnt",
        version=_version(),
        lifespan=lifespan,
        docs_url=None,  # its pages load scripts from other hosts
        redoc_url=None,
        redirect_slashes=False,
        telemetry=NO_TELEMETRY,
        generate_unique_id_function=_operation_id,
        exception_handlers={
            UnburntError: problems.on_unburnt_error,
            RequestValidationError: problems.on_invalid_request,
            HTTPException: problems.on_http_error,
            ClientDisconnect: problems.on_client_gone,
        },
    )
    app.state.settings, app.state.paths = chosen, PATHS
    app.state.metrics = Metrics()
    app.state.tally = _tally(chosen)
    app.state.tracing = _tracing() if chosen.tracing else None
    _add_middleware(app, chosen)
    _add_routes(app)
    if chosen.metrics:
        app.add_route("/metrics", app.state.metrics.show, include_in_schema=False)
    app.openapi = _openapi(app)  # type: ignore[method-assign]
    return app


def _tally(settings: Settings) -> Tally | None:
    if not settings.rate_limit:
        return None
    return Tally(settings.rate_limit, settings.rate_storage.get_secret_value())


def _tracing() -> Tracing:
    # Imported only where it is wanted: OpenTelemetry's SDK is an extra.
    from app.web.tracing import open_tracing  # noqa: PLC0415

    return open_tracing(_version())


async def _close(app: FastAPI) -> None:
    """Close what was opened; a fault is told without its message, which may quote a draft."""
    try:
        await app.state.service.close()
        if app.state.tally is not None:
            await app.state.tally.close()
        if app.state.tracing is not None:
            await asyncio.to_thread(app.state.tracing.close)
    except Exception as error:
        log.error("the shutdown failed: %s", trail(error))
        raise RuntimeError("the shutdown failed") from None


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """Add the layers around the routes; the last one added is outermost."""
    app.add_middleware(Intake, seconds=settings.receive_timeout, most=settings.bodies)
    if app.state.tally is not None:
        app.add_middleware(Throttle, tally=app.state.tally)
    if settings.api_keys:
        app.add_middleware(KeyGate, file=settings.api_keys, tally=app.state.tally)
    if settings.cors_origins:
        app.add_middleware(Origins, origins=settings.cors_origins)
    app.add_middleware(Measured, metrics=app.state.metrics, addresses=settings.log_addresses)
    if app.state.tracing is not None:
        app.add_middleware(app.state.tracing.layer)
    app.add_middleware(ResponseHeaders)


def _add_routes(app: FastAPI) -> None:
    for router, prefix in ROUTERS:
        app.include_router(router, prefix=prefix)
    app.add_route("/", page.page, methods=["GET", "POST"], include_in_schema=False)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))


def _openapi(app: FastAPI) -> Callable[[], dict[str, Any]]:
    def openapi() -> dict[str, Any]:
        service: Service = app.state.service
        if not service.ready:
            return document(app, service)  # the platforms are not known yet
        if app.openapi_schema is None:
            app.openapi_schema = document(app, service)
        return app.openapi_schema

    return openapi


def _operation_id(route: APIRoute) -> str:
    return route.name  # what generated clients call their methods


def _version() -> str:
    try:
        return version("unburnt")
    except PackageNotFoundError:
        return "0"

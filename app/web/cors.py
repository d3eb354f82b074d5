"""Which pages of other origins may ask from a browser: those that the owner names, and no other."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from app.errors import NotForThisPage
from app.web.problems import describe, respond

_OF_THE_TEXT = ("content-length", "content-type")


class Origins(CORSMiddleware):
    """Starlette's, but a preflight that is refused is answered with a problem document."""

    def __init__(self, app: ASGIApp, origins: str) -> None:
        """Let pages of `origins` ask, with commas between; each is matched as a whole."""
        super().__init__(
            app,
            allow_origins=origins.split(","),
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=("Content-Type", "Authorization", "X-API-Key", "X-Request-ID"),
            expose_headers=("X-Request-ID", "Retry-After", "RateLimit", "RateLimit-Policy"),
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        answer = super().preflight_response(request_headers)
        if answer.status_code == HTTPStatus.OK:
            return answer
        kept = {name: value for name, value in answer.headers.items() if name not in _OF_THE_TEXT}
        return respond(describe(NotForThisPage()), kept)

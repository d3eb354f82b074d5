"""What a route may ask for: the service and the settings of this application."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from app.errors import InvalidDraft
from app.rulebook import Rulebook
from app.web.service import Service
from app.web.throttle import Account


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _account(request: Request) -> Account | None:
    account: Account | None = getattr(request.state, "account", None)
    return account


ServiceOf = Annotated[Service, Depends(_service)]
AccountOf = Annotated[Account | None, Depends(_account)]
"""What the request counts for; None where nothing is counted."""


def known_platform(book: Rulebook, platform: str | None) -> None:
    """Raise InvalidDraft unless the rulebook knows the platform; none given is fine."""
    if platform is not None and book.platform(platform) is None:
        known = ", ".join(sorted(place.id for place in book.platforms))
        raise InvalidDraft(f"Unknown platform; known are: {known}.", "/platform")

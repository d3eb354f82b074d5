"""The application in process, with the fake checker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.settings import Settings
from app.web import create_app
from tests.web.fakes import FakeChecker


@pytest.fixture
def fake() -> FakeChecker:
    return FakeChecker()


@pytest.fixture
def client(fake: FakeChecker) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), checker=fake)) as opened:  # type: ignore[arg-type]
        yield opened

"""The application in process, with the fake checker; the command, with the checker of all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.checker import Checker
from app.cli import main
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


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def command(checker: Checker, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `unburnt` in this process, with the checker of all tests unless `build` makes another."""

    def run(*arguments: str | Path, build: Callable[[], Any] = lambda: checker) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments)], build)
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out, err)

    return run

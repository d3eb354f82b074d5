"""docs/api.md names every address of the API, and its example of a problem is a true one."""

from __future__ import annotations

import json
import re
from pathlib import Path

from starlette.testclient import TestClient

from app.settings import Settings
from app.web import create_app
from tests.web.fakes import FakeChecker

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text("utf-8")


def test_the_guide_names_every_address() -> None:
    with TestClient(create_app(Settings(), checker=FakeChecker())) as client:  # type: ignore[arg-type]
        paths = client.get("/openapi.json").json()["paths"]
    named = set(re.findall(r"^\| `(\w+ [^`]+)`", GUIDE, re.MULTILINE))
    assert named == {f"{m.upper()} {path}" for path, methods in paths.items() for m in methods}


def test_the_example_of_a_problem_is_what_comes_back() -> None:
    [shown] = re.findall(r"```json\n(.+?)```", GUIDE, re.DOTALL)
    with TestClient(create_app(Settings(), checker=FakeChecker())) as client:  # type: ignore[arg-type]
        answer = client.post("/v1/check", json={"text": "Hello", "tolerence": "strict"})
    assert answer.json() == json.loads(shown)

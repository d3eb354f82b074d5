"""With the network denied by the kernel, everything but the opt-in language model works."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
APART = ["unshare", "--map-root-user", "--net"]
"""A namespace of its own: no device but loopback, and no route."""


@pytest.fixture(scope="module")
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    allowed = (
        shutil.which("unshare")
        and not subprocess.run([*APART, "true"], capture_output=True, check=False).returncode
    )
    if not allowed:
        why = "NOT PROVEN HERE: this machine permits no network namespaces (unshare -rn)"
        request.config.get_terminal_writer().line(f"\n{why}", red=True)
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("offline")
    inside = [*APART, sys.executable, "-m", "tests.privacy.offline", str(folder)]
    done = subprocess.run(inside, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.slow
def test_there_is_no_way_out(told: dict[str, Any]) -> None:
    assert told["outside"] == "ENETUNREACH"


@pytest.mark.slow
def test_the_command_judges(told: dict[str, Any]) -> None:
    assert told["command"]["verdict"] == "warn"
    assert told["command"]["code"] == 2
    assert told["command"]["model"]


@pytest.mark.slow
def test_every_route_of_the_server_answers(told: dict[str, Any]) -> None:
    assert len(told["server"]) > 15
    assert set(told["server"].values()) == {200}, told["server"]


@pytest.mark.slow
def test_a_language_model_that_cannot_be_reached_costs_only_its_own_words(
    told: dict[str, Any],
) -> None:
    assert told["rant"]["verdict"] == "warn"
    assert told["rant"]["rewritten by"] == ["rules"]
    assert "llm-unavailable" in told["rant"]["notices"]

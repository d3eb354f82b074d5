"""A check leaves nothing behind: no cache, no device id, no trace of the draft on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CANARY = "my boss at Norvane is a kumquat-flavoured clown"


@pytest.mark.slow
def test_a_check_writes_no_file(tmp_path: Path) -> None:
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir()
    scratch.mkdir()
    places = {"HOME": str(home), "TMPDIR": str(scratch), "XDG_CACHE_HOME": str(home / ".cache")}
    environment = os.environ | places | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "app", "check", "--text", CANARY],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (1, 2), done.stderr
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
    assert done.stderr == ""

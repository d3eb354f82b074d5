"""A server that is killed by a fault leaves no image of its memory on disk."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def allow_core_files() -> None:
    """Set what some owners set for the whole machine."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def start(folder: Path, *command: str) -> subprocess.Popen[str]:
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=env | {"UNBURNT_MODEL": "", "UNBURNT_LOG_LEVEL": "info"},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=allow_core_files,  # noqa: PLW1509
    )


@pytest.mark.slow
def test_a_server_that_dies_of_a_fault_leaves_no_core_file(tmp_path: Path) -> None:
    control, served = tmp_path / "control", tmp_path / "served"
    for folder in (control, served):
        folder.mkdir()
    dying = start(control, "-c", "import os; os.abort()")
    dying.communicate()
    if not list(control.iterdir()):
        pytest.skip("this machine writes core files elsewhere, or never")
    with start(served, "-m", "app", "serve", "--port", "0") as server:
        assert server.stderr is not None
        for line in server.stderr:
            if "Application startup complete" in line:
                break
        limits = Path(f"/proc/{server.pid}/limits").read_text()
        server.send_signal(signal.SIGSEGV)
        server.stderr.read()
    assert server.returncode == -signal.SIGSEGV
    assert re.search(r"Max core file size +0 ", limits)
    assert list(served.iterdir()) == []

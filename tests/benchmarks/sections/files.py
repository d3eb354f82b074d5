"""Rows a second of `unburnt batch`: here, in two processes, and on a Ray cluster of two workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from app.batch import Engine, Here, Job, Processes, ray_cluster, run
from app.bootstrap import build_checker
from tests.benchmarks.figures import Goal, short, table
from tests.benchmarks.serving import HOST, ROOT
from tests.benchmarks.setting import BARE, TYPICAL, Setting
from tests.web.listening import free_port

ROWS = 10
"""Rows for each text of a short length: a second worker takes seconds to start."""
WORKERS, CHUNK = 2, 32
ENDING = 60
"""Seconds that Ray may take to end."""

Choose = Callable[[], Engine]


def files(setting: Setting) -> list[Goal]:
    """Judge fresh rows with each engine; efficiency is speed over twice that of one worker."""
    speeds = {"1 worker": _speed(setting, lambda: Here(build_checker))}
    speeds["2 workers"] = _speed(setting, lambda: Processes(build_checker, WORKERS))
    if find_spec("ray") is None:
        print("left out: Ray, which is not installed (pip install 'unburnt[ray]')")
    else:
        with _cluster() as address:
            speeds["Ray, 2 workers"] = _speed(
                setting, lambda: ray_cluster(address, build_checker, WORKERS)
            )
    one = speeds["1 worker"]
    rows = {
        name: [short(speed), "" if speed == one else short(speed / (WORKERS * one))]
        for name, speed in speeds.items()
    }
    print(table(f"rows of {TYPICAL} tokens", ["rows/s", "efficiency"], rows))
    return []


def _speed(setting: Setting, choose: Choose) -> float:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        lines = (
            json.dumps({"text": text})
            for text in setting.drafts.take(ROWS * setting.rounds(), TYPICAL)
        )
        (place / "in.jsonl").write_text("\n".join(lines), "utf-8")
        job = Job(
            place / "in.jsonl", place / "out.jsonl", place / "errors.jsonl", BARE, chunk=CHUNK
        )
        return run(job, choose()).speed


@contextmanager
def _cluster() -> Iterator[str]:
    """Yield the address of a Ray of two cores, on loopback, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block"]
    command += [f"--port={port}", f"--node-ip-address={HOST}", f"--num-cpus={WORKERS}"]
    command += ["--include-dashboard=false", "--disable-usage-stats"]
    found = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        command,
        env=os.environ | {"PYTHONPATH": found, "RAY_USAGE_STATS_ENABLED": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(process, command[:3], f"{HOST}:{port}")
        yield f"{HOST}:{port}"
    finally:
        process.terminate()
        process.wait(ENDING)


def _wait_until_up(process: subprocess.Popen[bytes], ray: list[str], address: str) -> None:
    until = time.monotonic() + ENDING
    asked = [*ray, "health-check", "--address", address]
    while subprocess.run(asked, capture_output=True, check=False).returncode != 0:
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("Ray did not start")

"""Rows a second of `unburnt batch`: here, in two processes, and on a Ray cluster of two workers."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figures import Goal, short, table
from tests.benchmarks.serving import plain_python
from tests.benchmarks.setting import TYPICAL, Setting
from tests.cluster import cluster, missing

ROWS = 10
"""Rows for each text of a short length: a second worker takes seconds to start."""
WORKERS, CHUNK, TURNS = 2, 32, 3

Python = Callable[..., subprocess.CompletedProcess[str]]


def files(setting: Setting) -> list[Goal]:
    """Judge the same rows with each engine; efficiency is speed over twice that of one worker.

    The engines take turns, and the best turn of each counts: what else runs here only slows them.
    """
    with TemporaryDirectory() as folder, ExitStack() as stack:
        place = Path(folder)
        drafts = setting.drafts.take(ROWS * setting.rounds(), TYPICAL)
        (place / "in.jsonl").write_text("\n".join(json.dumps({"text": d}) for d in drafts), "utf-8")
        engines = {
            "1 worker": partial(_speed, place, plain_python),
            "2 workers": partial(_speed, place, plain_python, "--workers", WORKERS),
        }
        if why := missing():
            print(f"left out: {why}")
        else:
            ray = stack.enter_context(cluster(cores=[WORKERS], settings={}))
            engines["Ray, 2 workers"] = partial(_speed, place, ray.python, "--ray", ray.address)
        turns = [{name: run() for name, run in engines.items()} for _ in range(TURNS)]
    speeds = {name: max(turn[name] for turn in turns) for name in engines}
    one = speeds["1 worker"]
    rows = {
        name: [short(speed), "" if speed == one else short(speed / (WORKERS * one))]
        for name, speed in speeds.items()
    }
    print(table(f"{len(drafts)} rows of {TYPICAL} tokens", ["rows/s", "efficiency"], rows))
    return []


def _speed(place: Path, python: Python, *asked: str | int) -> float:
    """Return the rows a second that the command tells: judging alone, no start."""
    files = (place / "in.jsonl", place / "out.jsonl", "--restart", "--chunk", CHUNK)
    done = python("-m", "app", "batch", *files, *asked)
    told = re.search(r"([\d.]+) rows/s", done.stdout)
    if told is None:
        raise RuntimeError(f"unburnt batch: {done.stderr}")
    return float(told[1])

"""A batch that is killed at any moment, again and again: every row comes out once, in order."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from tests.benchmarks.batch_memory import STAND_IN, Shape, write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by signals")

ROOT = Path(__file__).resolve().parents[2]
BAD = 7
"""Every seventh row has no draft."""
ROWS, FEW = 3_000, 17
KILLS, MOMENTS = 6, 40
SHAPE = Shape(note=300, drafts=("What a bunch of clowns!!!",) * (BAD - 1) + (" ",))
FORMATS = ("jsonl", "csv", "parquet")


def arguments(source: Path, out: Path, *more: str) -> list[str]:
    return ["batch", str(source), str(out), "--id", "id", "--resume", *more]


def start(source: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STAND_IN, *arguments(source, out, "--chunk", "10", *more)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def lives(source: Path, out: Path, rounds: list[list[int]]) -> list[list[tuple[int, str]]]:
    """Run the command again and again; each life ends before that change, with 0 it goes on."""
    moments = [",".join(map(str, each)) for each in rounds]
    asked = arguments(source, out, "--chunk", "5")
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.dying", *moments, "--", *asked],
        cwd=ROOT,
        text=True,
        check=True,
        capture_output=True,
    )
    return [[(code, said) for code, said in each] for each in json.loads(done.stdout)]


def folder_of(out: Path) -> Path:
    return out.with_name(f"{out.name}.parts")


def idents(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        return pq.read_table(path).column("id").to_pylist()
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file) if ".csv" in path.name else map(json.loads, file)
        return [row["id"] for row in rows]


def everything_is_there_once(out: Path, rows: int) -> None:
    """Assert that every row is in the result, or set aside with its reason, and nothing is left."""
    good = [f"{row:08}" for row in range(rows) if row % BAD != BAD - 1]
    assert idents(out) == good
    errors = out.with_name(f"{out.name}.errors.jsonl")
    aside = [json.loads(line) for line in errors.read_text("utf-8").splitlines()]
    assert [(each["row"], each["id"], each["reason"]) for each in aside] == [
        (row + 1, f"{row:08}", "the draft is empty") for row in range(BAD - 1, rows, BAD)
    ]
    assert {path.name for path in out.parent.iterdir()} <= {out.name, errors.name}


def parts_in(folder: Path) -> int:
    return len(list(folder.glob("*.jsonl"))) if folder.is_dir() else 0


def wait_for_a_moment(process: subprocess.Popen[str], folder: Path, chance: random.Random) -> None:
    """Return when some more parts are there, or the result is being written."""
    wanted = parts_in(folder) + chance.randint(1, ROWS // 10 // KILLS)
    while process.poll() is None and parts_in(folder) < wanted:
        if (folder / "joined.tmp").exists():
            break
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.02))


def anyone_of(process: subprocess.Popen[str], chance: random.Random) -> int:
    """Return the id of the command's process or of one of its workers."""
    try:
        helpers = psutil.Process(process.pid).children()
        workers = [each.pid for each in helpers if "spawn_main" in " ".join(each.cmdline())]
    except psutil.NoSuchProcess:
        workers = []
    return chance.choice([process.pid, *workers])


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("of", FORMATS)
def test_six_kills_at_random_lose_and_double_nothing(tmp_path: Path, of: str, workers: str) -> None:
    chance = random.Random(f"{of} {workers}")
    source = write(tmp_path / f"in.{of}", SHAPE.rows(ROWS))
    out = tmp_path / "result" / f"out.{of}"
    out.parent.mkdir()
    killed = 0
    while killed < KILLS and not (out.exists() and not folder_of(out).exists()):
        process = start(source, out, "--workers", workers)
        wait_for_a_moment(process, folder_of(out), chance)
        with suppress(ProcessLookupError):
            os.kill(anyone_of(process, chance), signal.SIGKILL)
        _, err = process.communicate(timeout=60)
        assert "Traceback" not in err
        killed += process.returncode != 0
    if killed == KILLS:
        process = start(source, out, "--workers", workers)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
    assert killed
    everything_is_there_once(out, ROWS)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_death_before_any_change_to_the_disk_is_made_good(tmp_path: Path, kind: str) -> None:
    """Also where the result stands already, and only the parts are being removed."""
    source = write(tmp_path / f"in.{kind}", SHAPE.rows(FEW))
    for number in range(MOMENTS):
        (tmp_path / str(number)).mkdir()
    rounds = [[moment, 0] for moment in range(1, MOMENTS + 1)]
    ended = lives(source, tmp_path / "ROUND" / f"out.{kind}", rounds)
    for number, ((code, said), then) in enumerate(ended):
        if code == 0:
            break
        assert (code, said) == (-signal.SIGKILL, "")
        is_made_good(tmp_path / str(number) / f"out.{kind}", *then)
    assert 30 < number < MOMENTS - 1


def is_made_good(out: Path, code: int, said: str) -> None:
    if folder_of(out).exists():
        # The very last step was left: the result stands, and only an empty folder is in the way.
        assert not list(folder_of(out).iterdir())
        assert (code, "exists already" in said) == (3, True)
        folder_of(out).rmdir()
    else:
        assert (code, said.count("\n")) == (0, 1)
        assert said.startswith(f"{FEW} rows")
    everything_is_there_once(out, FEW)


def test_a_run_that_dies_at_every_turn_gets_there_in_the_end(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", SHAPE.rows(FEW))
    out = tmp_path / "result" / "out.csv"
    out.parent.mkdir()
    [ended] = lives(source, out, [[*range(3, 40)]])
    codes = [code for code, _ in ended]
    assert codes[: codes.index(0)] == [-signal.SIGKILL] * codes.index(0)
    assert codes.index(0) > 10
    everything_is_there_once(out, FEW)

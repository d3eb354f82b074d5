"""A batch that is killed, stopped or changed midway: no row is lost, none is doubled."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any, cast

import psutil
import pytest

from app.batch import Processes
from app.batch.rows import Chunk, Draft
from app.errors import FileUnusable
from app.results import Options
from tests.web.fakes import FakeChecker

ROOT = Path(__file__).resolve().parents[2]
CANARY = "kumquat-flavoured clowns at Norvane"
ROWS = 2_000
BATCH = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from app.cli import main; from tests.web.fakes import FakeChecker; "
    "main(['batch', *sys.argv[1:]], FakeChecker)"
)
"""The command with a quick checker: here, it is not the judging that matters.

It hears Ctrl+C as at a terminal: tests that run in the background of a shell have it ignored.
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by signals")


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BATCH, *map(str, arguments), "--chunk", "10"],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finished(*arguments: str | Path) -> tuple[int, str, str]:
    process = start(*arguments)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def once_begun(process: subprocess.Popen[str], folder: Path, parts: int = 5) -> None:
    """Return when some parts are done, and others are not."""
    while len(list(folder.glob("*.jsonl"))) < parts:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def children_of(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def eventually(said: Callable[[], bool]) -> bool:
    for _ in range(600):
        if said():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("batch") / "in.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(ROWS):
            text = "" if number % 97 == 0 else f"{CANARY} {number}. " + "They lied to me!! " * 40
            file.write(json.dumps({"n": number, "text": text}) + "\n")
    return path


@pytest.fixture(scope="module")
def whole(source: Path) -> dict[str, bytes]:
    """Return the files of a run that nothing disturbs."""
    out = source.with_name("whole.csv")
    code, said, err = finished(source, out)
    assert (code, err) == (0, "")
    assert said.startswith(f"{ROWS:,} rows: ")
    return files(out)


def files(out: Path) -> dict[str, bytes]:
    """Return the result and its errors, and nothing else: no part is left."""
    assert not out.with_name(f"{out.name}.parts").exists()
    errors = out.with_name(f"{out.name}.errors.jsonl")
    return {"out": out.read_bytes(), "errors": errors.read_bytes()}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_goes_on_where_it_was(
    source: Path, whole: dict[str, bytes], tmp_path: Path, workers: str
) -> None:
    out, folder = tmp_path / "out.csv", tmp_path / "out.csv.parts"
    process = start(source, out, "--workers", workers)
    once_begun(process, folder)
    if sys.platform == "linux":
        helpers = children_of(process.pid)
        assert bool(helpers) == (workers == "2")
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    if sys.platform == "linux":
        assert eventually(lambda: not any(Path(f"/proc/{pid}/cwd").exists() for pid in helpers))
    kept = {path.name for path in folder.glob("*.jsonl")}
    assert not out.exists()

    code, said, err = finished(source, out)
    assert (code, "--resume to go on" in err) == (3, True)
    # A second death, in the middle of writing a part, leaves half a file.
    (folder / "00000199.jsonl.tmp").write_text('{"row": 19')
    code, said, err = finished(source, out, "--resume", "--workers", workers)
    assert (code, err) == (0, "")
    assert f"({10 * len(kept):,} from before)" in said
    assert files(out) == whole


def test_ctrl_c_stops_at_once_and_says_how_to_go_on(
    source: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    process = start(source, out, "--workers", "2")
    once_begun(process, tmp_path / "out.csv.parts")
    os.killpg(process.pid, signal.SIGINT)  # a terminal tells every process of the group
    said, err = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "")
    assert err.count("Stopped.") == 1
    assert "--resume" in err
    assert "Traceback" not in err
    assert "kumquat" not in err
    assert finished(source, out, "--resume")[0] == 0
    assert files(out) == whole


DISGUISED = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from app.batch.parts import Parts
from app.cli import main
from tests.web.fakes import FakeChecker

def save(self, part):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
    except KeyboardInterrupt:
        raise ValueError("Error serializing to JSON: KeyboardInterrupt")

Parts.save = save
main(["batch", *sys.argv[1:]], FakeChecker)
"""


def test_ctrl_c_that_a_library_makes_another_error_of_stops_as_well(
    source: Path, tmp_path: Path
) -> None:
    """Pydantic does, where it comes while a result is written as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", DISGUISED, str(source), str(tmp_path / "out.csv")],
        cwd=ROOT,
        text=True,
        check=False,
        capture_output=True,
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.count("Stopped. What is done is kept in ") == 1
    assert "Traceback" not in done.stderr


def test_a_worker_that_is_killed_loses_nothing(
    source: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    process = start(source, out, "--workers", "2")
    once_begun(process, tmp_path / "out.csv.parts")
    os.kill(children_of(process.pid)[-1], signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "Go on with --resume" in err
    assert "Traceback" not in err
    assert finished(source, out, "--resume")[0] == 0
    assert files(out) == whole


def test_a_worker_that_dies_between_two_chunks_is_told_as_well() -> None:
    engine = Processes(cast(Any, FakeChecker), 1)
    try:
        engine.begin(Options())
        for child in multiprocessing.active_children():
            os.kill(cast(int, child.pid), signal.SIGKILL)
        assert eventually(lambda: not multiprocessing.active_children())
        with pytest.raises(FileUnusable, match="--resume"):
            list(engine.run([Chunk(0, ())]))
    finally:
        engine.close()


def test_a_worker_that_is_killed_while_it_hands_in_holds_up_nobody() -> None:
    """What it hands in is larger than any pipe, so it takes as long as nobody reads."""
    long = tuple(Draft(row, None, None, "", "x" * 20_000) for row in range(1, 201))
    chunks = [Chunk(number, long) for number in range(4)]
    engine = Processes(cast(Any, FakeChecker), 2)
    ended: list[object] = []

    def lose_a_worker() -> None:
        parts = engine.run(chunks)
        next(parts)
        for child in psutil.Process().children():
            if "spawn_main" in " ".join(child.cmdline()):
                assert eventually(lambda c=child: c.status() == psutil.STATUS_SLEEPING)
                child.kill()
        with pytest.raises(FileUnusable, match="--resume"):
            list(parts)
        ended.append(parts)

    try:
        engine.begin(Options())
        thread = Thread(target=lose_a_worker, daemon=True)
        thread.start()
        thread.join(60)
        assert ended
    finally:
        engine.close()


def stopped(source: Path, out: Path) -> None:
    process = start(source, out)
    once_begun(process, out.with_name(f"{out.name}.parts"))
    process.kill()
    process.communicate()


def test_a_resume_with_another_input_or_other_options_is_refused(
    source: Path, tmp_path: Path
) -> None:
    mine, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    mine.write_bytes(source.read_bytes())
    stopped(mine, out)
    for more, reason in (
        (("--tolerance", "strict"), "the option 'tolerance' is not what it was"),
        (("--employer", "Norvane"), "the option 'employer' is not what it was"),
        (("--rewrite",), "the option 'rewrite' is not what it was"),
        (("--id", "n"), "--id is not what it was"),
    ):
        code, said, err = finished(mine, out, "--resume", *more)
        assert (code, said) == (3, "")
        assert reason in err
    os.utime(mine)  # a touch changes nothing
    content = bytearray(mine.read_bytes())
    content[-40:-39] = b"?"
    mine.write_bytes(content)
    code, said, err = finished(mine, out, "--resume")
    assert (code, "the input has changed" in err) == (3, True)
    assert finished(mine, out, "--restart")[0] == 0
    assert out.read_bytes().count(b"\n") == 1 + ROWS - (ROWS + 96) // 97


def test_two_runs_do_not_work_on_one_result(source: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / "out.csv", tmp_path / "out.csv.parts"
    first = start(source, out)
    once_begun(first, folder, parts=2)
    code, _, err = finished(source, out, "--restart")
    assert (code, "another run is at work there" in err) == (3, True)
    assert first.communicate(timeout=300)[0].startswith(f"{ROWS:,} rows")


def test_files_of_others_in_the_folder_are_left_alone(source: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / "out.csv", tmp_path / "out.csv.parts"
    folder.mkdir()
    (folder / "thesis.txt").write_text("ten years")
    code, _, err = finished(source, out, "--restart")
    assert (code, "thesis.txt there is not ours" in err) == (3, True)
    assert (folder / "thesis.txt").read_text() == "ten years"

"""The progress bar of `unburnt batch`: drawn on a terminal, and nowhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.benchmarks.batch_memory import STAND_IN, Shape, write

pty = pytest.importorskip("pty", reason="a terminal of our own needs POSIX")
termios = pytest.importorskip("termios")

ROOT = Path(__file__).resolve().parents[2]
CANARY = "kumquat-flavoured clowns"
ROWS, COLUMNS = 1_203, 120
OWNED = (
    "import fcntl, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.default_int_handler)"
)
"""What makes the terminal send Ctrl+C as a signal, as a shell does: also where the tests were
started in the background, with that signal ignored."""
CONTROL = re.compile(r"\x1b\[[?\d;]*[a-zA-Z]")
FRAME = re.compile(r"(judging|writing) +\S* *(\d+) % ([\d,]+) rows, ([\d.]+) rows/s (\S+)")


@contextmanager
def at_terminal(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start the command with a terminal as its standard input and error; yield it and our end."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, COLUMNS))
    process = subprocess.Popen(
        [sys.executable, "-c", f"{OWNED}; {STAND_IN}", "batch", *map(str, arguments)],
        cwd=ROOT,
        text=True,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield process, ours
    finally:
        process.kill()
        process.communicate()
        os.close(ours)


def shown(ours: int, until: str = "") -> str:
    """Return what the terminal got, as text: until `until` is there, or nobody writes any more."""
    got = b""
    while piece := _read(ours):
        got += piece
        if until and until in got.decode("utf-8", "ignore"):
            break
    return CONTROL.sub("", got.decode("utf-8", "ignore")).replace("\r", "\n")


def _read(ours: int) -> bytes:
    try:
        return os.read(ours, 1 << 16)
    except OSError:  # so Linux says that the other end is closed
        return b""


def drafts(path: Path, rows: int = ROWS) -> Path:
    return write(path, Shape(note=10, drafts=(CANARY, f"{CANARY}!!", " ")).rows(rows))


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_terminal_shows_count_and_speed_up_to_the_last_row(
    tmp_path: Path, kind: str, workers: str
) -> None:
    source, out = drafts(tmp_path / f"in.{kind}"), tmp_path / f"out.{kind}"
    with at_terminal(source, out, "--workers", workers, "--chunk", "50") as (process, ours):
        screen = shown(ours)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said.startswith(f"{ROWS:,} rows: ")
    frames = [match.groups() for match in FRAME.finditer(screen)]
    for phase in ("judging", "writing"):
        counts = [
            (int(share), int(rows.replace(",", ""))) for p, share, rows, *_ in frames if p == phase
        ]
        assert counts == sorted(counts)
        assert counts[-1] == (100, ROWS)
        assert all(
            float(speed) > 0 for p, _, rows, speed, _ in frames if p == phase and rows != "0"
        )
    assert [phase for phase, *_ in frames] == sorted(phase for phase, *_ in frames)
    assert "kumquat" not in screen + said


def test_blank_lines_at_the_end_are_part_of_the_way(tmp_path: Path) -> None:
    source, out = drafts(tmp_path / "in.jsonl"), tmp_path / "out.jsonl"
    with source.open("a") as file:
        file.write("\n" * 300_000)
    with at_terminal(source, out) as (_, ours):
        frames = FRAME.findall(shown(ours))
    assert [share for phase, share, *_ in frames if phase == "judging"][-1] == "100"


def test_what_was_done_before_counts_as_done_and_not_for_the_speed(tmp_path: Path) -> None:
    source, out = drafts(tmp_path / "in.jsonl"), tmp_path / "out.jsonl"
    folder = tmp_path / "out.jsonl.parts"
    with at_terminal(source, out, "--chunk", "2") as (process, ours):
        while len(list(folder.glob("*.jsonl"))) < 100:
            assert process.poll() is None
            time.sleep(0.005)
        process.kill()
        shown(ours)
    kept = 2 * len(list(folder.glob("*.jsonl")))
    with at_terminal(source, out, "--chunk", "2", "--resume") as (process, ours):
        frames = FRAME.findall(shown(ours))
        said, _ = process.communicate(timeout=60)
    assert f"{ROWS:,} rows ({kept:,} from before): " in said
    assert [rows for phase, _, rows, *_ in frames if phase == "judging"][-1] == f"{ROWS:,}"


def test_ctrl_c_at_the_terminal_leaves_it_tidy(tmp_path: Path) -> None:
    # So many rows that they are not done before a busy machine lets us press the keys.
    source, out = drafts(tmp_path / "in.jsonl", 40 * ROWS), tmp_path / "out.jsonl"
    folder = tmp_path / "out.jsonl.parts"
    with at_terminal(source, out, "--chunk", "1", "--workers", "2") as (process, ours):
        while len(list(folder.glob("*.jsonl"))) < 20:
            assert process.poll() is None
            time.sleep(0.005)
        os.write(ours, b"\x03")
        screen = shown(ours)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert screen.count("Stopped. What is done is kept in ") == 1
    assert "Traceback" not in screen
    assert "kumquat" not in screen


@pytest.mark.parametrize("forced", [{}, {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"}])
def test_without_a_terminal_nothing_is_drawn(tmp_path: Path, forced: dict[str, str]) -> None:
    source, out = drafts(tmp_path / "in.csv"), tmp_path / "out.csv"
    done = subprocess.run(
        [sys.executable, "-c", STAND_IN, "batch", str(source), str(out)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **forced},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(rf"{ROWS:,} rows: .* rows/s\n", done.stdout)
    assert "\x1b" not in done.stdout

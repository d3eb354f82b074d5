"""`unburnt batch` holds a few rows, whatever the file: eight times the rows, the same memory.

The sum of the largest resident sizes of all processes of the command, as Linux counts them. That
differs by some MiB from one run to the next; what is allowed is a tenth of what is added at most.
"""

from __future__ import annotations

import gzip
import os
import sys
from pathlib import Path

import pytest

from tests.benchmarks.batch_memory import MIB, STAND_IN, Measured, Shape, measured, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

QUICK = ("-c", STAND_IN)
REAL = ("-m", "app")
ALLOWED, MOST_SHARE = 16.0, 0.1
"""MiB that may come on top, and the share of the added data that this is at most."""
TIMES = 8
LONG = {
    "jsonl": (800, Shape(note=30_000)),
    "csv": (800, Shape(note=30_000)),
    "parquet": (2_100, Shape(note=9_000)),
}
"""Rows of the smaller file. Arrow writes 1,024 long values as one page, which is read whole."""
SHORT = ("Thank you, Norvane!", "What a bunch of clowns, avoid them!!!", "On to the next one.")


def judged(source: Path, into: str, command: tuple[str, ...] = QUICK, workers: int = 1) -> Measured:
    """Run the command to its end, without a model."""
    out = source.with_name(f"{source.name}.out.{into}")
    asked = [*command, "batch", str(source), str(out), "--workers", str(workers), "--restart"]
    done = measured(asked, env={**os.environ, "UNBURNT_MODEL": ""})
    assert (done.code, done.err) == (0, "")
    return done


def bounded(small: Measured, large: Measured, added: float) -> bool:
    """Say whether `added` MiB of data cost next to nothing."""
    assert added * MOST_SHARE >= ALLOWED, "too little data to tell"
    return large.peak - small.peak < ALLOWED


@pytest.mark.parametrize(
    ("of", "into", "workers"),
    [
        ("jsonl", "jsonl", 1),
        ("csv", "csv", 1),
        ("parquet", "parquet", 1),
        ("jsonl", "parquet", 2),
        ("csv", "jsonl", 2),
        ("parquet", "csv", 2),
    ],
)
def test_eight_times_the_rows_need_no_more_memory(
    tmp_path: Path, of: str, into: str, workers: int
) -> None:
    """Parquet comes in one row group: whoever reads it whole holds all."""
    fewest, shape = LONG[of]
    peaks, sizes = [], []
    for rows in (fewest, fewest * TIMES):
        source = write(tmp_path / f"in.{of}", shape.rows(rows))
        peaks.append(judged(source, into, workers=workers))
        sizes.append(source.stat().st_size / MIB)
        assert peaks[-1].out.startswith(f"{rows:,} rows: ")
    assert bounded(*peaks, sizes[1] - sizes[0])


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_rows_as_large_as_may_be_are_held_a_few_at_a_time(tmp_path: Path, kind: str) -> None:
    peaks = []
    for rows in (25, 25 * TIMES):
        source = write(tmp_path / f"in.{kind}", Shape(60, 1_000_000).rows(rows))
        peaks.append(judged(source, kind))
        assert peaks[-1].out.startswith(f"{rows:,} rows: ")
    assert bounded(*peaks, 7 * 24)


@pytest.mark.parametrize("kind", ["jsonl", "csv", "jsonl.gz"])
def test_a_gigantic_line_is_set_aside_and_never_held(tmp_path: Path, kind: str) -> None:
    header = "" if "jsonl" in kind else "text,note\n"
    opened = gzip.open if kind.endswith(".gz") else open
    peaks = []
    for size in (25, 25 * TIMES):
        source = tmp_path / f"in.{kind}"
        with opened(source, "wt") as file:
            file.write(header)
            file.writelines("clowns, " * (MIB // 8) for _ in range(size))
            file.write("\n")
        peaks.append(judged(source, "csv"))
        assert "1 rows: 0 clear, 0 caution, 0 warn, 1 set aside" in peaks[-1].out
    assert bounded(*peaks, 7 * 24)


def test_the_command_as_it_is_needs_no_more_memory_either(tmp_path: Path) -> None:
    peaks, sizes = [], []
    for rows in (150, 150 * TIMES):
        source = write(tmp_path / "in.jsonl", Shape(note=200_000, drafts=SHORT).rows(rows))
        peaks.append(judged(source, "jsonl", REAL))
        sizes.append(source.stat().st_size / MIB)
        third = rows // 3
        assert peaks[-1].out.startswith(f"{rows:,} rows: {2 * third:,} clear, ")
    assert bounded(*peaks, sizes[1] - sizes[0])

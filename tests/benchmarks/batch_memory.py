"""Peak memory of `unburnt batch` against the size of the file, for each format.

    python -m tests.benchmarks.batch_memory --rows 1000 4000 16000 --workers 1 2

Every row has a draft of its own of a few thousand characters and a note that no packing makes
small, so that whoever holds rows is seen to. The drafts are judged by a stand-in: a checker's own
memory does not depend on the number of drafts (`soak` measures that). What counts is the sum of the
largest resident sizes of all processes of the command, as Linux counts them.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from app.cli import main as unburnt
from tests.web.fakes import FakeChecker

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("jsonl", "csv", "parquet")
MIB = 1 << 20
PAUSE = 0.02
"""Seconds between two looks at the processes; a largest size stays readable until the end."""
STAND_IN = "from tests.benchmarks.batch_memory import quick; quick()"


class Same(FakeChecker):
    """Gives every draft the answer that one draft got, at no cost."""

    def check(self, draft, options=None):  # type: ignore[no-untyped-def]
        self.same = getattr(self, "same", None) or super().check("Fine.", options)
        return self.same


def quick() -> None:
    """Be `unburnt` with the stand-in as its checker."""
    unburnt(sys.argv[1:], Same)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Shape:
    """How many characters draft and note of a row have; `drafts`, where given, take turns."""

    draft: int = 3_000
    note: int = 3_000
    drafts: tuple[str, ...] = ()

    def rows(self, count: int) -> Iterator[dict[str, str]]:
        chance = random.Random(7)
        for number in range(count):
            draft = self.drafts[number % len(self.drafts)] if self.drafts else ""
            draft = draft or f"Draft {number:08}. {_noise(chance, self.draft - 20)}"
            yield {"id": f"{number:08}", "text": draft, "note": _noise(chance, self.note)}


def _noise(chance: random.Random, characters: int) -> str:
    return b64encode(chance.randbytes(characters * 3 // 4 + 3))[:characters].decode()


def write(path: Path, rows: Iterator[dict[str, str]], group: int = 1 << 30) -> Path:
    """Write `rows` in the format that the name says; Parquet in groups of `group` rows."""
    if path.suffix == ".parquet":
        _write_parquet(path, rows, group)
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(json.dumps(row) + "\n" for row in rows)
        else:
            out = csv.DictWriter(file, ["id", "text", "note"])
            out.writeheader()
            out.writerows(rows)
    return path


def _write_parquet(path: Path, rows: Iterator[dict[str, str]], group: int) -> None:
    schema = pa.schema([(name, pa.string()) for name in ("id", "text", "note")])
    with pq.ParquetWriter(path, schema) as out:
        while found := list(islice(rows, group)):
            out.write_table(pa.Table.from_pylist(found, schema), row_group_size=len(found))


@dataclass(frozen=True)
class Measured:
    """What a run printed, and the sum of its processes' peaks in MiB."""

    code: int
    out: str
    err: str
    peak: float
    seconds: float


def measured(command: list[str], **more: object) -> Measured:
    """Run `command`, an own Python program, to its end."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,  # type: ignore[call-overload]
    )
    peaks: dict[int, int] = {}
    while process.poll() is None:
        for pid in _tree(process.pid):
            # The last one, not the largest: a process about to become another shares its parent's.
            peaks[pid] = _peak(pid) or peaks.get(pid, 0)
        time.sleep(PAUSE)
    out, err = process.communicate()
    spent = time.monotonic() - started
    return Measured(process.returncode, out, err, sum(peaks.values()) / 1024, spent)


def _tree(pid: int) -> list[int]:
    try:
        return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
    except psutil.NoSuchProcess:
        return []


def _peak(pid: int) -> int:
    """Return the largest resident size of a process in KiB; 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(status.split("VmHWM:")[1].split()[0]) if "VmHWM:" in status else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 4_000, 16_000, 64_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--formats", nargs="+", default=FORMATS, choices=FORMATS)
    parser.add_argument("--draft", type=int, default=Shape.draft, help="characters")
    parser.add_argument("--note", type=int, default=Shape.note, help="characters")
    asked = parser.parse_args()
    shape = Shape(asked.draft, asked.note)
    print(f"{'format':10s}{'workers':>8s}{'rows':>10s}{'MiB':>9s}{'peak MiB':>10s}{'rows/s':>9s}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in asked.formats:
            for rows in asked.rows:
                source = write(Path(folder) / f"in.{kind}", shape.rows(rows))
                for workers in asked.workers:
                    _print(kind, rows, source, workers)


def _print(kind: str, rows: int, source: Path, workers: int) -> None:
    out = source.with_name(f"out.{kind}")
    command = ["-c", STAND_IN, "batch", str(source), str(out), "--restart"]
    done = measured([*command, "--workers", str(workers)])
    assert done.code == 0, done.err
    assert done.out.startswith(f"{rows:,} rows: "), done.out
    size = source.stat().st_size / MIB
    print(
        f"{kind:10s}{workers:8d}{rows:10,d}{size:9.1f}{done.peak:10.1f}{rows / done.seconds:9.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()

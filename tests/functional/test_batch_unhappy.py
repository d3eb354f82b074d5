"""What goes wrong with `unburnt batch` as a user meets it: a clear line, a code, nothing lost."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.benchmarks.batch_memory import STAND_IN, Shape, write
from tests.functional.conftest import Ended, Run
from tests.web.fakes import FakeChecker

ROOT = Path(__file__).resolve().parents[2]
CANARY = "kumquat-flavoured clowns"
ROWS = [{"id": str(n), "text": f"{CANARY} {n}. {'They lied. ' * 40}"} for n in range(400)]
FORMATS = ("jsonl", "csv", "parquet")


@pytest.fixture
def run(command: Run) -> Run:
    return partial(command, "batch", build=FakeChecker)


def apart(*arguments: str | Path, before: str = "pass") -> Ended:
    """Run the command in a process of its own, which does `before` first."""
    code = f"{before}; {STAND_IN}"
    asked = [sys.executable, "-c", code, "batch", *map(str, arguments)]
    done = subprocess.run(asked, cwd=ROOT, text=True, check=False, capture_output=True)
    return Ended(done.returncode, done.stdout, done.stderr)


def refused(ended: Ended, *words: str) -> None:
    """Assert that one line says why, without anybody's words."""
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.count("\n") == 1
    assert not re.search("Traceback|kumquat", ended.err)
    for each in words:
        assert each in ended.err


def csv_of(*rows: str) -> bytes:
    return "\n".join(["id,text", *rows, ""]).encode()


# --- what the input is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("in.txt", b"kumquat", "the name must end in .csv, .tsv, .jsonl"),
        ("in", b"kumquat", "the name must end in"),
        ("in.csv", csv_of(f"1,{CANARY} é").decode().encode("utf-16"), "it is UTF-16; save it as"),
        ("in.csv", csv_of(f"1,{CANARY} é").decode().encode("utf-16-le"), "it is no text in UTF-8"),
        ("in.jsonl", '{"text": "kumquat"}\n'.encode("utf-16"), "it is UTF-16; save it as UTF-8"),
        ("in.jsonl", '{"text": "kumquat"}\n'.encode("utf-16-be"), "it is no text in UTF-8"),
        ("in.jsonl.gz", gzip.compress("{}".encode("utf-16")), "it is UTF-16; save it as UTF-8"),
        ("in.csv", "id,text,café\n1,kumquat,\n".encode("latin-1"), "header cannot be read"),
        ("in.csv", gzip.compress(csv_of("1,kumquat")), "packed with gzip; add .gz"),
        ("in.jsonl", gzip.compress(b'{"text": "kumquat"}'), "packed with gzip; add .gz"),
        ("in.csv.gz", csv_of("1,kumquat"), "not packed with gzip; take .gz off"),
        ("in.jsonl.gz", b'{"text": "kumquat"}', "not packed with gzip; take .gz off"),
        ("in.jsonl", b"PAR1 kumquat PAR1", "it is Parquet; let its name end in .parquet"),
        ("in.csv", b"PK\x03\x04kumquat", "a zip archive or a workbook; save the sheet as CSV"),
        ("in.csv", b"", "the file is empty; a header is needed"),
        ("in.csv.gz", b"", "the file is empty; a header is needed"),
        ("in.parquet", b"", "not a Parquet file that can be read"),
        ("in.parquet", b"PAR1kumquat", "not a Parquet file that can be read"),
        (f"{'x' * 300}.csv", None, "File name too long"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_file_that_is_not_what_its_name_says(
    run: Run, tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    source = tmp_path / name
    if content is not None:
        source.write_bytes(content)
    refused(run(source, tmp_path / "out.csv"), str(source)[:80], reason)
    assert [path.name for path in tmp_path.iterdir()] == [name] * (content is not None)


@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_a_parquet_file_that_is_cut_short(run: Run, tmp_path: Path, kept: float) -> None:
    source = write(tmp_path / "in.parquet", iter(ROWS))
    source.write_bytes(source.read_bytes()[: int(source.stat().st_size * kept)])
    refused(run(source, tmp_path / "out.csv"), "not a Parquet file", "cut short?")


def test_a_parquet_file_that_is_damaged_within_keeps_what_was_judged(
    run: Run, tmp_path: Path
) -> None:
    noisy = list(Shape(draft=300, note=300).rows(4_000))
    source = write(tmp_path / "in.parquet", iter(noisy), group=500)
    whole = source.read_bytes()
    place = whole.index(b"PAR1", 4) * 3 // 4
    source.write_bytes(whole[:place] + b"\xff" * 4_000 + whole[place + 4_000 :])
    refused(run(source, tmp_path / "out.csv", "--chunk", "100"), "damaged or cut short?")
    assert len(list((tmp_path / "out.csv.parts").glob("*.jsonl"))) > 10
    source.write_bytes(whole)
    refused(run(source, tmp_path / "out.csv", "--resume", "--chunk", "100"), "input has changed")
    assert run(source, tmp_path / "out.csv", "--restart").code == 0


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.csv.gz"])
def test_a_gzip_that_is_cut_short_is_told_where(run: Run, tmp_path: Path, name: str) -> None:
    plain = write(tmp_path / name.removesuffix(".gz"), iter(ROWS))
    (tmp_path / name).write_bytes(gzip.compress(plain.read_bytes())[:-200])
    refused(run(tmp_path / name, tmp_path / "out.csv"), "damaged or cut short (after line ")


def test_latin_1_costs_the_rows_that_need_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes("text\nkumquat, café\ncafé\nfine\n".encode("latin-1"))
    ended = run(tmp_path / "in.csv", tmp_path / "out.csv")
    assert (ended.code, ended.err) == (0, "")
    reasons = (tmp_path / "out.csv.errors.jsonl").read_text()
    assert reasons.count("the row ") == 2
    assert "the row is not UTF-8 text" in reasons
    assert "kumquat" not in reasons + ended.out


@pytest.mark.parametrize("into", FORMATS)
def test_a_nul_is_a_character_like_others(run: Run, tmp_path: Path, into: str) -> None:
    (tmp_path / "in.csv").write_bytes(b"id,text\n1,a \0 b\n2,fine\n")
    (tmp_path / "in.jsonl").write_bytes(b'{"text": "a \\u0000 b"}\n{"text": "a \0 b"}\n')
    for of, rows in (("csv", "2 rows: 2 clear"), ("jsonl", "2 rows: 1 clear")):
        out = tmp_path / f"{of}.{into}"
        ended = run(tmp_path / f"in.{of}", out)
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.startswith(rows)
        if into == "parquet":
            assert pq.read_table(out).column("text")[0].as_py() == "a \0 b"
        else:
            assert (b"a \0 b" if into == "csv" else b"a \\u0000 b") in out.read_bytes()


# --- odd values of Parquet ----------------------------------------------------------------------


def latin(*texts: str) -> pa.Array:
    """Return a column of text that is no UTF-8, as a careless program writes it."""
    raw = pa.array([text.encode("latin-1") for text in texts])
    return pa.Array.from_buffers(pa.string(), len(texts), raw.buffers())


def test_a_draft_in_parquet_that_is_no_utf_8_is_set_aside(run: Run, tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": latin("café kumquat", "fine")}), tmp_path / "in.parquet")
    for into in FORMATS:
        out = tmp_path / f"out.{into}"
        ended = run(tmp_path / "in.parquet", out)
        assert (ended.code, ended.err) == (0, "")
        aside = json.loads(out.with_name(f"{out.name}.errors.jsonl").read_text())
        assert aside == {"row": 1, "reason": "the row is not UTF-8 text"}


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (latin("café", "tea"), ["caf\ufffd", "tea"]),
        (latin("café", "tea").dictionary_encode(), ["caf\ufffd", "tea"]),
        (pa.ListArray.from_arrays([0, 1, 2], latin("café", "tea")), [["caf\ufffd"], ["tea"]]),
        (
            pa.array([[1], None], pa.list_(pa.timestamp("ns"))),
            [["1970-01-01 00:00:00.000000001"], None],
        ),
        (
            pa.array([1, None], pa.timestamp("us", "Nowhere/Land")),
            ["1970-01-01 00:00:00.000001Z", None],
        ),
        (pa.array([[2**62], [2]], pa.list_(pa.duration("s"))), [[str(2**62)], ["2"]]),
        (
            pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.timestamp("ns"))),
            [[["k", "1970-01-01 00:00:00.000000001"]], []],
        ),
        (
            pa.array([{"d": 1}, {"d": None}], pa.struct([("d", pa.timestamp("ns"))])),
            [{"d": "1970-01-01 00:00:00.000000001"}, {"d": None}],
        ),
    ],
    ids=["latin", "dictionary", "list", "nanoseconds", "zone", "duration", "map", "struct"],
)
def test_values_that_python_has_not_are_shown_as_near_as_can_be(
    run: Run, tmp_path: Path, column: pa.Array, shown: list[object]
) -> None:
    pq.write_table(pa.table({"text": ["Fine.", "Good."], "odd": column}), tmp_path / "in.parquet")
    for into in FORMATS:
        ended = run(tmp_path / "in.parquet", tmp_path / f"out.{into}")
        assert (ended.code, ended.err) == (0, "")
    made = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["odd"] for line in made] == shown
    kept = pq.read_table(tmp_path / "out.parquet").column("odd").combine_chunks()
    assert kept.cast(column.type).equals(column)


# --- where the output goes ----------------------------------------------------------------------


def test_a_result_is_never_written_over_its_input(run: Run, tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", iter(ROWS))
    before = source.read_bytes()
    (tmp_path / "soft.csv").symlink_to(source)
    (tmp_path / "hard.csv").hardlink_to(source)
    for name in ("in.csv", "soft.csv"):
        refused(run(source, tmp_path / name, "--restart"), "must be three files")
    assert run(source, tmp_path / "hard.csv", "--restart").code == 0
    assert source.read_bytes() == before


def test_folders_that_are_missing_or_in_the_way_are_told_before_work_begins(
    run: Run, tmp_path: Path
) -> None:
    source = write(tmp_path / "in.csv", iter(ROWS))
    refused(run(source, tmp_path / "no" / "out.csv"), f"{tmp_path}/no: there is no such folder")
    errors = tmp_path / "no" / "bad.jsonl"
    refused(run(source, tmp_path / "out.csv", "--errors", errors), "there is no such folder")
    (tmp_path / "out.csv.parts").write_text("mine")
    refused(run(source, tmp_path / "out.csv"), "this is in the way")
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "out.csv.parts"}
    for ended in (run(tmp_path, tmp_path / "o.csv"), run(source, tmp_path, "--restart")):
        assert (ended.code, "is a directory" in ended.err) == (3, True)


def test_rows_set_aside_may_go_to_another_disk(run: Run, tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm")  # noqa: S108
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system here")
    errors = elsewhere / f"unburnt-{os.getpid()}.jsonl"
    source = write(tmp_path / "in.jsonl", iter([*ROWS, {"id": "last", "text": ""}]))
    try:
        assert run(source, tmp_path / "out.jsonl", "--errors", errors).code == 0
        assert json.loads(errors.read_text())["row"] == len(ROWS) + 1
        assert not list(elsewhere.glob(f"{errors.name}.*"))
    finally:
        errors.unlink(missing_ok=True)


# --- the disk is full ---------------------------------------------------------------------------

LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
@pytest.mark.parametrize("kind", [*FORMATS, "jsonl.gz"])
@pytest.mark.parametrize("bytes_", [1_200, 9_000], ids=["parts", "result"])
def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path, kind: str, bytes_: int) -> None:
    """The limit hits the first part, or only the result."""
    noisy = Shape(draft=200, note=100)
    source = write(tmp_path / f"in.{kind.removesuffix('.gz')}", noisy.rows(400))
    out = tmp_path / f"out.{kind}"
    ended = apart(source, out, "--chunk", "10", before=LIMITED.format(bytes_))
    refused(ended, f"{out}: File too large. What is done is kept in {out}.parts;", "--resume")
    assert not out.exists()
    parts = len(list(out.with_name(f"{out.name}.parts").glob("*.jsonl")))
    assert parts == (0 if bytes_ == 1_200 else 40)
    ended = apart(source, out, "--chunk", "10", "--resume")
    assert (ended.code, ended.err) == (0, "")
    assert f"({10 * parts} from before)" in ended.out or not parts
    undisturbed = tmp_path / f"whole.{kind}"
    apart(source, undisturbed, "--chunk", "10")
    assert out.read_bytes() == undisturbed.read_bytes()


def mounting() -> bool:
    if shutil.which("unshare") is None:
        return False
    asked = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


MENDED = """
mount -t tmpfs -o {0} none "$1" || exit 99
place=$1; shift
"$@"; echo "code $?"
mount -o remount,{1} none "$place"
"$@" --resume; echo "code $?"
ls "$place"
"""
"""The command on a disk that is no good, and again, to go on, once the disk is mended."""


@pytest.mark.skipif(not mounting(), reason="mounts a small disk")
@pytest.mark.parametrize(
    ("first", "then", "reason"),
    [
        ("size=200k", "size=50m", "No space left on device. What is done is kept in "),
        ("ro", "rw", "Read-only file system."),
    ],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_disk_that_is_full_or_read_only_loses_nothing(
    tmp_path: Path, kind: str, first: str, then: str, reason: str
) -> None:
    source = write(tmp_path / f"in.{kind}", Shape(draft=600, note=300).rows(400))
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [sys.executable, "-c", STAND_IN, "batch", source, disk / f"out.{kind}"]
    script = ["sh", "-c", MENDED.format(first, then), "sh", disk, *command, "--chunk", "10"]
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", *map(str, script)],
        cwd=ROOT,
        text=True,
        check=True,
        capture_output=True,
    )
    assert re.fullmatch(
        rf"code 3\n400 rows( \(\d+ from before\))?: 400 clear.*\ncode 0\nout.{kind}\n", done.stdout
    )
    assert (done.stderr.count("\n"), reason in done.stderr) == (1, True)


# --- the input changes --------------------------------------------------------------------------


def slowly(source: Path, out: Path) -> subprocess.Popen[str]:
    """Start the command and return once it is at work."""
    process = subprocess.Popen(
        [sys.executable, "-c", STAND_IN, "batch", str(source), str(out), "--chunk", "1"],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while len(list(out.with_name(f"{out.name}.parts").glob("*.jsonl"))) < 5:
        assert process.poll() is None, process.communicate()
        time.sleep(0.002)
    return process


def test_an_input_that_changes_meanwhile_is_told_and_nothing_of_it_is_resumed(
    tmp_path: Path,
) -> None:
    source, out = write(tmp_path / "in.jsonl", iter(ROWS * 5)), tmp_path / "out.jsonl"
    whole = source.read_bytes()
    process = slowly(source, out)
    with source.open("a") as file:
        file.write('{"id": "late", "text": "kumquat"}\n')
    said, err = process.communicate(timeout=120)
    refused(Ended(process.returncode, said, err), "changed while it was read; use --restart")
    assert not out.exists()
    source.write_bytes(whole)
    ended = apart(source, out, "--chunk", "1", "--resume")
    assert ended.out.startswith(f"{5 * len(ROWS):,} rows: ")  # none "from before"


def test_an_input_that_is_only_touched_does_no_harm(tmp_path: Path) -> None:
    source, out = write(tmp_path / "in.jsonl", iter(ROWS * 5)), tmp_path / "out.jsonl"
    process = slowly(source, out)
    os.utime(source, (1, 1))
    said, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert said.startswith(f"{5 * len(ROWS):,} rows: ")

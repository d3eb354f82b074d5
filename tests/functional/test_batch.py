"""`unburnt batch IN OUT`: whole files of drafts in, the same rows with their verdicts out."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app.checker import Checker
from app.results import Employer, Options, Tolerance
from tests.functional.conftest import Run
from tests.web.fakes import FakeChecker

RANT = "Five rounds with Norvane, then silence. What a bunch of clowns, avoid them at all costs!!!"
CALM = 'Thank you, "Norvane";\tI learned a lot 🙂.\nSee you, José!'
CLEAR = "On to the next one."
CANARY = "kumquat-flavoured clowns"
ROWS = [
    {"id": "007", "text": RANT, "note": ""},
    {"id": "8", "text": CALM, "note": "naïve, “quoted”"},
    {"id": "9", "text": CLEAR, "note": "x"},
]
ADDED = [
    *("verdict", "risk", "heat", "target", "grievance", "summary", "findings"),
    *("app_version", "rules_version", "model_version"),
]


Rows = list[dict[str, Any]]


@pytest.fixture
def run(command: Run) -> Run:
    """Run `unburnt batch` in this process, with the checker of all tests."""
    return partial(command, "batch")


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write `rows` as other programs would, in the format that the name says."""
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=2)
        return path
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        if ".jsonl" in path.name:
            file.writelines(json.dumps(row) + "\n" for row in rows)
        else:
            out = csv.DictWriter(
                file, list(rows[0]), delimiter="\t" if ".tsv" in path.name else ","
            )
            out.writeheader()
            out.writerows(rows)
    return path


def read(path: Path) -> Rows:
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        if ".jsonl" in path.name:
            return [json.loads(line) for line in file]
        return list(csv.DictReader(file, delimiter="\t" if ".tsv" in path.name else ","))


def lines(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def aside(out: Path) -> dict[int, str]:
    """Return the reasons of the rows set aside, by row."""
    return {row["row"]: row["reason"] for row in lines(out.with_name(f"{out.name}.errors.jsonl"))}


# --- formats ------------------------------------------------------------------------------------


@pytest.mark.parametrize("into", ["csv", "tsv.gz", "jsonl", "jsonl.gz", "parquet"])
@pytest.mark.parametrize("of", ["csv", "csv.gz", "tsv", "jsonl", "jsonl.gz", "parquet"])
def test_every_format_becomes_every_other_with_all_columns_kept(
    run: Run, checker: Checker, tmp_path: Path, of: str, into: str
) -> None:
    out = tmp_path / f"out.{into}"
    ended = run(write(tmp_path / f"in.{of}", ROWS), out)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("3 rows: 2 clear, 0 caution, 1 warn; ")
    made = read(out)
    assert [{name: row[name] for name in ROWS[0]} for row in made] == ROWS
    assert list(made[0]) == [*ROWS[0], *(f"unburnt_{name}" for name in ADDED)]
    for row in made:
        report = checker.check(row["text"])
        assert row["unburnt_verdict"] == report.verdict
        assert float(row["unburnt_risk"]) == report.risk
        found = row["unburnt_findings"]
        found = json.loads(found) if isinstance(found, str) else found
        assert [(f["rule"], f["kind"], f["start"], f["end"]) for f in found] == [
            (f.rule, f.kind, f.start, f.end) for f in report.findings
        ]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([f"in.{of}", out.name])


def test_parquet_keeps_its_types_and_other_formats_get_readable_values(
    run: Run, tmp_path: Path
) -> None:
    when = datetime(2026, 11, 26, 4, 30, tzinfo=UTC)
    table = pa.table(
        {
            "text": pa.array([CLEAR, None, RANT]).dictionary_encode(),
            "when": pa.array([when] * 3, pa.timestamp("ns", "UTC")),
            "price": pa.array([Decimal("1.10")] * 3, pa.decimal128(9, 2)),
            "tags": pa.array([["a", "é"], None, []]),
            "raw": pa.array([b"\xff\x00"] * 3),
            "share": pa.array([0.5, float("nan"), float("nan")], pa.float32()),
        }
    )
    pq.write_table(table, tmp_path / "in.parquet")
    for kind in ("parquet", "jsonl", "csv"):
        assert run(tmp_path / "in.parquet", tmp_path / f"out.{kind}").code == 0
    made = pq.read_table(tmp_path / "out.parquet")
    assert made.select(table.column_names).schema.equals(table.schema)
    assert made.num_rows == 2
    assert made.column("price").to_pylist() == [Decimal("1.10")] * 2
    first, last = lines(tmp_path / "out.jsonl")
    assert (first["price"], first["tags"], first["raw"]) == ("1.10", ["a", "é"], "/wA=")
    assert first["when"].startswith("2026-11-26 04:30:00")
    assert (first["share"], last["share"]) == (0.5, None)
    assert read(tmp_path / "out.csv")[0]["tags"] == '["a", "é"]'


def test_a_json_line_stays_as_it_stands_and_columns_may_come_late(run: Run, tmp_path: Path) -> None:
    raw = ['{"text": "Fine.",  "n": 1.10, "big": 123456789012345678901 }', '{"text":"Ok.","x":[1]}']
    (tmp_path / "in.jsonl").write_text("\ufeff" + "\n\n".join(raw), "utf-8")
    for kind in ("jsonl", "csv", "parquet"):
        assert run(tmp_path / "in.jsonl", tmp_path / f"out.{kind}").code == 0
    first, second = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert first.startswith(f'{raw[0].removesuffix(" }")}, "unburnt_verdict": "clear"')
    assert second.startswith(f'{raw[1].removesuffix("}")}, "unburnt_verdict": "clear"')
    assert [row["x"] for row in read(tmp_path / "out.csv")] == ["", "[1]"]
    made = read(tmp_path / "out.parquet")
    assert [(r["n"], r["big"], r["x"]) for r in made] == [
        (1.1, "123456789012345678901", None),
        (None, None, "[1]"),
    ]


def test_files_without_rows_are_done_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,text\n")
    (tmp_path / "in.jsonl").write_text("")
    for of in ("csv", "jsonl"):
        for into in ("csv", "jsonl", "parquet"):
            ended = run(tmp_path / f"in.{of}", tmp_path / f"{of}.{into}")
            assert (ended.code, ended.out[:8]) == (0, "0 rows: ")
            assert read(tmp_path / f"{of}.{into}") == []


def test_keys_without_end_are_refused_for_each_would_be_a_column(run: Run, tmp_path: Path) -> None:
    rows = ({"text": "Fine."} | {f"k{row}-{n}": n for n in range(3_000)} for row in range(4))
    source = write(tmp_path / "in.jsonl", list(rows))
    ended = run(source, tmp_path / "out.csv")
    assert (ended.code, "more than 10,000 different keys (row 4)" in ended.err) == (3, True)


# --- columns ------------------------------------------------------------------------------------


def test_the_only_column_of_words_is_taken(run: Run, tmp_path: Path) -> None:
    rows = [{"id": 1, "day": "2026-11-26", "post": RANT}, {"id": 2, "day": "", "post": CLEAR}]
    for kind, kept in (("csv", rows), ("jsonl", [{"id": 1, "post": RANT}])):
        out = tmp_path / f"out.{kind}"
        assert run(write(tmp_path / f"in.{kind}", kept), out).code == 0
        assert [row["unburnt_verdict"] for row in read(out)] == ["warn", "clear"][: len(kept)]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_where_it_is_not_plain_the_columns_are_listed(run: Run, tmp_path: Path, kind: str) -> None:
    source = write(tmp_path / f"in.{kind}", [{"title": "Hm", "body": RANT, "n": 1}])
    ended = run(source, tmp_path / "out.csv")
    assert ended.code == 3
    assert "several columns hold text" in ended.err
    assert "'title', 'body', 'n'" in ended.err
    ended = run(source, tmp_path / "out.csv", "--column", "boddy")
    assert (ended.code, "no column 'boddy'; there are: 'title'" in ended.err) == (3, True)
    assert run(source, tmp_path / "out.csv", "--column", "body").code == 0
    assert read(tmp_path / "out.csv")[0]["unburnt_verdict"] == "warn"


def test_a_file_without_a_header_does_not_show_its_first_draft(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(f'"{CANARY} and more and more and more","b"\nc,d\n')
    ended = run(tmp_path / "in.csv", tmp_path / "out.csv")
    assert (ended.code, "is there a header?" in ended.err) == (3, True)
    assert "kumquat" not in ended.err


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_a_result_can_be_judged_again_and_no_column_is_overwritten(
    run: Run, tmp_path: Path, kind: str
) -> None:
    first, second = tmp_path / f"1.{kind}", tmp_path / f"2.{kind}"
    run(write(tmp_path / f"in.{kind}", ROWS), first)
    ended = run(first, second, "--tolerance", "strict")
    assert (ended.code, "columns unburnt_2_*" in ended.out) == (0, True)
    for before, after in zip(read(first), read(second), strict=True):
        assert before.items() <= after.items()
        assert "unburnt_2_verdict" in after


def test_semicolons_are_told_by_the_header(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(f'id;text\n1;"{RANT}"\n', "utf-8")
    assert run(tmp_path / "in.csv", tmp_path / "out.csv").code == 0
    assert read(tmp_path / "out.csv")[0]["text"] == RANT


# --- rows set aside -----------------------------------------------------------------------------


def test_a_broken_csv_row_costs_itself_and_no_other(run: Run, tmp_path: Path) -> None:
    rows = [
        b"1,fine",
        b"2,a,b",
        b"3",
        b"",
        b"4,caf\xe9",
        b'5,"open ' + CANARY.encode(),
        b'6,"fine, too"',
        b'7,"quoted" and more',
        b"8," + b"x" * (1 << 21),
        b"9,",
        b"10," + b"y" * 20_001,
        b'11,5" of rain',
        b'12,"never closed',
    ]
    (tmp_path / "in.csv").write_bytes(b"\xef\xbb\xbfid,text\r\n" + b"\r\n".join(rows))
    ended = run(tmp_path / "in.csv", tmp_path / "out.csv", "--id", "id")
    assert ended.code == 0
    assert [row["id"] for row in read(tmp_path / "out.csv")] == ["1", "6", "11"]
    reasons = aside(tmp_path / "out.csv")
    assert {row: reason.split(";")[0] for row, reason in reasons.items()} == {
        2: "the row has 3 columns, and the header has 2",
        3: "the row has 1 columns, and the header has 2",
        4: "the row is not UTF-8 text",
        5: "the row is not CSV: a quotation mark is open or stands within a field",
        7: "the row is not CSV: a quotation mark is open or stands within a field",
        8: "the row is larger than 1 MiB",
        9: "the draft is empty",
        10: "the draft has 20,001 characters",
        12: "the row is not CSV: a quotation mark is open or stands within a field",
    }
    by_row = {row["row"]: row for row in lines(tmp_path / "out.csv.errors.jsonl")}
    assert (by_row[9]["id"], by_row[9]["line"], by_row[5]["line"]) == ("9", 11, 7)
    assert "9 set aside" in ended.out
    assert "kumquat" not in ended.out + ended.err
    assert b"kumquat" not in (tmp_path / "out.csv.errors.jsonl").read_bytes()


def test_a_broken_json_line_costs_itself_and_no_other(run: Run, tmp_path: Path) -> None:
    rows = [
        b'{"text": "fine"}',
        b'{"text": "broken ' + CANARY.encode(),
        b'["no object"]',
        b'{"text": null}',
        b'{"other": "x"}',
        b'{"text": 12}',
        b'{"text": " "}',
        b'{"text": "half \\ud83d"}',
        b'{"text": "caf\xe9"}',
        b'{"text": "x", "n": NaN}',
        b"[" * 100_000,
        b'{"text": "whole \\ud83d\\ude42"}',
    ]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(rows) + b"\n")
    errors = tmp_path / "bad.jsonl"
    ended = run(tmp_path / "in.jsonl", tmp_path / "out.jsonl", "--errors", errors)
    assert ended.code == 0
    assert [row["text"] for row in read(tmp_path / "out.jsonl")] == ["fine", "whole 🙂"]
    assert [row["row"] for row in lines(errors)] == list(range(2, 12))
    reasons = [row["reason"] for row in lines(errors)]
    assert reasons[0].startswith("the line is not JSON (character ")
    assert reasons[1:8] == [
        "the line is not a JSON object",
        "there is no draft",
        "there is no draft",
        "the draft is not text",
        "the draft is empty",
        "the line holds half of a character (a lone surrogate)",
        "the row is not UTF-8 text",
    ]
    assert "kumquat" not in ended.out + ended.err + errors.read_text("utf-8")


def test_a_bug_at_one_draft_costs_that_draft_and_shows_nothing_of_it(
    run: Run, tmp_path: Path
) -> None:
    rows = [{"text": "fine"}, {"text": f"crash {CANARY}"}, {"text": "unusable"}, {"text": "fine"}]
    out = tmp_path / "out.jsonl"
    ended = run(write(tmp_path / "in.jsonl", rows), out, build=FakeChecker)
    assert (ended.code, len(read(out))) == (0, 2)
    assert aside(out) == {
        2: "unburnt failed at this draft (RuntimeError)",
        3: "This draft cannot be used.",
    }
    assert "kumquat" not in ended.out + ended.err


# --- options, and what cannot be used -----------------------------------------------------------


def test_options_reach_the_checker(run: Run, checker: Checker, tmp_path: Path) -> None:
    text = "Quibble & Sons are a bunch of clowns. I was paid late twice."
    source, out = write(tmp_path / "in.jsonl", [{"text": text}]), tmp_path / "out.jsonl"
    more = ("--tolerance", "relaxed", "--employer", "Quibble & Sons", "--platform", "x")
    assert run(source, out, "--rewrite", *more).code == 0
    options = Options(
        platform="x",
        employers=(Employer(name="Quibble & Sons"),),
        tolerance=Tolerance.RELAXED,
    )
    report, [row] = checker.check(text, options), read(out)
    assert row["unburnt_summary"] == report.summary
    assert row["unburnt_rewrite"] == report.rewrites[0].text
    assert row["unburnt_rules_version"] == checker.versions.rules


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("in.csv", "out.xlsx"), "the name must end in"),
        (("in.csv", "out.parquet.gz"), "the name must end in"),
        (("no.csv", "out.csv"), "there is no such file"),
        (("in.csv", "no/out.csv"), "there is no such folder"),
        (("in.csv", "in.csv"), "must be three files"),
        (("in.csv", "out.csv", "--errors", "out.csv"), "must be three files"),
        (("in.csv", "out.csv", "--id", "text"), "cannot be the column of the drafts"),
        (("in.csv", "out.csv", "--id", "nr"), "no column 'nr'"),
        (("in.csv", "out.csv", "--platform", "myspace"), "Unknown platform"),
        (("in.csv", "out.csv", "--employer", ""), "name"),
        (("in.csv", "out.csv", "--resume", "--restart"), "exclude each other"),
        (("in.csv", "out.csv", "--chunk", "0"), "chunk"),
        (("in.csv", "done.csv"), "exists already; add --restart"),
        (("empty.csv", "out.csv"), "a header is needed"),
        (("twice.csv", "out.csv"), "two columns are called 'a'"),
        (("cut.csv.gz", "out.csv"), "damaged or cut short"),
        (("no.parquet", "out.csv"), "no such file"),
        (("fake.parquet", "out.csv"), "not a Parquet file that can be read"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_used_ends_with_three_and_says_why(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("in.csv"), ROWS)
    Path("done.csv").touch()
    Path("empty.csv").touch()
    Path("twice.csv").write_text("a,b,a\n1,2,3\n")
    Path("cut.csv.gz").write_bytes(gzip.compress(b"text\n" + b"fine\n" * 900)[:-12])
    Path("fake.parquet").write_text("PAR1")
    before = set(Path().iterdir())
    ended = run(*arguments)
    assert (ended.code, ended.out) == (3, "")
    assert reason in ended.err
    assert "Traceback" not in ended.err
    assert set(Path().iterdir()) == before


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [("pyarrow", ("out.parquet",)), ("ray", ("out.csv", "--ray", "auto"))],
)
def test_a_missing_extra_is_named_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, arguments: tuple
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules, "app.batch.on_ray", raising=False)
    ended = run(write(tmp_path / "in.csv", ROWS), *arguments)
    assert (ended.code, ended.err.count("\n")) == (3, 1)
    assert "pip install 'unburnt[" in ended.err

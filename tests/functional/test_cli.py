"""`unburnt` as its users meet it: arguments, files and exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from app.checker import DEFAULTS, Checker
from app.results import Options, Report
from tests.functional.conftest import Run
from tests.web.fakes import FakeChecker

RANT = "Five rounds with Norvane, then silence. What a bunch of clowns, avoid them at all costs!!!"
CAUTION = "Norvane never answered my emails. Disappointing."
CLEAR = "Thank you Norvane, I learned a lot."


@pytest.fixture
def run(command: Run) -> Run:
    return command


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    def file(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return str(path)

    return file


def unburnt(*arguments: str, stdin: bytes = b"", **settings: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env=os.environ | {"UNBURNT_MODEL": "", "PYTHONIOENCODING": "utf-8"} | settings,
    )


# --- exit codes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drafts", "more", "code"),
    [
        ((CLEAR,), (), 0),
        ((CAUTION,), (), 1),
        ((RANT,), (), 2),
        ((RANT, CLEAR), (), 2),
        ((CLEAR, CAUTION), (), 1),
        ((CAUTION,), ("--fail-on", "warn"), 0),
        ((RANT,), ("--fail-on", "warn"), 2),
        ((CAUTION,), ("--fail-on", "clear"), 1),
        ((CLEAR,), ("--fail-on", "clear"), 0),
    ],
)
def test_the_exit_code_is_the_worst_verdict(
    run: Run, file: Callable[..., str], drafts: tuple[str, ...], more: tuple[str, ...], code: int
) -> None:
    names = [file(f"{i}.txt", draft) for i, draft in enumerate(drafts)]
    assert run("check", "--no-rewrite", *more, *names).code == code


@pytest.mark.parametrize(
    "arguments",
    [
        ("chekc",),
        ("check", "--frob"),
        ("check", "--format", "xml", "-t", CLEAR),
        ("check", "--tolerance", "none", "-t", CLEAR),
        ("check", "--platform", "myspace", "-t", CLEAR),
        ("check", "--employer", "", "-t", CLEAR),
        ("check", "-t", ""),
        ("check", "no-such-file.txt"),
        ("serve", "--port", "70000"),
        ("rules", "no.such"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_used_ends_with_three_and_says_why(
    run: Run, arguments: tuple[str, ...]
) -> None:
    ended = run(*arguments)
    assert ended.code == 3
    assert ended.out == ""
    assert ended.err.strip()
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("arguments", [("--help",), ("check", "-h"), ("--version",)])
def test_help_and_version_are_no_failure(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.code == 0
    assert ended.out.strip()


# --- inputs -------------------------------------------------------------------------------------


def test_each_broken_input_is_named_and_the_others_are_still_checked(
    run: Run, file: Callable[..., str], tmp_path: Path
) -> None:
    good = file("good draft.txt", RANT)
    broken = {
        str(tmp_path / "missing.txt"): "No such file",
        file("latin.txt", b"caf\xe9"): "not UTF-8 text (byte 3)",
        file("large.txt", b"a" * ((1 << 20) + 1)): "larger than a draft",
        file("long.txt", "a" * 20_001): "20,001 characters; the limit is 20,000",
        file("blank.txt", " \n"): "empty",
        str(tmp_path): "s a directory",
    }
    ended = run("check", *broken, good)
    assert ended.code == 3
    lines = ended.err.splitlines()
    for name, reason in broken.items():
        [line] = [line for line in lines if line.startswith(f"{name}: ")]
        assert reason in line
    assert len(lines) == len(broken)
    assert f"{good}\nWARN" in ended.out


def test_a_byte_order_mark_is_not_part_of_the_draft(run: Run, file: Callable[..., str]) -> None:
    ended = run("check", "-f", "json", file("bom.txt", b"\xef\xbb\xbf" + RANT.encode()))
    [mention] = json.loads(ended.out)["mentions"][:1]
    assert RANT[mention["start"] : mention["end"]] == "Norvane"


def test_an_argument_that_is_not_utf8_is_told_so(run: Run) -> None:
    ended = run("check", "-t", "caf\udce9")
    assert (ended.code, ended.err) == (3, "(text): is not UTF-8 text (byte 3)\n")


# --- the human answer ---------------------------------------------------------------------------


def test_a_person_reads_verdict_reasons_and_what_to_post_instead(run: Run) -> None:
    ended = run("check", "-t", RANT)
    assert ended.out.startswith("WARN  This reads as a rant about Norvane.\n")
    assert "“What a bunch of clowns”  insult." in ended.out
    rewrite = ended.out.split("You could post this instead", 1)[1].split("\n", 1)[1]
    assert rewrite == "Five rounds with Norvane, then silence.\n"
    assert ended.err == ""


@pytest.mark.parametrize(
    ("doubtful", "heading"),
    [(False, "You could post this instead"), (True, "A start for your own words, less sure")],
)
def test_a_rewrite_that_is_less_sure_is_called_so(run: Run, doubtful: bool, heading: str) -> None:
    class Doubting(FakeChecker):
        def check(self, draft: str, options: Options = DEFAULTS) -> Report:
            report = super().check(draft, options)
            made = [each.model_copy(update={"doubtful": doubtful}) for each in report.rewrites]
            return report.model_copy(update={"rewrites": tuple(made)})

    out = run("check", "-t", RANT, build=Doubting).out
    assert f"\n{heading} (neutral, reads as " in out


def test_lines_fit_the_terminal_and_end_without_blanks(run: Run) -> None:
    out = run("check", "--platform", "x", "-t", RANT + " Our unpaid wages are still missing.").out
    before = out.split("You could post this instead", 1)[0]
    assert all(len(line) <= 80 for line in before.splitlines())
    assert all(line == line.rstrip() for line in out.splitlines())


def test_a_rewrite_is_one_line_to_copy_however_long(run: Run) -> None:
    fact = "We met on Monday in their office in Leeds and spoke about the plan for the year"
    out = run("check", "-t", f"{fact}, {fact.lower()}. Norvane are a bunch of clowns.").out
    assert f"{fact}, {fact.lower()}." in out.splitlines()[-1]


def test_the_same_words_are_shown_once_with_their_number(run: Run) -> None:
    out = run("check", "--no-rewrite", "-t", "Norvane are clowns. Norvane are CLOWNS. " * 2).out
    assert out.count("  insult.clowns\n") == 1
    assert "“clowns” (4 times)" in out


def test_a_draft_cannot_steer_the_terminal(run: Run, file: Callable[..., str]) -> None:
    draft = "Norvane are a bunch of clowns \x1b]0;owned\x07\x1b[2J and \x9b31m [red]liars[/red]."
    out = run("check", file("draft.txt", draft)).out
    assert not set(out) & {"\x1b", "\x07", "\x9b"}


def test_a_long_quotation_is_cut_in_the_middle(run: Run) -> None:
    out = run("check", "--no-rewrite", "-t", "Norvane ARE " + "SO VERY " * 40 + "HOPELESS.").out
    quoted = re.findall(r"“[^”]*”", out)
    assert quoted
    assert all(len(words) <= 64 for words in quoted)


# --- answers for programs -----------------------------------------------------------------------


def test_json_for_one_draft_is_its_report(run: Run, checker: Checker) -> None:
    answer = json.loads(run("check", "-f", "json", "-t", RANT).out)
    assert answer.pop("name") == "(text)"
    assert answer == checker.check(RANT).model_dump(mode="json")


def test_json_for_several_is_a_list_also_where_one_is_broken(
    run: Run, file: Callable[..., str]
) -> None:
    names = [file("a.txt", CLEAR), "missing.txt"]
    ended = run("check", "-f", "json", *names)
    assert ended.code == 3
    assert [row["name"] for row in json.loads(ended.out)] == names[:1]


def test_sarif_points_at_lines_and_columns(run: Run, file: Callable[..., str]) -> None:
    name = file("my draft.txt", "Hello 🙂.\r\n🙂 Norvane are a bunch of clowns.\r\n")
    log = json.loads(run("check", "-f", "sarif", name).out)
    assert log["version"] == "2.1.0"
    [one] = log["runs"]
    assert one["columnKind"] == "unicodeCodePoints"
    ids = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert ids == sorted({result["ruleId"] for result in one["results"]})
    result = next(r for r in one["results"] if r["ruleId"].startswith("insult."))
    assert result["level"] in {"note", "warning", "error"}
    assert result["message"]["text"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == Path(name).as_uri()
    assert "my%20draft.txt" in place["artifactLocation"]["uri"]
    assert place["region"] == {
        "startLine": 2,
        "startColumn": place["region"]["startColumn"],
        "endLine": 2,
        "endColumn": 2 + len("🙂 Norvane are a bunch of clowns") - 1,
    }


def test_sarif_of_a_clear_draft_has_no_results(run: Run) -> None:
    [one] = json.loads(run("check", "-f", "sarif", "-t", CLEAR).out)["runs"]
    assert one["results"] == []


# --- options ------------------------------------------------------------------------------------


def test_options_reach_the_checker(run: Run) -> None:
    answer = json.loads(
        run(
            *("check", "-f", "json", "--no-rewrite", "--platform", "linkedin"),
            *("--employer", "Quibble & Sons", "--disable", "insult.clowns"),
            *("-t", "Quibble & Sons are clowns."),
        ).out
    )
    assert answer["platform"]["id"] == "linkedin"
    assert answer["rewrites"] == []
    assert "Quibble & Sons" in [mention["name"] for mention in answer["mentions"]]
    assert "insult.clowns" not in [finding["rule"] for finding in answer["findings"]]


# --- rules --------------------------------------------------------------------------------------


def test_every_rule_is_listed_on_a_line(run: Run, checker: Checker) -> None:
    lines = run("rules").out.splitlines()
    known = [rule.id for file in checker.rulebook.tone for rule in file.rules]
    assert [line.split()[0] for line in lines] == known


def test_one_rule_is_explained_with_its_examples(run: Run) -> None:
    out = run("rules", "insult.clowns").out
    assert out.startswith("insult.clowns  insult, ")
    assert "\nFlags:\n  - " in out
    assert "\nAllows:\n  - " in out
    [row] = json.loads(run("rules", "insult.clowns", "-f", "json").out)
    assert (row["id"], row["kind"]) == ("insult.clowns", "insult")


# --- as a process -------------------------------------------------------------------------------


def test_standard_input_is_read_where_nothing_else_is_given() -> None:
    ended = unburnt("check", stdin=RANT.encode())
    assert ended.returncode == 2
    assert ended.stdout.decode().startswith("WARN  ")
    assert ended.stderr == b""


def test_the_version_is_that_of_the_distribution_and_bad_settings_are_named() -> None:
    assert unburnt("--version").stdout.decode().strip() == f"unburnt {version('unburnt')}"
    ended = unburnt("serve", UNBURNT_PORT="many")
    assert ended.returncode == 3
    assert ended.stderr.decode().startswith("UNBURNT_PORT: ")
    assert ended.stderr.count(b"\n") == 1


def test_a_reader_who_went_away_is_no_verdict() -> None:
    listing = subprocess.Popen(
        [sys.executable, "-m", "app", "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert listing.stdout is not None
    listing.stdout.close()
    assert listing.stderr is not None
    with listing.stderr:
        assert listing.stderr.read() == b""
    assert listing.wait() == 3


def answered(address: str, path: str, body: dict[str, str] | None = None) -> dict[str, object]:
    """Return the JSON answer; waits while nobody listens yet, or the checker is being built."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = Request(address + path, data, headers)  # noqa: S310  loopback
    for _ in range(600):
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310  loopback
                return json.load(answer)
        except HTTPError as error:
            with error:
                if error.code != 503:
                    raise
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
        time.sleep(0.2)
    raise AssertionError("the server never answered")


def test_a_server_on_any_free_port_says_where_it_is_answers_and_stops() -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"UNBURNT_MODEL": "", "UNBURNT_TIMEOUT": "120"},
    )
    assert server.stderr is not None
    with server, server.stderr:
        try:
            said = server.stderr.readline()
            found = re.fullmatch(r"unburnt on (http://127\.0\.0\.1:\d+) \(stop with .*\)\n", said)
            assert found, said
            answered(found[1], "/livez")
            assert answered(found[1], "/v1/check", {"text": RANT})["verdict"] == "warn"
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 0
        assert server.stderr.read() == ""


def test_an_address_that_is_taken_is_no_server() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = unburnt("serve", "--port", str(taken.getsockname()[1]))
    assert ended.returncode != 0
    assert b"address already in use" in ended.stderr

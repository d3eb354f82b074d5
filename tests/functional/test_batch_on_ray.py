"""`unburnt batch --ray`: the same rows, judged on a real cluster of two nodes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster import Cluster, cluster, missing

CANARY = "kumquat-flavoured clowns"
DRAFTS = 60
BATCH = (
    "import sys; from app.cli import main; from tests.web.fakes import FakeChecker; "
    "main(['batch', *sys.argv[1:]], FakeChecker)"
)
QUICK, REAL = ("-c", BATCH), ("-m", "app", "batch")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(why := missing()), reason=str(why))]


@pytest.fixture(scope="module")
def ray() -> Iterator[Cluster]:
    """Yield a head and a second node, one core each; judged by rules, to be quick."""
    with cluster(cores=(1, 1), settings={"UNBURNT_MODEL": ""}) as made:
        yield made


def own_lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what is said of errors, less what Ray logs about a machine without a network."""
    return [line for line in done.stderr.splitlines() if "network_util.cc" not in line]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ray") / "in.csv"
    rows = (
        f"{n},{CANARY if n % 7 else ''} at Norvane {n}. They lied to me!!" for n in range(DRAFTS)
    )
    path.write_text("id,text\n" + "\n".join(rows) + "\nbroken row\n1,crash\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("checker", "address"),
    [(QUICK, "address"), (REAL, "address"), (QUICK, "clients")],
    ids=["quick checker", "real checker", "as a client, ray://"],
)
def test_a_cluster_of_two_gives_the_same_bytes_as_one_process(
    ray: Cluster, source: Path, tmp_path: Path, checker: tuple[str, ...], address: str
) -> None:
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    assert ray.python(*checker, source, here).returncode == 0
    asked = ("--ray", getattr(ray, address), "--chunk", "5")
    done = ray.python(*checker, source, there, *asked)
    assert (done.returncode, own_lines(done)) == (0, [])
    assert done.stdout.startswith(f"{DRAFTS + 2} rows: ")
    assert there.read_bytes() == here.read_bytes()
    assert Path(f"{there}.errors.jsonl").read_bytes() == Path(f"{here}.errors.jsonl").read_bytes()


def test_options_that_no_checker_takes_are_told_in_one_line(
    ray: Cluster, source: Path, tmp_path: Path
) -> None:
    asked = ("--ray", ray.address, "--platform", "myspace")
    done = ray.python(*REAL, source, tmp_path / "out.csv", *asked)
    assert done.returncode == 3
    [line] = own_lines(done)
    assert line.startswith("Unknown platform")


def test_an_address_where_nobody_answers_is_told_in_one_line(
    ray: Cluster, source: Path, tmp_path: Path
) -> None:
    done = ray.python(*QUICK, source, tmp_path / "out.csv", "--ray", ray.nobody)
    assert done.returncode == 3
    assert own_lines(done) == [f"No Ray cluster answers at {ray.nobody}."]

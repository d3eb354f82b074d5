"""`unburnt batch --ray`: the same rows, judged on a real cluster of two nodes.

Ray listens on the address of the machine even where it is told 127.0.0.1, so all of it runs in a
network namespace that has a loopback and nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RAY = [sys.executable, "-m", "ray.scripts.scripts"]
CANARY = "kumquat-flavoured clowns"
DRAFTS = 60
BATCH = (
    "import sys; from app.cli import main; from tests.web.fakes import FakeChecker; "
    "main(['batch', *sys.argv[1:]], FakeChecker)"
)
ENVIRONMENT = os.environ | {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DISABLE_DOCKER_CPU_WARNING": "1",
    "PYTHONPATH": str(ROOT),
    "UNBURNT_MODEL": "",
}

ALONE = """
import fcntl, socket, struct, sys
with socket.socket() as any:
    fcntl.ioctl(any, 0x8914, struct.pack("16sh14x", b"lo", 1))  # SIOCSIFFLAGS: up
print("up", flush=True)
sys.stdin.read()
"""
ADDRESS = "127.0.0.1:6399"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ray") is None, reason="RAY IS NOT INSTALLED: --ray is untested"),
    pytest.mark.skipif(
        not (sys.platform == "linux" and os.geteuid() == 0 and shutil.which("nsenter")),
        reason="NO NETWORK NAMESPACE CAN BE MADE HERE: --ray is untested",
    ),
]


@pytest.fixture(scope="module")
def apart() -> Iterator[list[str]]:
    """Yield what to put before a command, so that it reaches this test's processes only."""
    holder = subprocess.Popen(
        ["unshare", "--net", sys.executable, "-c", ALONE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"up\n"
        yield ["nsenter", "--target", str(holder.pid), "--net"]


@pytest.fixture(scope="module")
def cluster(apart: list[str]) -> Iterator[str]:
    """Yield the address of a head and a second node, one core each."""
    common = ["--node-ip-address=127.0.0.1", "--num-cpus=1", "--object-store-memory=80000000"]
    common += ["--disable-usage-stats", "--block"]
    with ExitStack() as stack:
        # A short path: Ray puts sockets there.
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ray"))
        ports = ("node-manager", "object-manager", "runtime-env-agent", "metrics-export")
        ports += ("dashboard-agent-grpc", "dashboard-agent-listen")
        head = ["--head", f"--port={ADDRESS.split(':')[1]}", f"--temp-dir={folder}"]
        for number, own in enumerate(
            [[*head, "--include-dashboard=false"], [f"--address={ADDRESS}"]]
        ):
            # Ports of our own choice: Ray gives up where a busy machine is slow to find free ones.
            fixed = [f"--{name}-port={6400 + 10 * number + n}" for n, name in enumerate(ports)]
            fixed += [f"--min-worker-port={11000 + 1000 * number}"]
            fixed += [f"--max-worker-port={11999 + 1000 * number}"]
            start = [*apart, *RAY, "start", *own, *fixed, *common]
            joined(start, [*apart, sys.executable, "-c", ASKED, str(number + 1)], stack)
        yield ADDRESS


ASKED = f"""
import ray, sys
ray.init(address="{ADDRESS}", log_to_driver=False)
raise SystemExit(ray.cluster_resources().get("CPU") != int(sys.argv[1]))
"""


def joined(start: list[str], question: list[str], stack: ExitStack) -> None:
    """Start a node until the cluster answers that it is there, and let `stack` end it."""
    for _ in range(3):  # Ray has short limits of its own, and ends where a machine is busy
        node = subprocess.Popen(
            start,
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(node.wait, 60)
        stack.callback(node.terminate)
        while node.poll() is None:
            with suppress(subprocess.SubprocessError):
                subprocess.run(
                    question, check=True, capture_output=True, env=ENVIRONMENT, timeout=180
                )
                return
            time.sleep(1)
    raise RuntimeError("Ray did not come up")


def batch(apart: list[str], *arguments: str | Path, fake: bool) -> subprocess.CompletedProcess[str]:
    command = ["-c", BATCH] if fake else ["-m", "app", "batch"]
    return subprocess.run(
        [*apart, sys.executable, *command, *map(str, arguments)],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


def own_lines(stderr: str) -> list[str]:
    """Return what is said, less what Ray logs about a machine without a network."""
    return [line for line in stderr.splitlines() if "network_util.cc" not in line]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ray") / "in.csv"
    rows = (
        f"{n},{CANARY if n % 7 else ''} at Norvane {n}. They lied to me!!" for n in range(DRAFTS)
    )
    path.write_text("id,text\n" + "\n".join(rows) + "\nbroken row\n1,crash\n", "utf-8")
    return path


@pytest.mark.parametrize("fake", [True, False], ids=["quick checker", "real checker"])
def test_a_cluster_of_two_gives_the_same_bytes_as_one_process(
    apart: list[str], cluster: str, source: Path, tmp_path: Path, fake: bool
) -> None:
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    assert batch(apart, source, here, fake=fake).returncode == 0
    done = batch(apart, source, there, "--ray", cluster, "--chunk", "5", fake=fake)
    assert (done.returncode, own_lines(done.stderr)) == (0, [])
    assert done.stdout.startswith(f"{DRAFTS + 2} rows: ")
    assert there.read_bytes() == here.read_bytes()
    assert Path(f"{there}.errors.jsonl").read_bytes() == Path(f"{here}.errors.jsonl").read_bytes()


def test_options_that_no_checker_takes_are_told_in_one_line(
    apart: list[str], cluster: str, source: Path, tmp_path: Path
) -> None:
    done = batch(
        apart, source, tmp_path / "out.csv", "--ray", cluster, "--platform", "myspace", fake=False
    )
    assert done.returncode == 3
    [line] = own_lines(done.stderr)
    assert line.startswith("Unknown platform")


def test_an_address_where_nobody_answers_is_told_in_one_line(
    apart: list[str], source: Path, tmp_path: Path
) -> None:
    done = batch(apart, source, tmp_path / "out.csv", "--ray", "127.0.0.1:6398", fake=True)
    assert done.returncode == 3
    assert own_lines(done.stderr) == ["No Ray cluster answers at 127.0.0.1:6398."]

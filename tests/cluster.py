"""A real Ray cluster that nobody else can reach, for tests and benchmarks.

Ray listens on the address of the machine even where it is told 127.0.0.1, and a head tells its
makers when statistics are off. So all of it runs in a network namespace that has a loopback and
nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RAY = [sys.executable, "-m", "ray.scripts.scripts"]
HOST, PORT, CLIENTS, NOBODY = "127.0.0.1", 6399, 10001, 6398
"""Ports in a namespace of our own: nobody else can have them."""
NODE_PORTS = ("node-manager", "object-manager", "runtime-env-agent", "metrics-export")
AGENT_PORTS = ("dashboard-agent-grpc", "dashboard-agent-listen")
STORE = 80_000_000
"""Bytes of a node's object store; 75 MiB is the least that Ray takes."""
ENDING = 60
"""Seconds that a node, or what it started, may take to end."""
UNSHARE = ["unshare", "--map-root-user", "--net"]
ALONE = """
import sys
from tests.privacy.offline import raise_loopback
raise_loopback()
print("up", flush=True)
sys.stdin.read()
"""
ASKED = f"""
import ray, sys
ray.init(address="{HOST}:{PORT}", log_to_driver=False)
raise SystemExit(ray.cluster_resources().get("CPU") != int(sys.argv[1]))
"""


def missing() -> str | None:
    """Return why no cluster can be made here; None where one can."""
    if find_spec("ray") is None:
        return "RAY IS NOT INSTALLED: --ray is untested"
    tools = sys.platform == "linux" and shutil.which("unshare") and shutil.which("nsenter")
    made = tools and subprocess.run([*UNSHARE, "true"], capture_output=True, check=False)
    if made and made.returncode == 0:
        return None
    return "NO NETWORK NAMESPACE CAN BE MADE HERE: --ray is untested"


@dataclass(frozen=True)
class Cluster:
    """Nodes that answer at `address`, and at `clients` over Ray's own protocol for clients."""

    apart: tuple[str, ...]
    environment: Mapping[str, str]
    address: str = f"{HOST}:{PORT}"
    clients: str = f"ray://{HOST}:{CLIENTS}"
    nobody: str = f"{HOST}:{NOBODY}"
    """An address where nobody listens."""

    def python(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run our Python where the cluster can be reached, until it ends."""
        return subprocess.run(
            [*self.apart, sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def cluster(cores: Sequence[int], settings: Mapping[str, str]) -> Iterator[Cluster]:
    """Yield a cluster with a node for each of `cores`; `settings` are those of unburnt.

    Raises RuntimeError where Ray does not come up, or where it leaves processes behind.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UNBURNT_")}
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    ours = {"PYTHONPATH": path, "RAY_DISABLE_DOCKER_CPU_WARNING": "1"}
    # The head forks for each client, in gRPC's care: 3 of 83 hung, and 0 of 150 without that care.
    ours["GRPC_ENABLE_FORK_SUPPORT"] = "0"
    with _apart() as (apart, holder), ExitStack() as stack:
        stack.callback(_wait_until_left, holder)
        made = Cluster(apart, kept | ours | settings)
        # A short path: Ray puts sockets there.
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ray"))
        for number, own in enumerate(cores):
            _join(made, _start(number, own, folder), sum(cores[: number + 1]), stack)
        yield made


@contextmanager
def _apart() -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield what to put before a command to run it in a new namespace, and who holds that."""
    holder = subprocess.Popen(
        [*UNSHARE, sys.executable, "-c", ALONE],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"up\n"
        target = ("--target", str(holder.pid))
        yield ("nsenter", *target, "--user", "--net", "--preserve-credentials"), holder.pid


def _start(number: int, cores: int, folder: str) -> list[str]:
    """Return the command of a node; the first is the head."""
    if number:
        own = [f"--address={HOST}:{PORT}"]
    else:
        own = ["--head", f"--port={PORT}", f"--ray-client-server-port={CLIENTS}"]
        own += [f"--temp-dir={folder}", "--include-dashboard=false"]
    # Ports of our own choice: Ray gives up where a busy machine is slow to find free ones.
    own += [
        f"--{name}-port={6400 + 10 * number + n}"
        for n, name in enumerate((*NODE_PORTS, *AGENT_PORTS))
    ]
    own += [f"--min-worker-port={11000 + 1000 * number}"]
    own += [f"--max-worker-port={11999 + 1000 * number}"]
    own += [f"--node-ip-address={HOST}", f"--num-cpus={cores}", f"--object-store-memory={STORE}"]
    return [*RAY, "start", *own, "--disable-usage-stats", "--block"]


def _join(made: Cluster, start: list[str], cores: int, stack: ExitStack) -> None:
    """Start a node until the cluster answers that it is there, and let `stack` end it."""
    for _ in range(3):  # Ray has short limits of its own, and ends where a machine is busy
        node = subprocess.Popen(
            [*made.apart, *start],
            cwd=ROOT,
            env=made.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(node.wait, ENDING)
        stack.callback(node.terminate)
        while node.poll() is None:
            with suppress(subprocess.SubprocessError):
                subprocess.run(
                    [*made.apart, sys.executable, "-c", ASKED, str(cores)],
                    check=True,
                    capture_output=True,
                    env=made.environment,
                    timeout=180,
                )
                return
            time.sleep(1)
    raise RuntimeError("Ray did not come up")


def _wait_until_left(holder: int) -> None:
    """Wait until `holder` is alone in its namespace; raises RuntimeError where it never is."""
    until = time.monotonic() + ENDING
    while left := _beside(holder):
        if time.monotonic() > until:
            raise RuntimeError(f"Ray left {len(left)} processes behind: {left}")
        time.sleep(0.2)


def _beside(holder: int) -> list[int]:
    """Return the other processes in the network namespace of `holder`."""
    here = Path(f"/proc/{holder}/ns/net").readlink()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended meanwhile, or somebody else's
            if (entry / "ns" / "net").readlink() == here and int(entry.name) != holder:
                found.append(int(entry.name))
    return found

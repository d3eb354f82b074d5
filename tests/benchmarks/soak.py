"""Half an hour at 70 % load: no errors, and no memory that grows.

    python -m tests.benchmarks.soak --minutes 30 --load 0.7

Serves as `unburnt serve` does, first holds thousands of connections open, measures for a few
seconds how many calls a second it bears, then asks for that share of them with real posts: checks
with and without rewrite, batches, LanguageTool's API, bad input. Memory counts from the end of the
first tenth. Exit code 1 where a call does not get what it deserves, or memory grows by 2 %.
"""

from __future__ import annotations

import argparse
import resource
import socket
import sys
import threading
import time
from dataclasses import dataclass, field

import numpy as np

from tests.benchmarks.load import Mixture, Tally, drive
from tests.faults.serving import Site, read_one, served, statuses

MOST_GROWTH = 0.02
MEASURED, WARM = 8.0, 3.0
"""Seconds for the capacity, and before it."""
CROWD, SPARE = 10_000, 1_000
"""Open connections where the limit of file descriptors permits, and descriptors left for others."""
LIVEZ = b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"
HALF = -2
"""Where a request is cut, so that its connection stays open in the middle of it."""


@dataclass
class Memory(threading.Thread):
    """Samples the resident memory of the service, in MiB, once a second."""

    site: Site
    samples: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        while not self.stop.wait(1):
            self.samples.append(self.site.resident())

    def tenths(self) -> list[float]:
        """Return the median of each tenth of the time in MiB, fewer where there are few samples."""
        parts = np.array_split(self.samples, min(10, len(self.samples)))
        return [float(np.median(part)) for part in parts]

    __hash__ = threading.Thread.__hash__


def crowd(site: Site, most: int) -> int:
    """Hold many connections open at once; return how many calls among them went wrong."""
    room = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE
    many = min(most, room)
    before, wrong, clients = site.resident(), 0, []
    for _ in range(many):
        client = site.connect()
        client.sendall(LIVEZ)
        wrong += statuses(read_one(client)) != [200]
        client.sendall(LIVEZ[:HALF])
        clients.append(client)
    held = site.resident() - before
    began = time.perf_counter()
    wrong += not site.answers()
    spent = (time.perf_counter() - began) * 1e3
    wrong += sum(not _finished(client) for client in clients)
    print(
        f"{many:,} open connections: {held:+.0f} MiB, another client answered in {spent:.0f} ms, "
        f"{wrong} went wrong"
    )
    return wrong


def _finished(client: socket.socket) -> bool:
    with client:
        try:
            client.sendall(LIVEZ[HALF:])
            return statuses(read_one(client)) == [200]
        except OSError:
            return False


def table(tally: Tally, seconds: float) -> None:
    print(
        f"\n{'call':20s}{'answers':>10s}{'errors':>8s}{'p50 ms':>10s}{'p95 ms':>10s}{'p99 ms':>10s}"
    )
    everything = [one for each in tally.seconds.values() for one in each]
    for name, spent in [*sorted(tally.seconds.items()), ("all", everything)]:
        errors = sum(n for (call, _), n in tally.faults.items() if name in (call, "all"))
        marks = np.percentile(np.array(spent) * 1e3, (50, 95, 99))
        print(f"{name:20s}{len(spent):10,d}{errors:8d}" + "".join(f"{m:10.1f}" for m in marks))
    print(f"{tally.count() / seconds:.1f} calls a second over {seconds / 60:.1f} minutes")
    for (name, fault), number in sorted(tally.faults.items()):
        print(f"  error: {name}: {fault}, {number} times")


def soak(site: Site, asked: argparse.Namespace) -> bool:
    """Return whether all went well."""
    mixture = Mixture()
    wrong = crowd(site, asked.connections) if asked.connections else 0
    drive(site.port, asked.clients, WARM, None, mixture)
    most = drive(site.port, asked.clients, MEASURED, None, mixture)
    capacity = most.count() / MEASURED
    rate = capacity * asked.load
    print(f"bears {capacity:.1f} calls a second; asks for {rate:.1f} of them")
    memory, seconds = Memory(site), asked.minutes * 60
    memory.start()
    tally = drive(site.port, 4 * asked.clients, seconds, rate, mixture)
    memory.stop.set()
    memory.join()
    table(tally, seconds)
    parts = memory.tenths()
    growth = parts[-1] / parts[min(1, len(parts) - 1)] - 1
    print("\nresident memory by tenths of the time, MiB:", *(f"{part:.0f}" for part in parts))
    print(f"from the second to the last: {growth:+.2%}")
    return not (wrong or tally.faults or growth >= MOST_GROWTH)


def main() -> int:
    parser = argparse.ArgumentParser(description="Drive the service for long; see the module.")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--load", type=float, default=0.7, help="share of what it bears")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--clients", type=int, default=8, help="at full load; four times as many later"
    )
    parser.add_argument("--connections", type=int, default=CROWD, help="open at once; 0: none")
    asked = parser.parse_args()
    with served(asked.workers, model="auto", receive_timeout=60) as site:
        well = soak(site, asked)
    print("well" if well else "not well")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())

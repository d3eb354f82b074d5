"""Load on a server: clients that ask one after the other, and arrivals that wait for nobody."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.benchmarks.figures import Timing
from tests.benchmarks.serving import Client, Server

CONNECTIONS = 16
"""Kept open for arrivals: enough that none waits for a connection at half load."""


@dataclass(frozen=True)
class Load:
    """What a server did: checks a second, and their latencies."""

    rate: float
    timing: Timing


def closed(server: Server, clients: int, requests: Sequence[bytes]) -> Load:
    """Let `clients` ask as fast as they are answered, until all requests are done."""
    waiting = iter(requests)
    lock = threading.Lock()
    spent: list[float] = []

    def work() -> None:
        with server.client() as client:
            while True:
                with lock:
                    asked = next(waiting, None)
                if asked is None:
                    return
                began = time.perf_counter()
                client.check(asked)
                spent.append((time.perf_counter() - began) * 1e3)

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        for job in [pool.submit(work) for _ in range(clients)]:
            job.result()
    return Load(len(requests) / (time.perf_counter() - began), Timing.of(spent))


def arriving(server: Server, rate: float, requests: Sequence[bytes]) -> Load:
    """Send the requests at random moments, `rate` a second on average, whoever still waits.

    A latency counts from the moment at which a request was due, so that a late start is not hidden.
    """
    chance = random.Random(6)
    due, at = [], 0.0
    for _ in requests:
        at += chance.expovariate(rate)
        due.append(at)
    plan = iter(zip(due, requests, strict=True))
    lock = threading.Lock()
    spent: list[float] = []
    began = time.perf_counter()

    def work(client: Client) -> None:
        while True:
            with lock:
                moment, asked = next(plan, (0.0, b""))
            if not asked:
                return
            time.sleep(max(0.0, began + moment - time.perf_counter()))
            client.check(asked)
            spent.append((time.perf_counter() - began - moment) * 1e3)

    clients = [Client(server.port) for _ in range(CONNECTIONS)]
    try:
        began = time.perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            for job in [pool.submit(work, client) for client in clients]:
                job.result()
    finally:
        for client in clients:
            client.close()
    return Load(len(requests) / (time.perf_counter() - began), Timing.of(spent))

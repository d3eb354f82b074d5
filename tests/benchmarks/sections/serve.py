"""Whole server processes: start, memory, throughput, and latency at half load."""

from __future__ import annotations

import sys
from statistics import median

from tests.benchmarks.arrivals import Load, arriving, closed
from tests.benchmarks.figures import Goal, short, table
from tests.benchmarks.serving import Server, check_of, memory, processor_seconds, serving
from tests.benchmarks.setting import TYPICAL, Setting

CLIENTS, WORKERS = (1, 2, 4), (1, 2)
STARTS = 3
FULL = 60
"""Texts of 1,000 tokens that fill the reader's memory of windows."""


def start(_: Setting) -> list[Goal]:
    """Time starts of one and of two workers; files are in the page cache from the second on."""
    seconds = {}
    for workers in WORKERS:
        found = []
        for _number in range(STARTS):
            with serving(workers) as server:
                found.append(server.started)
        seconds[workers] = median(found)
        shown = ", ".join(map(short, found))
        print(f"start to /readyz with {workers} worker(s): {shown} s")
    return [Goal("start to ready, median", seconds[1], 3.0, "s")]


def resident(setting: Setting) -> list[Goal]:
    if not sys.platform.startswith("linux"):
        print("only on Linux: it reads /proc")
        return []
    rows: dict[str, list[str]] = {}
    worst = 0.0
    for workers in WORKERS:
        with serving(workers) as server:
            _note(rows, server, workers, "ready")
            _work(setting, server)
            worst = max(worst, *_note(rows, server, workers, "after work"))
    print(table("MB", ["RSS", "PSS", "private", "shared"], rows))
    return [Goal("resident memory of a worker, after work", worst, 350, "MB")]


def throughput(setting: Setting) -> list[Goal]:
    rows: dict[str, list[str]] = {}
    best = 0.0
    for workers in WORKERS:
        with serving(workers) as server:
            _warm(setting, server)
            for clients in CLIENTS:
                before = [processor_seconds(pid) for pid in server.workers]
                done = closed(server, clients, _requests(setting))
                after = [processor_seconds(pid) for pid in server.workers]
                used = [b - a for a, b in zip(before, after, strict=True)]
                rows[f"{workers} worker(s), {clients} client(s)"] = _row(done, used)
                best = max(best, done.rate) if workers == 2 else best
    print(
        table(
            f"{TYPICAL} tokens", ["checks/s", "p50 / p95 / p99, ms", "cores used, by worker"], rows
        )
    )
    return [Goal("checks a second with two workers", best, 150, most=False)]


def half_load(setting: Setting) -> list[Goal]:
    """Find what two workers can do, then let requests arrive at half that rate."""
    with serving(2) as server:
        _warm(setting, server)
        capacity = closed(server, 4, _requests(setting)).rate
        half = arriving(server, capacity / 2, _requests(setting))
    print(f"capacity {short(capacity)} checks/s; at {short(half.rate)}: {half.timing} ms")
    return [Goal(f"p95 over HTTP, {TYPICAL} tokens, half load", half.timing.p95, 25, "ms")]


def _requests(setting: Setting) -> list[bytes]:
    return [check_of(text) for text in setting.drafts.take(2 * setting.rounds(), TYPICAL)]


def _warm(setting: Setting, server: Server) -> None:
    closed(server, 4, [check_of(text) for text in setting.drafts.take(24, TYPICAL)])


def _work(setting: Setting, server: Server) -> None:
    texts = setting.drafts.take(min(FULL, setting.rounds()), 1_000)
    closed(server, 4, [check_of(text, ("neutral",)) for text in texts])
    closed(server, 4, _requests(setting))


def _note(rows: dict[str, list[str]], server: Server, workers: int, when: str) -> list[float]:
    sizes = [memory(pid) for pid in server.workers]
    shown = {f"worker {number}": size for number, size in enumerate(sizes, 1)}
    if workers > 1:
        shown["supervisor"] = memory(server.process.pid)
    for who, size in shown.items():
        rows[f"{workers} worker(s), {when}, {who}"] = [short(s) for s in size.values()]
    together = sum(size["Pss"] for size in shown.values())
    rows[f"{workers} worker(s), {when}, together"] = ["", short(together), "", ""]
    return [size["Rss"] for size in sizes]


def _row(done: Load, used: list[float]) -> list[str]:
    cores = " + ".join(f"{each * done.rate / done.timing.count:.2f}" for each in used)
    return [short(done.rate), str(done.timing), cores]

"""The same chunks on a Ray cluster: actors with one checker each. Loaded only where asked for."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterable, Iterator
from typing import Any

import ray

from app.batch.job import Build
from app.batch.rows import Chunk, Part
from app.batch.scoring import Scorer, versions_of
from app.errors import FileUnusable
from app.results import Options, Versions

WAITING = 2
"""Chunks handed out for each actor: the one it judges and the next."""
PATIENCE = 10
"""Seconds for a cluster to answer; Ray itself would wait for minutes."""
RESTARTS = 3
"""How often an actor whose machine went away is begun anew, and its chunk judged again."""


class Judge:
    """A scorer on a machine of the cluster; what it cannot use comes back as words."""

    def __init__(self, build: Build, options: Options) -> None:
        self._scorer = Scorer(build, options)

    def versions(self) -> Versions | str:
        return self._scorer.introduced()

    def score(self, chunk: Chunk) -> Part:
        return self._scorer.score(chunk)


class Cluster:
    """Judges on the cluster at `address`, with `workers` actors or one for each core."""

    def __init__(self, address: str, build: Build, workers: int | None) -> None:
        self._address, self._build, self._workers = address, build, workers
        self._actors: list[Any] = []

    def begin(self, options: Options) -> Versions:
        """Connect and start the actors; raises FileUnusable where no cluster answers."""
        try:
            _knock(self._address)
            ray.init(address=self._address, log_to_driver=False, logging_level=logging.ERROR)
        except (OSError, ValueError, RuntimeError) as cause:
            raise FileUnusable(f"No Ray cluster answers at {self._address}.") from cause
        cores = max(1, int(ray.cluster_resources().get("CPU", 1)))
        kind = ray.remote(num_cpus=1, max_restarts=RESTARTS, max_task_retries=RESTARTS)(Judge)
        count = min(self._workers or cores, cores)
        self._actors = [kind.remote(self._build, options) for _ in range(count)]
        return self._agreed([_got(actor.versions.remote()) for actor in self._actors])

    def _agreed(self, answers: list[Versions | str]) -> Versions:
        first, *others = [versions_of(answer) for answer in answers]
        if any(other != first for other in others):
            raise FileUnusable("The machines of the cluster have different versions of unburnt.")
        return first

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Part]:
        waiting = iter(chunks)
        idle = self._actors * WAITING
        busy: dict[Any, Any] = {}
        while True:
            while idle and (chunk := next(waiting, None)) is not None:
                actor = idle.pop(0)
                busy[actor.score.remote(chunk)] = actor
            if not busy:
                return
            [done], _ = ray.wait(list(busy), num_returns=1)
            idle.append(busy.pop(done))
            yield _got(done)

    def close(self) -> None:
        for actor in self._actors:
            ray.kill(actor)
        ray.shutdown()


def _knock(address: str) -> None:
    """Raise OSError where `address` names a port and nobody listens there."""
    named = re.fullmatch(r"(?:ray://)?\[?([^\[\]/]+?)\]?:(\d{1,5})", address)
    if named:
        socket.create_connection((named[1], int(named[2])), PATIENCE).close()


def _got(reference: Any) -> Any:
    try:
        return ray.get(reference)
    except ray.exceptions.RayError as cause:
        # Its message may hold arguments of ours, so its name must do.
        raise FileUnusable(
            f"The Ray cluster gave up ({type(cause).__name__}); what is done is kept. "
            "Go on with --resume."
        ) from None

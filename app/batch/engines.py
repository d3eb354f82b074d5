"""Who judges the chunks: this process; `processes` and `on_ray` have others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Protocol, cast

from app.batch.job import Build
from app.batch.rows import Chunk, Part
from app.batch.scoring import Scorer
from app.errors import FileUnusable
from app.results import Options, Versions


class Engine(Protocol):
    """Judges chunks; `begin` comes first, `close` last, also after an interruption."""

    def begin(self, options: Options) -> Versions:
        """Return the versions that judge; raises UnburntError where nothing can be judged."""

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Part]:
        """Yield a part for each chunk as they are done; takes no more chunks than it can judge."""

    def close(self) -> None: ...


class Here:
    """Judges in this process, one chunk after the other."""

    def __init__(self, build: Build) -> None:
        self._build = build

    def begin(self, options: Options) -> Versions:
        self._scorer = Scorer(self._build, options)
        return self._scorer.versions()

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Part]:
        return map(self._scorer.score, chunks)

    def close(self) -> None:
        """Nothing is left running."""


def ray_cluster(address: str, build: Build, workers: int | None) -> Engine:
    """Return an engine on the Ray cluster at `address`; `workers` None: one for each of its cores.

    Raises FileUnusable where Ray is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
    try:
        room = import_module("app.batch.on_ray")
    except ModuleNotFoundError as missing:
        if missing.name != "ray":
            raise
        raise FileUnusable("--ray needs Ray: pip install 'unburnt[ray]'") from None
    return cast(Engine, room.Cluster(address, build, workers))

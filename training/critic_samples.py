"""What the critic's network is shown of a draft and a version: the reader's states on main axes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from app.modelstore import LearnedReader
from app.modelstore.aligned import aligned
from training.critic_lessons import Lesson
from training.critic_net import AXES, Sample

PIECES, SAMPLE = 200, 1500
"""Most pieces of a text that are read; texts whose states show the main axes."""
Array = NDArray[Any]


class Axes(NamedTuple):
    """The reader's states [n, width] less `mean`, times `axes` [width, AXES], are what is seen."""

    mean: Array
    axes: Array


_reader: LearnedReader | None = None
_axes: Axes | None = None


def _begin(folder: Path, axes: Axes | None) -> None:
    global _reader, _axes
    threadpool_limits(1)
    _reader, _axes = LearnedReader(folder), axes


def _states(text: str) -> tuple[Array, Array]:
    """Return the ids of a text's pieces and their states, on the main axes if these are known."""
    assert _reader is not None
    ids = _reader.pieces(text).ids[: min(_reader.room, PIECES)]
    if not ids:
        return np.zeros(1, np.int32), np.zeros(
            (1, AXES if _axes else 2 * _reader.width), np.float16
        )
    last, middle = _reader.hidden(ids)
    states = np.concatenate([last[0], middle[0]], -1)[1:-1]
    if _axes is not None:
        states = (states - _axes.mean) @ _axes.axes
    return np.array(ids, np.int32), states.astype(np.float16)


def main_axes(folder: Path, texts: Sequence[str]) -> Axes:
    """Return the main axes of the reader's states of `texts`, of spread 1 on average."""
    chosen = random.Random(0).sample(texts, min(SAMPLE, len(texts)))
    with Pool(initializer=_begin, initargs=(folder, None)) as processes:
        states = [each.astype(np.float32) for _, each in processes.map(_states, chosen, 16)]
    found = np.concatenate(states)
    mean = found.mean(0)
    spread, axes = np.linalg.eigh(np.cov((found - mean).T))
    axes, spread = axes[:, ::-1][:, :AXES], spread[::-1][:AXES]
    return Axes(mean, (axes / np.sqrt(spread.mean())).astype(np.float32))


def samples(folder: Path, axes: Axes, lessons: Sequence[Lesson]) -> list[Sample]:
    """Return what the network is shown of each lesson."""
    texts = sorted({text for each in lessons for text in each[:2]})
    with Pool(initializer=_begin, initargs=(folder, axes)) as processes:
        known = dict(zip(texts, processes.map(_states, texts, 64), strict=True))
    found = []
    for each in lessons:
        (old, before), (new, after) = known[each.draft], known[each.version]
        found.append(Sample(before, after, aligned(old.tolist(), new.tolist())))
    return found

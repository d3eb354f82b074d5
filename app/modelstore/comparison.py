"""A version beside its draft, as the reader sees both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from app.modelstore.aligned import aligned
from app.modelstore.reader import LearnedReader

Array = NDArray[np.float32]
Ranges = Sequence[tuple[int, int]]
Network = Callable[[Mapping[str, NDArray[np.generic]]], NDArray[np.float32]]
"""Reads a version beside its draft (training.critic_net.Alone): arrays by name -> log-odds of what
it TELLS."""
SOUND, CALM = TELLS = ("sound", "calm")
"""That a version says well what the draft says, and that nothing hot has stayed in it."""


class Comparison:
    """One draft as the reader sees it, to hold versions beside."""

    def __init__(self, reader: LearnedReader, network: Network, draft: str) -> None:
        self._reader, self._network = reader, network
        self._ids, self._rows, _ = self._states(draft)

    def tells(self, version: str, new: Ranges = ()) -> dict[str, float]:
        """Return what the network tells of a version, as log-odds, and what is counted of it.

        `new` are its ranges that the draft does not have, empty ones where something went.
        """
        ids, rows, offsets = self._states(version)
        return _counted(seams(offsets, new)) | self._read(ids, rows)

    def _read(self, ids: Sequence[int], rows: Array) -> dict[str, float]:
        """Return what the network tells of pieces and their states; 0 where there is no text."""
        if not ids or not self._ids:
            return dict.fromkeys(TELLS, 0.0)
        told = aligned(self._ids, ids)
        odds = self._network(
            {
                "version": rows[: len(told.source)],
                "draft": self._rows,
                "source": told.source,
                "kinds": told.kinds,
                "lost": told.lost,
            }
        )
        return dict(zip(TELLS, odds.tolist(), strict=True))

    def _states(self, text: str) -> tuple[list[int], Array, list[tuple[int, int]]]:
        """Return the ids of the pieces, their hidden states [pieces, 2 * width] and their ranges.

        Of a text without pieces there is one row, of zeros.
        """
        encoded, room = self._reader.pieces(text), self._reader.room
        if not encoded.ids:
            return [], np.zeros((1, 2 * self._reader.width), np.float32), []
        ids = encoded.ids[:room]
        last, middle = self._reader.hidden(ids)
        return ids, np.concatenate([last[0], middle[0]], -1)[1:-1], encoded.offsets[:room]


def seams(offsets: Ranges, new: Ranges) -> NDArray[np.bool_]:
    """Return for each piece [pieces, 2]: is it new; does it stand beside a change, or is it one."""
    flags = np.zeros((max(1, len(offsets)), 2), bool)
    for row, (start, end) in enumerate(offsets):
        for first, last in new:
            inside = start < last and end > first
            flags[row, 0] |= inside
            flags[row, 1] |= inside or last <= start <= last + 1 or first - 1 <= end <= first
    return flags


def _counted(flags: NDArray[np.bool_]) -> dict[str, float]:
    """Return the share of pieces beside a change, of new ones, and how many pieces there are."""
    return {
        "seams": float(flags[:, 1].mean()),
        "fresh": float(flags[:, 0].mean()),
        "pieces": float(len(flags)),
    }

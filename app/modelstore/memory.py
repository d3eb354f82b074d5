"""Windows read lately: an edited draft costs what changed, and nothing of it stays readable."""

from __future__ import annotations

import os
import secrets
import sys
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock
from typing import Any
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Pair = tuple[Array, Array]
SIZE = 192
"""Windows remembered, at most; their scores take about 30 kB each."""


class WindowMemory:
    """What the encoder made of each window; the oldest forgotten first, gone when the process ends.

    Keys are hashes under a secret drawn at the start, so the memory holds no words. A process that
    is forked draws its own, and begins with nothing.
    """

    def __init__(self, size: int = SIZE) -> None:
        self._size = size
        self._begin()
        _memories.add(self)

    def _begin(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._held: OrderedDict[bytes, Pair] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def key(self, ids: Sequence[int]) -> bytes:
        return blake2b(np.asarray(ids, np.int32).tobytes(), key=self._secret).digest()

    def get(self, key: bytes) -> Pair | None:
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def put(self, key: bytes, pair: Pair) -> None:
        with self._lock:
            self._held[key] = pair
            self._held.move_to_end(key)
            while len(self._held) > self._size:
                self._held.popitem(last=False)


_memories: WeakSet[WindowMemory] = WeakSet()


def _begin_anew() -> None:
    for memory in _memories:
        memory._begin()


if sys.platform != "win32":  # here, so that whoever forks cannot forget it
    os.register_at_fork(after_in_child=_begin_anew)

"""How an ONNX model is run: exactly, on one thread, in memory that all models share."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np
import onnxruntime

PROBE, ROWS, TERMS = Path(__file__).with_name("overflow.onnx"), 16, 64
"""A product with bytes of 127: each sum has 64 terms. One row and many take different ways."""
_lock = Lock()
_POWER_OF_TWO, _MIB = 0, 1 << 20
"""How onnxruntime calls that the memory grows by doubling; and where it begins."""


def session_of(model: Path | bytes) -> onnxruntime.InferenceSession:
    """Return the model of a file, or in memory, on one thread that sleeps when idle.

    Its sums are exact on every processor: without VNNI the fast products of bytes overflow and an
    int8 model computes noise, unless onnxruntime is told to be precise.
    """
    with _lock:
        _share_memory()
        precise = not fast_sums_are_exact()
    return _opened(model, precise=precise)


@cache
def fast_sums_are_exact() -> bool:
    """Say whether this processor adds up fast products of bytes without overflow: it is tried.

    Precise sums take three times as long, and onnxruntime's own guess would have them on processors
    with AMX, whose fast ones are exact.
    """
    session = _opened(PROBE, precise=False)
    largest = np.full((ROWS, TERMS), 255, np.uint8)
    return all(
        (session.run(None, {"bytes": largest[:rows]})[0] == 255 * 127 * TERMS).all()
        for rows in (1, ROWS)
    )


def _opened(model: Path | bytes, *, precise: bool) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.x64quantprecision", str(int(precise)))
    options.add_session_config_entry("session.use_env_allocators", "1")
    given = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(given, options, providers=["CPUExecutionProvider"])


@cache
def _share_memory() -> None:
    # Alone, each model would keep what its longest text once took.
    where = onnxruntime.OrtMemoryInfo(
        "Cpu",
        onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR,
        0,
        onnxruntime.OrtMemType.DEFAULT,
    )
    growth = {
        "max_mem": 0,
        "arena_extend_strategy": _POWER_OF_TWO,
        "initial_chunk_size_bytes": _MIB,
        "max_dead_bytes_per_chunk": _MIB,
    }
    onnxruntime.create_and_register_allocator(where, onnxruntime.OrtArenaCfg(growth))

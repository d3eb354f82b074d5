"""How models are run on processors of every kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.modelstore import session
from app.modelstore.session import PROBE, session_of
from app.resources import bundled

SHIPPED = sorted(bundled("models").rglob("*.onnx"))


def test_sums_of_bytes_are_exact_on_every_processor() -> None:
    """64 times 255 x 127: without VNNI the fast way adds pairs of them up in sixteen bits."""
    [found] = session_of(PROBE).run(None, {"bytes": np.full((3, 64), 255, np.uint8)})
    assert found.tolist() == [[255 * 127 * 64] * 16] * 3


@pytest.mark.parametrize("exact", [True, False], ids=["with VNNI", "without VNNI"])
@pytest.mark.parametrize("model", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_model_opens(
    model: Path, exact: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without VNNI onnxruntime rewrites int8 weights, and cannot where two products share some."""
    monkeypatch.setattr(session, "fast_sums_are_exact", lambda: exact)
    assert session_of(model).get_outputs()


def test_models_are_shipped() -> None:
    assert len(SHIPPED) >= 4

"""The shipped reader, for whatever stands on it."""

from __future__ import annotations

import pytest

from app.modelstore import LearnedReader, open_reader
from app.resources import bundled


@pytest.fixture(scope="package")
def reader() -> LearnedReader:
    opened = open_reader(bundled("models"), "auto")
    assert opened is not None
    return opened

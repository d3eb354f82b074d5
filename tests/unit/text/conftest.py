from __future__ import annotations

import pytest

from app.text import TextReader


@pytest.fixture(scope="session")
def reader() -> TextReader:
    return TextReader()

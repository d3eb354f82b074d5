"""One checker for a whole run: building it reads the rulebook and takes seconds."""

from __future__ import annotations

import pytest

from app.bootstrap import build_checker
from app.checker import Checker
from app.settings import Settings


@pytest.fixture(scope="session")
def checker() -> Checker:
    """Judge by rules alone, so that a test does not depend on which model is there."""
    return build_checker(Settings(model=None))


@pytest.fixture(scope="session")
def full_checker() -> Checker:
    """Judge as shipped: with the newest model, where there is one."""
    return build_checker(Settings())

"""One checker for a whole run: building it reads the rulebook and takes seconds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserType, sync_playwright

from app.bootstrap import build_checker
from app.checker import Checker
from app.settings import Settings

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)


@pytest.fixture(scope="session")
def checker() -> Checker:
    """Judge by rules alone, so that a test does not depend on which model is there."""
    return build_checker(Settings(model=None))


@pytest.fixture(scope="session")
def full_checker() -> Checker:
    """Judge as shipped: with the newest model, where there is one."""
    return build_checker(Settings())


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """What launches Chromium: Playwright starts only once in a thread, so all tests share it."""
    with sync_playwright() as playwright:
        yield playwright.chromium

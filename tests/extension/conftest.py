"""The extension, loaded unpacked into a real Chromium, on real editors, against a real service."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from tests.browser.conftest import PATIENCE
from tests.conftest import CHROMIUM
from tests.extension import built, loopback
from tests.extension.answers import by_heart
from tests.extension.browser import Extension, launch
from tests.extension.sites import SITES, Composer
from tests.faults.serving import Site as Service
from tests.faults.serving import served

expect.set_options(timeout=PATIENCE)
MISSING: list[str] = []


def lacks(what: str) -> NoReturn:
    """Skip, and say so loudly at the end; where CI runs the tests, fail."""
    if os.environ.get("CI"):
        pytest.fail(what, pytrace=False)
    MISSING.append(what)
    pytest.skip(what)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if MISSING:
        terminalreporter.section("THE EXTENSION WAS NOT TESTED", sep="!", red=True, bold=True)
        for what in dict.fromkeys(MISSING):
            terminalreporter.line(f"{what}: its tests were skipped.", red=True)


@pytest.fixture(scope="session")
def pages_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return built.pages(tmp_path_factory.mktemp("pages") / "built")
    except built.CannotBuild as cause:
        lacks(str(cause))


@pytest.fixture(scope="session")
def pages(pages_folder: Path) -> Iterator[str]:
    """Address of the fixture pages."""
    with loopback.pages(pages_folder) as address:
        yield address


@pytest.fixture(scope="session")
def extension_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built extension, so that another build under way takes nothing from us."""
    try:
        return shutil.copytree(built.extension(), tmp_path_factory.mktemp("extension") / "built")
    except built.CannotBuild as cause:
        lacks(str(cause))


@pytest.fixture(scope="session")
def launcher(chromium: BrowserType) -> BrowserType:
    if not CHROMIUM:
        lacks("Chromium is missing")
    return chromium


@pytest.fixture(scope="session")
def bare(
    launcher: BrowserType, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """Chromium without the extension."""
    context = launch(launcher, tmp_path_factory.mktemp("bare"))
    yield context
    context.close()


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """The real service, with its model, in a process of its own."""
    with served(model="auto") as real:
        yield real


@contextmanager
def _loaded(chromium: BrowserType, profile: Path, folder: Path) -> Iterator[Extension]:
    context = launch(chromium, profile, folder)
    try:
        yield Extension(context)
    finally:
        context.close()


@pytest.fixture(scope="session")
def loaded(
    launcher: BrowserType, extension_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Extension]:
    """Chromium with the extension as shipped, but for a layer that tests can look into."""
    profile = tmp_path_factory.mktemp("profile")
    with _loaded(launcher, profile, extension_folder / "test") as extension:
        yield extension


@pytest.fixture
def unburnt(loaded: Extension, service: Service, pages: str) -> Iterator[Extension]:
    """The extension switched on for the fixture pages, on the real service; all else as new."""
    loaded.start_anew(backend=f"http://127.0.0.1:{service.port}", pages=pages)
    yield loaded
    complaints = loaded.end()
    assert complaints == []


@pytest.fixture
def backend(unburnt: Extension) -> Iterator[loopback.Backend]:
    """A service that answers as it is told, which the extension asks in place of the real one."""
    made_up = loopback.Backend(by_heart)
    made_up.start()
    unburnt.settings(backend=made_up.address)
    yield made_up
    made_up.stop()


Opener = Callable[[str], Composer]


@pytest.fixture
def site(unburnt: Extension, pages: str) -> Opener:
    """Opens a fixture page, with its composer, where the extension is switched on."""

    def opened(name: str) -> Composer:
        composer = Composer(unburnt.open(pages + SITES[name].path), SITES[name])
        composer.open()
        return composer

    return opened


@pytest.fixture
def bare_site(bare: BrowserContext, pages: str) -> Iterator[Opener]:
    """Opens a fixture page where there is no extension."""
    opened: list[Page] = []

    def open_site(name: str) -> Composer:
        page = bare.new_page()
        opened.append(page)
        page.goto(pages + SITES[name].path)
        composer = Composer(page, SITES[name])
        composer.open()
        return composer

    yield open_site
    for page in opened:
        page.close()

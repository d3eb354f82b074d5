"""A real Chromium on a real server process: the page as people meet it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect

from tests.conftest import CHROMIUM
from tests.web.listening import free_port

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "artefacts"
PATIENCE = 90_000
"""Milliseconds to wait for what must come: much, for machines with other work; no test measures."""
expect.set_options(timeout=PATIENCE)
ARGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _wait_for(url: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answers at {url}")


@contextmanager
def _served(command: Sequence[str], ready: str) -> Iterator[str]:
    """Run a server with the port as its last argument; yield its address once `ready` answers."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", *command, str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}{ready}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Address of the page, served with the fake checker."""
    with _served(["tests.web.serve"], "/livez") as address:
        yield address


@pytest.fixture(scope="session")
def real_site() -> Iterator[str]:
    """Address of the page, served as users get it."""
    command = ["uvicorn", "--factory", "app.web:create_app", "--log-level", "warning", "--port"]
    with _served(command, "/readyz") as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    launched = chromium.launch(executable_path=CHROMIUM, args=ARGS)
    yield launched
    launched.close()


class Watch:
    """What a page must never do: complain, or ask another host."""

    def __init__(self, page: Page, site: str) -> None:
        self.complaints: list[str] = []
        self.expected: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda asked: self._on_request(asked.url, site))

    def _on_console(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        if kind in {"error", "warning"} and not any(part in text for part in self.expected):
            self.complaints.append(text)

    def _on_request(self, url: str, site: str) -> None:
        if not url.startswith((site, "about:", "blob:")):
            self.complaints.append(f"asked {url}")


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Opener]:
    """Return a function that opens the page in a fresh profile; any complaint fails the test."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def opened(path: str = "/", **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watch = Watch(page, site)
        page.watch = watch  # type: ignore[attr-defined]
        watches.append(watch)
        page.goto(site + path)
        return page

    yield opened
    complaints = [complaint for watch in watches for complaint in watch.complaints]
    for context in contexts:
        context.close()
    assert complaints == []

"""Chromium with the extension in it: its settings, its pages, and what it must never do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import (
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    Request,
    WebError,
)

from tests.browser.conftest import ARGS, PATIENCE
from tests.conftest import CHROMIUM

HOST = "127.0.0.1"
PATTERN = f"http://{HOST}/*"
SETTINGS: dict[str, Any] = {
    "key": "",
    "tolerance": "standard",
    "employers": [],
    "notes": [],
    "sites": {HOST: {"on": True, "nudge": True, "pattern": PATTERN}},
}
OWN = ("chrome-extension:", "data:", "blob:", "about:")


def launch(chromium: BrowserType, profile: Path, *extensions: Path) -> BrowserContext:
    """Start Chromium with a profile of its own and these unpacked extensions."""
    names = ",".join(map(str, extensions))
    own = [f"--disable-extensions-except={names}", f"--load-extension={names}"]
    context = chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=[*ARGS, *own] if extensions else ARGS,
        ignore_default_args=["--disable-extensions"] if extensions else None,
        viewport={"width": 1100, "height": 800},
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    return context


class Extension:
    """One running extension; its settings are reached from `desk`, a page of its own."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        workers = context.service_workers
        worker = workers[0] if workers else context.wait_for_event("serviceworker")
        self.address = worker.url.rsplit("/", 1)[0]
        self.desk = context.new_page()
        self.desk.goto(f"{self.address}/pages/privacy.html")
        self.complaints: list[str] = []
        self.expected: list[str] = []
        self._allowed: tuple[str, ...] = ()
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("request", self._on_request)

    def start_anew(self, backend: str, pages: str) -> None:
        """Forget the test before: settings as new, the site switched on, no other tab open."""
        self.complaints.clear()
        self.expected.clear()
        self._allowed = (f"{pages}/",)
        self.settings(backend=backend, **SETTINGS)
        assert self.tell({"type": "on", "host": HOST, "pattern": PATTERN}) is True

    def end(self) -> list[str]:
        """Close what the test opened; return what pages complained of."""
        for page in self.context.pages:
            if page is not self.desk:
                page.close()
        return list(self.complaints)

    def settings(self, **some: object) -> None:
        self.desk.evaluate("(some) => chrome.storage.local.set(some)", some)

    def kept(self, name: str) -> Any:
        """Return what the extension keeps under a name."""
        return self.desk.evaluate("async (n) => (await chrome.storage.local.get(n))[n]", name)

    def tell(self, message: dict[str, Any]) -> Any:
        """Send a message to the service worker, as the extension's own pages do."""
        return self.desk.evaluate("(message) => chrome.runtime.sendMessage(message)", message)

    def hint(self) -> tuple[str, str]:
        """Return what the icon says: its badge and its title."""
        badge: str = self.desk.evaluate("chrome.action.getBadgeText({})")
        return badge, self.desk.evaluate("chrome.action.getTitle({})")

    def open(self, address: str) -> Page:
        """Open a page in a tab of its own; an address without a scheme is the extension's own."""
        page = self.context.new_page()
        page.goto(address if ":" in address else f"{self.address}/{address}")
        return page

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._complain(message.text)

    def _on_error(self, error: WebError) -> None:
        self._complain(str(error.error))

    def _on_request(self, request: Request) -> None:
        """Pages ask where they come from; only what is the extension's own asks a service."""
        ours = request.service_worker or (
            not request.is_navigation_request() and request.frame.url.startswith(self.address)
        )
        own = (f"http://{HOST}:",) if ours else self._allowed
        if not request.url.startswith((*OWN, *own)):
            self._complain(f"asked {request.url}")

    def _complain(self, complaint: str) -> None:
        if not any(part in complaint for part in self.expected):
            self.complaints.append(complaint)

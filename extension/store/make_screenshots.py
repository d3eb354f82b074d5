"""Make the stores' screenshots, 1280 x 800: `python extension/store/make_screenshots.py http://127.0.0.1:8000`.

Needs the built extension (`node build.mjs --test`), Chromium, and the service at the address given.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

HERE = Path(__file__).resolve().parent
EXTENSION = HERE.parents[1] / "dist/extension/test"
DRAFT = (
    "Five rounds with Norvane and then silence. What a bunch of clowns, avoid them at all costs!!!"
)
SCENE = (HERE / "scene.html").read_bytes()


class _Scene(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(SCENE)

    def log_message(self, *said: object) -> None:
        del said


def _open(context: BrowserContext, desk: Page, scene: str) -> Page:
    desk.evaluate(
        """() => chrome.runtime.sendMessage(
            { type: "on", host: "127.0.0.1", pattern: "http://127.0.0.1/*" })"""
    )
    page = context.new_page()
    page.goto(scene)
    page.click("textarea")
    page.keyboard.insert_text(DRAFT)
    page.locator("unburnt-layer .mark[data-state=warn]").wait_for()
    return page


def _shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(400)
    page.screenshot(path=HERE / f"screenshots/{name}.png")


def _session(context: BrowserContext, backend: str, scene: str, scheme: str) -> None:
    worker = context.service_workers or [context.wait_for_event("serviceworker")]
    desk = context.new_page()
    desk.goto(worker[0].url.replace("background.js", "pages/options.html"))
    desk.evaluate("(backend) => chrome.storage.local.set({ backend })", backend)
    page = _open(context, desk, scene)
    _shoot(page, f"marks-{scheme}")
    page.click("unburnt-layer .mark")
    _shoot(page, f"card-{scheme}")
    page.keyboard.press("Escape")
    page.click("main button")
    _shoot(page, f"nudge-{scheme}")


def main(backend: str) -> None:
    (HERE / "screenshots").mkdir(exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Scene))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        for scheme in ("light", "dark"):
            context = playwright.chromium.launch_persistent_context(
                tempfile.mkdtemp(),
                executable_path="/usr/bin/chromium",
                headless=False,
                viewport={"width": 1280, "height": 800},
                color_scheme=scheme,  # type: ignore[arg-type]
                args=["--headless=new", "--no-sandbox", f"--load-extension={EXTENSION}"],
                ignore_default_args=["--disable-extensions"],
            )
            _session(context, backend, f"http://127.0.0.1:{server.server_port}/", scheme)
            context.close()


if __name__ == "__main__":
    main(sys.argv[1])

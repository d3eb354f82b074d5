"""The browser extension in a real Chromium: how soon marks follow, what it costs, what it damages.

    python -m tests.benchmarks.extension --edits 200 --strokes 60

Keystroke: from the key to the underline of the answer to it, pause and service and all, with a post
of 60 words. Memory: the JavaScript heap of a tab with a warned draft and an open card, beside the
same tab without the extension. Damage: texts that come out neither as they should nor as they were,
of random edits in each editor.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Page, sync_playwright

from tests.benchmarks.figures import Timing, table
from tests.extension import built, loopback
from tests.extension.answers import by_heart
from tests.extension.browser import Extension, launch
from tests.extension.scribbling import Scribbler, take_over, undone, write
from tests.extension.sites import EDITORS, SITES, Composer
from tests.faults.serving import served

TIMED = ("textarea", "facebook")
SIXTY = (
    "Last spring I went through five rounds with Norvane for a job in their data team, and in the "
    "end there was only silence. The calls were friendly, the tasks were long, and nobody told me "
    "what came of them. I wrote twice and waited for three weeks. In the end I took another offer, "
    "and that is that, I suppose. What a bunch of clowns"
)
LAST = "f clowns"
"""The end of SIXTY, without which nobody is called a name."""
STROKE = """() => { window.timed = new Promise((done) => {
    const layer = document.querySelector('unburnt-layer').shadowRoot;
    const count = () => layer.querySelectorAll('.under').length;
    const before = count();
    let began = 0;
    addEventListener('keydown', () => { began = performance.now(); }, {capture: true});
    const look = () => {
        if (count() > before) done(performance.now() - began);
        else requestAnimationFrame(look);
    };
    look();
}); }"""
SETTLED = 1500
"""Milliseconds in which the answer to the calm text has come."""
DRAFT = "They are idiots, all of them."


def strokes(composer: Composer, many: int) -> Timing:
    """Time the key that makes words harsh, until they are underlined."""
    keyboard, calm = composer.page.keyboard, SIXTY.removesuffix(LAST)
    spent = []
    for number in range(many + 1):
        composer.write(f"{calm}{LAST}", "warn")
        for _ in LAST:
            keyboard.press("Backspace")
        composer.says(calm)
        composer.page.wait_for_timeout(SETTLED)
        composer.page.evaluate(STROKE)
        keyboard.type(LAST, delay=60)
        taken = float(composer.page.evaluate("window.timed"))
        if number:  # the first one warms up
            spent.append(taken)
    return Timing.of(spent)


def heap(page: Page) -> float:
    """Return the JavaScript heap of a tab in KiB, all worlds together, after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    used = float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1024
    session.detach()
    return used


def memory(opened: Callable[[str], Composer], bare: Callable[[str], Composer]) -> list[float]:
    """Return the heap of a tab without and with the extension at work, for each timed editor."""
    found = []
    for name in TIMED:
        without, within = bare(name), opened(name)
        without.put(DRAFT)
        without.says(DRAFT)
        within.write(DRAFT, "warn")
        within.look()
        found += [heap(without.page), heap(within.page)]
    return found


def damage(composer: Composer, backend: loopback.Backend, edits: int) -> list[str]:
    """Return a row: edits, rewrites that came out right, refused, damaged; undone at one go."""
    scribbler = Scribbler(composer.site.name)
    backend.answer = scribbler.answer
    came: Counter[str] = Counter()
    steps: Counter[int] = Counter()
    while scribbler.edits < edits:
        draft = scribbler.next()
        write(composer, draft, backend)
        kind = take_over(composer, draft)
        came[kind.split(":")[0]] += 1
        if kind == "right":
            steps[undone(composer, draft.text)] += 1
        elif kind != "refused":
            print(f"{composer.site.name}: {kind}", flush=True)
            composer.page.keyboard.press("Escape")
    counts = [str(came[kind]) for kind in ("right", "refused", "damaged")]
    return [str(scribbler.edits), *counts, f"{steps[1] / max(came['right'], 1):.0%}"]


def measure(chromium: BrowserType, asked: argparse.Namespace, folder: Path) -> None:
    folder_of_pages = built.pages(folder / "pages")
    context = launch(chromium, folder / "profile", built.extension() / "test")
    bare = launch(chromium, folder / "bare")
    extension, backend = Extension(context), loopback.Backend(by_heart)
    backend.start()
    with loopback.pages(folder_of_pages) as pages, closing(bare), closing(context):

        def opened(name: str, where: BrowserContext = context) -> Composer:
            page = where.new_page()
            page.goto(pages + SITES[name].path)
            composer = Composer(page, SITES[name])
            composer.open()
            return composer

        extension.start_anew(backend=backend.address, pages=pages)
        heaps = memory(opened, lambda name: opened(name, bare))
        rows = {
            name: [f"{each:,.0f}" for each in (before, after, after - before)]
            for name, before, after in zip(TIMED, heaps[::2], heaps[1::2], strict=True)
        }
        columns = ["without", "with", "unburnt"]
        print(table("heap of a tab, KiB", columns, rows), end="\n\n", flush=True)
        if asked.strokes:
            with served(model="auto") as service:
                extension.settings(backend=f"http://127.0.0.1:{service.port}")
                rows = {name: _row(strokes(opened(name), asked.strokes)) for name in TIMED}
            columns = ["p50 ms", "p95 ms", "keys"]
            print(table("keystroke to underline", columns, rows), end="\n\n", flush=True)
        extension.settings(backend=backend.address)
        if asked.edits:
            rows = {}
            for name in asked.editors.split(","):
                extension.end()
                rows[name] = damage(opened(name), backend, asked.edits)
                print(name, *rows[name], flush=True)
            columns = ["edits", "right", "refused", "damaged", "one undo"]
            print("", table("random rewrites", columns, rows), sep="\n")
    backend.stop()


def _row(timing: Timing) -> list[str]:
    return [f"{timing.p50:.0f}", f"{timing.p95:.0f}", str(timing.count)]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the browser extension; see the module.")
    parser.add_argument("--edits", type=int, default=200, help="in each editor; 0: none")
    parser.add_argument("--strokes", type=int, default=60, help="in each timed editor; 0: none")
    parser.add_argument("--editors", default=",".join(name for name in EDITORS if name != "framed"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        measure(playwright.chromium, asked, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())

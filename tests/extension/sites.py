"""The fixture pages: which site each imitates, how its composer opens, and how a test works it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Frame, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.conftest import PATIENCE

WHERE = (Path(__file__).parent / "where.js").read_text("utf-8")
Box = dict[str, float]
NEAR = 2.5
"""Pixels that an underline may be off."""


@dataclass(frozen=True)
class Site:
    """A page of tests/extension/pages; CSS finds elements in open shadow roots, too."""

    name: str
    editor: str
    opened_by: str = ""
    keys: bool = False
    """Whether Ctrl+Enter posts."""

    @property
    def path(self) -> str:
        return f"/{self.name}.html"


SITES = {
    site.name: site
    for site in (
        Site("linkedin", ".ql-editor", opened_by="#start"),
        Site("x", ".public-DraftEditor-content", keys=True),
        Site("reddit", "#editor"),
        Site("facebook", "#editor", opened_by="#start"),
        Site("bluesky", ".ProseMirror", keys=True),
        Site("mastodon", "textarea", keys=True),
        Site("textarea", "#draft"),
        Site("editable", "#editor"),
        Site("framed", "#editor"),
    )
}
EDITORS = tuple(SITES)


def eventually(page: Page, check: Callable[[], object]) -> None:
    """Try `check` until it raises no AssertionError any more."""
    until = time.monotonic() + PATIENCE / 1000
    while True:
        try:
            check()
        except AssertionError:
            if time.monotonic() > until:
                raise
            page.wait_for_timeout(50)
        else:
            return


class Composer:
    """One page with its composer open, worked as a person works it."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site

    # The page.

    @property
    def frame(self) -> Frame:
        """The frame that the composer lives in."""
        if self.site.name != "framed":
            return self.page.main_frame
        return next(frame for frame in self.page.frames if frame.url.endswith("editable.html"))

    @property
    def editor(self) -> Locator:
        return self.frame.locator(self.site.editor)

    def open(self) -> None:
        self.frame.wait_for_function("window.fixture")
        if self.site.opened_by:
            self.page.click(self.site.opened_by)
        self.editor.click()
        expect(self.editor).to_be_focused()

    def text(self) -> str:
        """Return the editor's own model."""
        return str(self.frame.evaluate("window.fixture.text()"))

    def posted(self) -> list[str]:
        said: list[str] = self.frame.evaluate("window.fixture.posted")
        return said

    def type(self, text: str) -> None:
        """Press the keys, line by line."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.type(line)

    def put(self, text: str) -> None:
        """Fill the model by the editor's own means."""
        self.frame.evaluate("(text) => window.fixture.put(text)", text)

    def says(self, text: str) -> None:
        """Wait until the model is `text`."""
        try:
            self.frame.wait_for_function("(text) => window.fixture.text() === text", arg=text)
        except PlaywrightTimeout:
            held = self.text()
            assert held == text, f"the model holds {held!r}, not {text!r}"

    def undo(self) -> None:
        self.page.keyboard.press("Control+z")

    @property
    def post(self) -> Locator:
        return self.frame.locator("#post")

    # What unburnt shows.

    @property
    def layer(self) -> Locator:
        return self.frame.locator("unburnt-layer")

    @property
    def mark(self) -> Locator:
        return self.layer.locator(".mark")

    @property
    def card(self) -> Locator:
        return self.layer.get_by_role("dialog")

    @property
    def nudge(self) -> Locator:
        return self.layer.get_by_role("alertdialog")

    def reads(self, state: str) -> None:
        """Wait until the heat mark tells this verdict or trouble."""
        expect(self.mark).to_have_attribute("data-state", state)

    def write(self, text: str, state: str) -> None:
        """Write a draft and wait for its verdict."""
        self.put(text)
        self.says(text)
        self.reads(state)

    def look(self) -> Locator:
        """Open the card, unless it is open."""
        if self.mark.get_attribute("aria-expanded") != "true":
            self.mark.click()
        expect(self.card).to_be_visible()
        return self.card

    def choose(self, name: str) -> None:
        """Press a button of the card or of the nudge, whichever is there."""
        self.layer.get_by_role("button", name=name, exact=True).click()

    def underlines(self) -> list[Box]:
        self._where()
        found: list[Box] = self.layer.evaluate("(layer) => window.where.underlines(layer)")
        return found

    def boxes(self, words: str) -> list[Box]:
        """Return where words of the editor are, a box a line."""
        self._where()
        found: list[Box] = self.editor.evaluate("(e, words) => window.where.boxes(e, words)", words)
        return found

    def underlined(self, stretches: Sequence[str]) -> None:
        """Wait until exactly these words of the editor are underlined, each where it stands."""

        def check() -> None:
            wanted = [box for words in stretches for box in self.boxes(words)]
            found = self.underlines()
            assert len(found) == len(wanted), (stretches, wanted, found)
            for box in wanted:
                assert any(_under(line, box) for line in found), (box, found)

        eventually(self.page, check)

    def _where(self) -> None:
        if not self.frame.evaluate("'where' in window"):
            self.frame.evaluate(WHERE)


def _under(line: Box, box: Box) -> bool:
    sides = all(abs(line[side] - box[side]) <= NEAR for side in ("left", "right"))
    return sides and -4 <= line["bottom"] - box["bottom"] <= 6 and line["top"] >= box["top"] - 6

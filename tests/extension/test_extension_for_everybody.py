"""The extension for everybody: keyboard, screen reader, phone, dark rooms; and pictures of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTEFACTS, ROOT
from tests.extension.browser import Extension
from tests.extension.conftest import Opener
from tests.extension.loopback import Backend
from tests.extension.sites import Composer

pytestmark = pytest.mark.browser
HARSH = "They are idiots, all of them."
RANT = (
    "Five rounds with Norvane 😀 and then silence. What a bunch of clowns, avoid them at all "
    "costs!!!\nThey lied to me about the salary."
)
SIZES = {"phone": (360, 780), "desktop": (1280, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ARTEFACTS / "extension"
NOTES = [{"id": "a", "text": HARSH, "host": "127.0.0.1", "kept": 1_700_000_000_000}]
EMPLOYERS = [{"name": "Norvane", "aliases": [], "handles": [], "relation": "former"}]


def _warn(composer: Composer) -> None:
    composer.write(RANT, "warn")
    expect(composer.layer.locator(".under").first).to_be_visible()


def _caution(composer: Composer) -> None:
    composer.write("Norvane never answered. I am disappointed.", "caution")


def _clear(composer: Composer) -> None:
    composer.write("Thank you for the kind call, Norvane.", "clear")


def _card(composer: Composer) -> None:
    _warn(composer)
    composer.look()


def _card_caution(composer: Composer) -> None:
    _caution(composer)
    composer.look()


def _card_clear(composer: Composer) -> None:
    _clear(composer)
    composer.look()


def _done(composer: Composer) -> None:
    _card(composer)
    composer.choose("Use the rewrite")
    expect(composer.card).to_contain_text("Done")


def _tip(composer: Composer) -> None:
    _warn(composer)
    [box, *_] = composer.boxes("bunch of clowns")
    composer.page.mouse.move((box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2)
    expect(composer.layer.get_by_role("tooltip")).to_be_visible()


def _nudge(composer: Composer) -> None:
    _warn(composer)
    composer.post.click()
    expect(composer.nudge).to_be_visible()


STATES: dict[str, Callable[[Composer], None]] = {
    "warn": _warn,
    "caution": _caution,
    "clear": _clear,
    "card-warn": _card,
    "card-caution": _card_caution,
    "card-clear": _card_clear,
    "done": _done,
    "tip": _tip,
    "nudge": _nudge,
}


def violations(page: Page, within: str) -> list[tuple[str, list[str]]]:
    """Return what axe finds within an element of the page, open shadow roots included."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Path(AXE).read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "(within) => axe.run(within).then((result) => result.violations)", within
    )
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


@pytest.fixture
def look(unburnt: Extension) -> Iterator[Callable[[Page, str, str], None]]:
    """Give a page a size and a colour scheme."""

    def set_looks(page: Page, size: str, scheme: str) -> None:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]

    yield set_looks
    PICTURES.mkdir(parents=True, exist_ok=True)


Looks = Callable[[Page, str, str], None]


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (npm install)")
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_state_fits_every_screen_and_axe_finds_nothing_to_mend(
    site: Opener, look: Looks, size: str, scheme: str
) -> None:
    composer = site("linkedin")
    look(composer.page, size, scheme)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for state, arrange in STATES.items():
        arrange(composer)
        picture = PICTURES / f"{state}-{size}-{scheme}.png"
        composer.page.screenshot(path=picture)
        assert violations(composer.page, "unburnt-layer") == [], state
        _inside(composer)
        composer.page.keyboard.press("Escape")
        composer.page.mouse.move(1, 1)
        expect(composer.card).to_be_hidden()
        expect(composer.nudge).to_be_hidden()
        if not composer.page.locator("dialog").is_visible():
            composer.page.click("#start")


def _inside(composer: Composer) -> None:
    """Nothing of ours that can be seen stands out of the window."""
    out = composer.layer.evaluate(
        """(layer) => [...layer.shadowRoot.querySelectorAll('.mark, .card, .nudge, .tip')]
            .filter((each) => each.checkVisibility())
            .filter((each) => {
                const { left, top, right, bottom } = each.getBoundingClientRect();
                return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
            }).map((each) => each.className)"""
    )
    assert out == []


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (npm install)")
@pytest.mark.parametrize("name", ["options", "popup", "privacy"])
def test_the_extensions_own_pages_fit_every_screen_and_axe_finds_nothing_to_mend(
    unburnt: Extension, pages: str, look: Looks, name: str
) -> None:
    unburnt.settings(notes=NOTES, employers=EMPLOYERS)
    query = ""
    if name == "popup":
        unburnt.open(f"{pages}/textarea.html")
        query = "?tab=" + str(
            unburnt.desk.evaluate(
                "async (url) => (await chrome.tabs.query({url: url + '/*'}))[0].id", pages
            )
        )
    page = unburnt.open(f"pages/{name}.html{query}")
    expect(page.get_by_role("heading").first).to_be_visible()
    if name == "popup":
        expect(page.locator("#state")).to_have_attribute("data-state", "well")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        for scheme in SCHEMES:
            look(page, size, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
            page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png", full_page=True)
            assert violations(page, "html") == [], (size, scheme)


def test_the_verdict_is_said_politely_and_never_takes_the_focus(
    site: Opener, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    live = composer.layer.locator("[aria-live]")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_have_text("This could burn a bridge")
    expect(composer.editor).to_be_focused()
    expect(composer.mark).to_have_accessible_name("unburnt: This could burn a bridge")


def test_the_shortcut_opens_the_card_and_everything_in_it_can_be_reached_and_left_by_keys(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    composer = site("facebook")
    composer.write(HARSH, "warn")
    composer.page.bring_to_front()
    tabs = "async (url) => (await chrome.tabs.query({url: url + '*'}))[0].id"
    tab = unburnt.desk.evaluate(tabs, composer.page.url)
    unburnt.desk.evaluate("(tab) => chrome.tabs.sendMessage(tab, {type: 'show'})", tab)
    expect(composer.card).to_be_visible()
    reached = set()
    for _ in range(8):
        composer.page.keyboard.press("Tab")
        reached.add(
            composer.layer.evaluate(
                "(layer) => layer.shadowRoot.activeElement?.getAttribute('aria-label') "
                "?? layer.shadowRoot.activeElement?.textContent"
            )
        )
    assert {"Close", "Change it: idiots", "Keep it: idiots", "Use the rewrite", "Copy"} <= reached
    composer.page.keyboard.press("Escape")
    expect(composer.card).to_be_hidden()
    expect(composer.editor).to_be_focused()
    composer.page.keyboard.type(" And on.")
    composer.says(f"{HARSH} And on.")


def test_edits_can_be_made_by_keys_alone(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    composer.mark.focus()
    composer.page.keyboard.press("Enter")
    expect(composer.card).to_be_visible()
    composer.card.get_by_role("button", name="Use the rewrite").focus()
    composer.page.keyboard.press("Enter")
    composer.says("They are people, all of them.")


def test_reduced_motion_means_no_motion(site: Opener, backend: Backend) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    composer.look()
    style = "(node) => getComputedStyle(node).animationName"
    assert composer.card.evaluate(style) == "none"
    composer.page.emulate_media(reduced_motion="no-preference")
    assert composer.card.evaluate(style) != "none"

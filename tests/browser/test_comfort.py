"""The page for everybody: keyboard, screen reader, phone, dark rooms, calm motion; and pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTEFACTS, ROOT

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]

RANT = (
    "Five rounds with Norvane 😀 and then silence. What a bunch of clowns, avoid them at all "
    "costs!!! I hate this rain. They lied to me about the salary, unpaid overtime too."
)
STATES = {
    "empty": ("", ".tries"),
    "warn": (RANT, ".verdict[data-verdict=warn]"),
    "caution": ("I must say the silence was disappointing.", ".verdict[data-verdict=caution]"),
    "clear": ("Thank you, Norvane.", ".verdict[data-verdict=clear]"),
    "refused": ("What a bunch of clowns", ".refused"),
    "support": ("It is all hopeless.", ".support"),
    "other-language": ("Bonjour à tous", ".verdict[data-verdict=none]"),
}
SIZES = {"phone": (360, 780), "desktop": (1280, 900)}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def show(page: Page, state: str) -> None:
    draft, there = STATES[state]
    page.fill("#draft", draft)
    expect(page.locator(there)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_state_fits_every_screen(open_page: Opener, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    page = open_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    ARTEFACTS.mkdir(exist_ok=True)
    for state in STATES:
        show(page, state)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
        page.screenshot(path=ARTEFACTS / f"{state}-{size}-{scheme}.png", full_page=True)


@pytest.mark.parametrize("width", [320, 700, 1000, 1920])
def test_no_width_scrolls_sideways(open_page: Opener, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    show(page, "warn")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_is_dark_and_light_is_light(open_page: Opener) -> None:
    grounds = [
        open_page(color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    light, dark = (sum(map(int, g.strip("rgb()").split(","))) for g in grounds)
    assert dark < 150
    assert light > 600


def test_reduced_motion_means_no_motion(open_page: Opener) -> None:
    for motion, name in (("reduce", "none"), ("no-preference", "appear")):
        page = open_page(reduced_motion=motion)
        found = page.evaluate("getComputedStyle(document.querySelector('.card')).animationName")
        assert found == name


def test_the_first_tab_skips_to_the_content(open_page: Opener) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()


def test_everything_can_be_reached_and_used_with_the_keyboard(open_page: Opener) -> None:
    page = open_page()
    show(page, "warn")
    page.focus("#draft")
    reached: set[str] = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(() => { const e = document.activeElement;"
                " return e.id || e.name || e.textContent.trim().split(':')[0]; })()"
            )
        )
    assert {
        "platform",
        "tolerance",
        "style",
        "Use this text",
        "Copy",
        "Show me",
        "Keep it",
    } <= reached


def test_every_control_has_a_name(open_page: Opener) -> None:
    page = open_page()
    show(page, "warn")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, textarea, meter')]
            .filter((e) => !e.labels?.length && !e.getAttribute('aria-label'))
            .filter((e) => !e.textContent.trim())
            .map((e) => e.outerHTML)"""
    )
    assert nameless == []


def test_the_verdict_is_said_politely_and_once(open_page: Opener) -> None:
    page = open_page()
    show(page, "warn")
    live = page.locator("#live")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_have_text("This could burn a bridge. This reads as a rant about Norvane.")


def test_a_long_draft_scrolls_with_its_marks_and_shows_the_caret(open_page: Opener) -> None:
    page = open_page(viewport={"width": 360, "height": 780})
    page.fill("#draft", "A quiet line about work.\n" * 80 + RANT)
    expect(page.locator(".under mark").first).to_be_attached()
    page.locator("#draft").press("Control+End")
    page.keyboard.type(" And more")
    expect(page.locator(".under mark").last).to_be_in_viewport()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (npm install)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(open_page: Opener, scheme: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(Path(AXE).read_text("utf-8"))
    for state in STATES:
        show(page, state)
        found = page.evaluate("axe.run().then((result) => result.violations)")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == [], state

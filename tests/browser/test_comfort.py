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


AWAY = """() => localStorage.setItem('unburnt.v1', JSON.stringify({
    drafts: [
        {id: 'a', text: 'What a bunch of clowns, Norvane!', platform: 'x', kept: 1, due: 2},
        {id: 'b', text: 'They lied to me. '.repeat(30), kept: 1, due: Date.now() + 8e7},
        {id: 'c', text: 'Read before.', platform: '', kept: 1, due: null}],
    ignored: [{rule: 'insult.clown', text: 'what a bunch of clowns'}],
    disabled: [{rule: 'shouting.marks', kind: 'shouting'}],
    employers: [{name: 'Norvane', aliases: ['Norv'], handles: [], relation: 'former'}],
}))"""


def _sleep(page: Page) -> None:
    show(page, "warn")
    page.get_by_text("Sleep on it", exact=True).click()
    expect(page.get_by_role("button", name="Tomorrow morning")).to_be_visible()


def _put_aside(page: Page) -> None:
    _sleep(page)
    page.get_by_role("button", name="Tomorrow morning").click()
    expect(page.locator("#toast")).to_be_visible()


def _woken(page: Page) -> None:
    page.evaluate(AWAY)
    page.reload()
    expect(page.locator(".waking")).to_be_visible()
    for fold in ("#employers", "#quiet", "#asleep"):
        page.locator(f"{fold} > summary").click()


def _unfolded(page: Page) -> None:
    show(page, "warn")
    page.locator(".edits").get_by_role("checkbox").first.uncheck()
    expect(page.locator(".turn")).to_have_text("Still scorching.")
    page.get_by_role("button", name="More").first.click()
    page.get_by_text("Harsh words that did not count").click()


def _loading(page: Page) -> None:
    page.route("**/v1/check", lambda route: None)
    page.fill("#draft", RANT)
    expect(page.locator(".bones")).to_be_visible()


def _down(page: Page) -> None:
    page.watch.expected.append("ERR_CONNECTION_REFUSED")  # type: ignore[attr-defined]
    page.route("**/v1/check", lambda route: route.abort("connectionrefused"))
    page.fill("#draft", RANT)
    expect(page.locator(".fault")).to_be_visible()


def _locked(page: Page) -> None:
    page.watch.expected.append("401")  # type: ignore[attr-defined]
    page.route(
        "**/v1/check",
        lambda route: route.fulfill(status=401, content_type="application/problem+json", body="{}"),
    )
    page.fill("#draft", RANT)
    expect(page.get_by_label("Your key")).to_be_visible()


ARRANGED: dict[str, Callable[[Page], None]] = {
    "sleep": _sleep,
    "put-aside": _put_aside,
    "woken": _woken,
    "unfolded": _unfolded,
    "loading": _loading,
    "down": _down,
    "locked": _locked,
}


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", ARRANGED)
def test_what_is_unfolded_fits_every_screen_and_axe_finds_nothing(
    open_page: Opener, state: str, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    page = open_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    ARRANGED[state](page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{state}-{size}-{scheme}.png", full_page=True)
    if AXE.is_file():
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 700, 1000, 1920, 3840])
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
    for state in STATES:
        show(page, state)
        assert violations(page) == [], state


def violations(page: Page) -> list[tuple[str, list[str]]]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(Path(AXE).read_text("utf-8"))
    found = page.evaluate("axe.run().then((result) => result.violations)")
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]

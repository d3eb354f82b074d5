"""Typing as people do, and a page that stays still and light meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
RANT = "Five rounds with Norvane. What a bunch of clowns, avoid them at all costs!!!"
A_WHILE = 700
"""Milliseconds; more than the pause after which a draft is sent."""
BUDGET = 100_000
"""Bytes that opening the page may transfer, headers included."""


def questions(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/v1/" in request.url else None)
    return asked


def test_the_first_word_is_left_in_peace_until_it_is_written(open_page: Opener) -> None:
    page = open_page()
    asked = questions(page)
    page.locator("#draft").press_sequentially("Clowns")
    page.wait_for_timeout(A_WHILE)
    assert asked == []
    with page.expect_request("**/v1/check"):
        page.locator("#draft").press_sequentially(" at Norvane")


def test_a_word_that_an_input_method_composes_is_read_when_it_is_done(open_page: Opener) -> None:
    page = open_page()
    asked = questions(page)
    page.focus("#draft")
    keyboard = page.context.new_cdp_session(page)
    for part in ("What a", "What a bunch of", "What a bunch of clowns"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": part, "selectionStart": len(part), "selectionEnd": len(part)},
        )
    page.wait_for_timeout(A_WHILE)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "What a bunch of clowns"})
    expect(page.locator("#draft")).to_have_value("What a bunch of clowns")
    expect(page.locator(".under mark")).to_have_text(["What a bunch of clowns"])


def test_twenty_thousand_characters_can_be_pasted(open_page: Opener) -> None:
    page = open_page()
    long = ("We talked about work and tea 😀. " * 700)[: 20_000 - len(RANT)] + RANT
    page.evaluate("(text) => navigator.clipboard.writeText(text)", long)
    page.focus("#draft")
    page.keyboard.press("Control+v")
    expect(page.locator("#draft")).to_have_value(long)
    expect(page.locator("#count")).to_contain_text("20,000 characters")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    expect(page.locator(".under mark").first).to_have_text("What a bunch of clowns")


def test_text_from_right_to_left_stands_right_and_so_do_its_marks(open_page: Opener) -> None:
    page = open_page()
    page.fill("#draft", "شركة Norvane: what a bunch of clowns")
    expect(page.locator(".under mark")).to_have_count(1)
    ways = page.evaluate(
        """['#draft', '#under'].map((id) => {
            const style = getComputedStyle(document.querySelector(id));
            return [style.direction, style.unicodeBidi];
        })"""
    )
    assert ways == [["rtl", "plaintext"]] * 2


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_beside_the_draft_when_the_answer_comes(
    open_page: Opener, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    places = """[...document.querySelectorAll(
        '#draft, #strip, .counter, #platform, #employers, #asleep, #privacy, #answer')].map((e) => {
            const { x, y, width } = e.getBoundingClientRect();
            return [x, y + scrollY, width];
        }).flat()"""
    expect(page.locator(".tries")).to_be_visible()
    page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
    before = page.evaluate(places)
    page.fill("#draft", RANT)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    expect(page.locator("#strip button")).to_have_count(2)
    assert page.evaluate(places) == pytest.approx(before, abs=0.5)


def test_a_reason_stays_while_the_pointer_is_on_it_and_goes_with_escape(open_page: Opener) -> None:
    page = open_page()
    page.fill("#draft", RANT)
    page.locator(".under mark").first.hover(force=True)
    reason = page.locator("#reason")
    expect(reason).to_be_visible()
    reason.hover()
    expect(reason).to_be_visible()
    page.keyboard.press("Escape")
    expect(reason).to_be_hidden()


def test_opening_the_page_costs_less_than_its_budget(open_page: Opener, site: str) -> None:
    page = open_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []

    def finished(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    page.goto(site, wait_until="networkidle")
    expect(page.locator(".tries")).to_be_visible()
    assert len(sizes) > 10
    assert sum(sizes) < BUDGET

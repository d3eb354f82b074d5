"""The two drafts of the README, from the keyboard through the real checker back to the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ARTEFACTS, PATIENCE

pytestmark = pytest.mark.browser

RANT = (
    "Five rounds with Norvane and then silence. What a bunch of clowns, avoid them at all costs!!!"
)
GRACEFUL = (
    "Five rounds with Norvane and then a no. Disappointed, but I learned a lot and would try again."
)


@pytest.fixture
def page(browser: Browser, real_site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.goto(real_site)
    yield opened
    context.close()


def test_a_rant_is_warned_of_and_its_rewrite_keeps_what_happened(page: Page) -> None:
    page.fill("#draft", RANT)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    marked = " ".join(page.locator(".under mark").all_inner_texts())
    assert "bunch of clowns" in marked
    assert "avoid them at all costs" in marked
    assert "!!!" in marked
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / "real-rant.png", full_page=True)
    page.get_by_role("button", name="Use this text").click()
    expect(page.locator(".verdict")).not_to_have_attribute("data-verdict", "warn")
    taken = page.locator("#draft").input_value()
    assert all(fact in taken.lower() for fact in ("five rounds", "norvane", "silence"))
    assert "clowns" not in taken
    page.screenshot(path=ARTEFACTS / "real-rewritten.png", full_page=True)


def test_a_graceful_no_is_clear(page: Page) -> None:
    page.fill("#draft", GRACEFUL)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    page.screenshot(path=ARTEFACTS / "real-graceful.png", full_page=True)


def test_after_a_no_there_is_a_note_a_thank_you_and_an_invitation(page: Page) -> None:
    page.fill("#draft", GRACEFUL)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    page.locator("details.after > summary").click()
    letters = page.locator("details.after pre")
    expect(letters).to_have_count(3)
    note, thanks, invitation = letters.all_inner_texts()
    assert "Five rounds with Norvane and then a no." in note
    assert thanks.startswith("Hello Norvane team")
    assert len(invitation) <= 200
    page.screenshot(path=ARTEFACTS / "real-afterwards.png", full_page=True)

"""Composers that come and go, tabs, and scripts that start twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.extension.browser import HOST, PATTERN, Extension
from tests.extension.conftest import Opener
from tests.extension.loopback import Backend
from tests.extension.sites import eventually

pytestmark = pytest.mark.browser
HARSH = "They are idiots, all of them."
REPLY = """() => {
    const feed = document.querySelector('.feed');
    feed.innerHTML = `<form><textarea rows="4" aria-label="Reply"></textarea>
        <button type="button">Reply</button></form>`;
    feed.querySelector('button').addEventListener('click', () => { window.replied = true; });
}"""
"""Puts a second composer, with a button of its own, into the page."""


def mark(page: Page, state: str) -> None:
    expect(page.locator("unburnt-layer .mark")).to_have_attribute("data-state", state)


def test_a_composer_that_a_page_makes_anew_is_found_and_the_old_one_let_go(
    unburnt: Extension, pages: str, backend: Backend
) -> None:
    page = unburnt.open(f"{pages}/app.html")
    for number in range(3):
        page.get_by_role("button", name="Write").click()
        page.get_by_label("Your post").fill(f"{number}: {HARSH}")
        mark(page, "warn")
        page.get_by_role("button", name="Home").click()
        expect(page.locator("unburnt-layer")).to_have_count(0)
    page.go_back()
    page.get_by_label("Your post").fill("They are kind.")
    mark(page, "clear")


def test_a_card_closes_with_the_composer_it_belongs_to(
    unburnt: Extension, pages: str, backend: Backend
) -> None:
    page = unburnt.open(f"{pages}/app.html#write")
    page.get_by_label("Your post").fill(HARSH)
    mark(page, "warn")
    page.locator("unburnt-layer .mark").click()
    expect(page.locator("unburnt-layer").get_by_role("dialog")).to_be_visible()
    page.evaluate("document.querySelector('#to-home').click()")
    expect(page.locator("unburnt-layer")).to_have_count(0)


def test_a_page_that_is_left_and_come_back_to_is_read_again(
    site: Opener, pages: str, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    composer.page.goto(f"{pages}/editable.html")
    composer.page.go_back()
    composer.editor.click()
    composer.write(f"Again: {HARSH}", "warn")
    composer.underlined(["idiots"])


def test_two_tabs_keep_to_themselves(site: Opener, backend: Backend) -> None:
    harsh, kind = site("textarea"), site("linkedin")
    harsh.page.bring_to_front()
    harsh.write(HARSH, "warn")
    kind.page.bring_to_front()
    kind.write("They are kind.", "clear")
    harsh.page.bring_to_front()
    harsh.reads("warn")
    harsh.underlined(["idiots"])
    assert kind.underlines() == []


def test_two_composers_of_one_page_have_a_verdict_each(site: Opener, backend: Backend) -> None:
    composer = site("textarea")
    composer.page.evaluate(REPLY)
    composer.write(HARSH, "warn")
    reply = composer.page.get_by_label("Reply")
    reply.fill("They are kind.")
    mark(composer.page, "clear")
    composer.editor.click()
    mark(composer.page, "warn")
    composer.underlined(["idiots"])


def test_the_button_of_one_composer_does_not_hold_the_draft_of_another(
    site: Opener, backend: Backend
) -> None:
    composer = site("textarea")
    composer.page.evaluate(REPLY)
    composer.write(HARSH, "warn")
    composer.page.get_by_label("Reply").fill("They are kind.")
    mark(composer.page, "clear")
    composer.page.get_by_role("button", name="Reply").click()
    assert composer.page.evaluate("window.replied")


def test_a_script_that_starts_twice_draws_once(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    unburnt.tell({"type": "on", "host": HOST, "pattern": PATTERN})
    composer.page.keyboard.type(" And more.")
    eventually(composer.page, lambda: _asked(backend, f"{HARSH} And more."))
    composer.underlined(["idiots"])
    expect(composer.layer).to_have_count(1)
    assert backend.texts().count(f"{HARSH} And more.") == 1


def _asked(backend: Backend, text: str) -> None:
    assert text in backend.texts()


def test_a_tab_that_was_open_before_its_site_was_switched_on_is_read_without_a_reload(
    unburnt: Extension, pages: str, backend: Backend
) -> None:
    unburnt.tell({"type": "off", "host": HOST})
    page = unburnt.open(f"{pages}/textarea.html")
    page.locator("#draft").fill(HARSH)
    unburnt.tell({"type": "on", "host": HOST, "pattern": PATTERN})
    mark(page, "warn")


def test_a_reload_keeps_the_site_switched_on(site: Opener, backend: Backend) -> None:
    composer = site("bluesky")
    composer.page.reload()
    composer.open()
    composer.write(HARSH, "warn")


def test_a_change_of_the_settings_is_heard_in_open_tabs(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    unburnt.settings(tolerance="relaxed", employers=[{"name": "Acme", "relation": "current"}])
    eventually(composer.page, lambda: _sent(backend))
    assert backend.asked[-1].body["employers"][0]["name"] == "Acme"


def _sent(backend: Backend) -> None:
    assert backend.asked[-1].body["tolerance"] == "relaxed"
    assert backend.asked[-1].body["employers"]

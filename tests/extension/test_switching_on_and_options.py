"""The author's own pages of the extension: the popup that switches a site on, and the options."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.extension.browser import HOST, Extension
from tests.extension.conftest import Opener
from tests.extension.loopback import Backend
from tests.extension.sites import SITES
from tests.web.listening import free_port

pytestmark = pytest.mark.browser
HARSH = "They are idiots, all of them."


def popup(unburnt: Extension, page: Page) -> Page:
    """Open the popup as for the tab of `page`."""
    tab = unburnt.desk.evaluate(
        "async (url) => (await chrome.tabs.query({url: url + '*'}))[0].id", page.url
    )
    return unburnt.open(f"pages/popup.html?tab={tab}")


def test_the_popup_switches_one_site_on_and_off(
    unburnt: Extension, pages: str, backend: Backend
) -> None:
    unburnt.tell({"type": "off", "host": HOST})
    page = unburnt.open(pages + SITES["textarea"].path)
    page.locator("#draft").fill(HARSH)
    window = popup(unburnt, page)
    expect(window.get_by_text(HOST, exact=True)).to_be_visible()
    window.get_by_role("main").get_by_role("button").click()
    mark = page.locator("unburnt-layer .mark")
    expect(mark).to_have_attribute("data-state", "warn")
    window.get_by_role("main").get_by_role("button").click()
    expect(page.locator("unburnt-layer")).to_have_count(0)


def test_the_popup_switches_nudges_off_for_a_site(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    composer = site("textarea")
    window = popup(unburnt, composer.page)
    window.get_by_role("checkbox").uncheck()
    composer.page.bring_to_front()
    composer.editor.click()
    composer.write(HARSH, "warn")
    composer.post.click()
    expect(composer.nudge).to_be_hidden()
    assert composer.posted() == [HARSH]


def test_the_popup_says_whether_the_service_answers(unburnt: Extension, pages: str) -> None:
    page = unburnt.open(pages + SITES["textarea"].path)
    expect(popup(unburnt, page).locator("#state")).to_have_attribute("data-state", "well")
    unburnt.expected.append("ERR_CONNECTION_REFUSED")
    unburnt.settings(backend=f"http://127.0.0.1:{free_port()}")
    expect(popup(unburnt, page).locator("#state")).to_have_attribute("data-state", "ill")


def test_the_popup_has_nothing_to_offer_where_nobody_posts(unburnt: Extension) -> None:
    window = unburnt.open("pages/popup.html")
    expect(window.get_by_role("main").get_by_role("button")).to_have_count(0)


def test_the_options_take_the_address_of_a_service_and_try_it(
    unburnt: Extension, backend: Backend
) -> None:
    address = unburnt.kept("backend")
    options = unburnt.open("pages/options.html")
    expect(options.get_by_label("Address")).to_have_value(address)
    options.get_by_label("Address").fill("not an address")
    options.get_by_role("button", name="Save and try").click()
    expect(options.locator("#service-said")).to_contain_text("not an address")
    assert unburnt.kept("backend") == address
    options.get_by_label("Address").fill(f"{backend.address}/")
    options.get_by_label("Key").fill("a-key")
    options.get_by_role("button", name="Save and try").click()
    expect(options.get_by_label("Address")).to_have_value(backend.address)
    assert unburnt.kept("key") == "a-key"


def test_companies_are_kept_sent_along_and_removed(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    options = unburnt.open("pages/options.html")
    options.get_by_label("Name").fill("Acme")
    options.get_by_label("Also called").fill("AC, Me")
    options.get_by_role("button", name="Add").click()
    expect(options.get_by_role("button", name="Remove: Acme")).to_be_visible()
    composer = site("textarea")
    composer.write(HARSH, "warn")
    [sent] = backend.asked[-1].body["employers"]
    assert (sent["name"], sent["aliases"]) == ("Acme", ["AC", "Me"])
    options.get_by_role("button", name="Remove: Acme").click()
    expect(options.get_by_role("button", name="Remove: Acme")).to_have_count(0)
    assert unburnt.kept("employers") == []


def test_a_site_can_be_switched_off_in_the_options(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    options = unburnt.open("pages/options.html")
    options.get_by_role("button", name=f"Switch off: {HOST}").click()
    expect(composer.layer).to_have_count(0)


def test_everything_can_be_forgotten(unburnt: Extension) -> None:
    unburnt.settings(notes=[{"id": "a", "text": "A note", "host": HOST, "kept": 1}])
    options = unburnt.open("pages/options.html")
    expect(options.get_by_text("A note")).to_be_visible()
    options.get_by_role("button", name="Forget everything").click()
    expect(options.locator("#forget-said")).not_to_be_empty()
    assert unburnt.desk.evaluate("chrome.storage.local.get()") == {}
    expect(options.get_by_text("A note")).to_have_count(0)

"""What the extension does not read, does not send and does not touch."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.extension.browser import HOST, Extension
from tests.extension.conftest import Opener
from tests.extension.loopback import Backend
from tests.extension.sites import EDITORS, SITES, Composer, eventually
from tests.faults.serving import Site as Service

pytestmark = pytest.mark.browser
HARSH = "They are idiots, all of them."
NO_COMPOSERS = (
    "password",
    "name",
    "search",
    "mail",
    "combo",
    "searchbox",
    "locked",
    "opted-out",
    "opted-out-too",
    "tiny",
    "hidden",
    "code",
)
PAGE = """() => {
    const copy = document.documentElement.cloneNode(true);
    copy.querySelectorAll('unburnt-layer').forEach((layer) => layer.remove());
    return copy.outerHTML.replaceAll(/"(placeholder-)?[a-z0-9]{4,5}(-[0-9]+-[0-9]+)?"/g, '"KEY"');
}"""
"""The page as it stands, without our layer, and without the random keys of Draft.js."""


def test_fields_that_are_no_composers_are_never_read_and_a_comment_box_is(
    unburnt: Extension, pages: str, backend: Backend
) -> None:
    page = unburnt.open(f"{pages}/fields.html")
    for field in NO_COMPOSERS:
        page.locator(f"#{field}").focus()
        page.keyboard.type(HARSH)
    page.wait_for_timeout(700)
    assert backend.asked == []
    expect(page.locator("unburnt-layer")).to_have_count(0)
    page.locator("#comment").focus()
    page.keyboard.type(HARSH)
    expect(page.locator("unburnt-layer .mark")).to_have_attribute("data-state", "warn")
    assert set(backend.texts()) == {HARSH}


@pytest.mark.parametrize("name", EDITORS)
def test_nothing_of_the_page_changes_but_our_own_element(
    bare_site: Opener, site: Opener, backend: Backend, name: str
) -> None:
    """The same keys in the same page, with and without the extension, make the same page."""
    made = []
    for opener in (bare_site, site):
        composer = opener(name)
        composer.type("One day.\nThey are idiots.")
        composer.says("One day.\nThey are idiots.")
        if opener is site:
            composer.underlined(["idiots"])
            composer.look()
            composer.page.keyboard.press("Escape")
        made.append([frame.evaluate(PAGE) for frame in composer.page.frames])
    assert made[0] == made[1]


def test_other_peoples_posts_and_searches_are_never_sent(site: Opener, backend: Backend) -> None:
    composer = site("x")
    composer.page.get_by_role("searchbox").click()
    composer.page.keyboard.type("idiots of Othercorp")
    composer.page.get_by_text("Thank you, Othercorp").click()
    composer.editor.click()
    composer.write(HARSH, "warn")
    assert not any("Othercorp" in str(asked.body) for asked in backend.asked)
    assert all(set(asked.body) >= {"text"} for asked in backend.asked)


def test_nothing_is_there_before_somebody_writes(site: Opener, backend: Backend) -> None:
    composer = site("editable")
    expect(composer.layer).to_have_count(0)
    composer.write(HARSH, "warn")
    expect(composer.layer).to_have_count(1)
    composer.put("")
    expect(composer.mark).to_be_hidden()


def test_a_site_that_is_not_switched_on_is_left_alone(
    unburnt: Extension, pages: str, backend: Backend
) -> None:
    unburnt.tell({"type": "off", "host": HOST})
    page = unburnt.open(pages + SITES["textarea"].path)
    page.locator("#draft").click()
    page.keyboard.type(HARSH)
    page.wait_for_timeout(700)
    expect(page.locator("unburnt-layer")).to_have_count(0)
    assert backend.asked == []


def test_switching_a_site_off_leaves_no_trace_in_open_tabs(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    composer = site("linkedin")
    composer.write(HARSH, "warn")
    unburnt.tell({"type": "off", "host": HOST})
    expect(composer.layer).to_have_count(0)
    asked = len(backend.asked)
    composer.editor.click()
    composer.page.keyboard.type(" And more.")
    composer.says(f"{HARSH} And more.")
    composer.page.wait_for_timeout(700)
    assert len(backend.asked) == asked
    composer.post.click()
    assert composer.posted() == [f"{HARSH} And more."]


def test_the_page_of_the_service_reads_along_by_itself(
    unburnt: Extension, service: Service
) -> None:
    address = f"http://127.0.0.1:{service.port}"
    unburnt.settings(backend=address)
    unburnt.expected.append(f"asked {address}/")
    page = unburnt.open(address)
    page.locator("#draft").click()
    page.keyboard.type("What a bunch of clowns at Norvane!")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    expect(page.locator("unburnt-layer")).to_have_count(0)


def test_a_draft_is_kept_nowhere(site: Opener, unburnt: Extension, backend: Backend) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    composer.post.click()
    composer.choose("Post anyway")
    eventually(composer.page, lambda: _posted(composer))
    kept = unburnt.desk.evaluate(
        """async () => JSON.stringify([
            await chrome.storage.local.get(), await chrome.storage.session.get(),
            {...localStorage}, {...sessionStorage},
            await indexedDB.databases(), await caches.keys()])"""
    )
    assert "idiots" not in kept
    page = composer.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "idiots" not in page


def _posted(composer: Composer) -> None:
    assert composer.posted() == [HARSH]


def test_the_page_cannot_press_our_buttons_or_hear_what_is_done_in_our_layer(
    site: Opener, backend: Backend
) -> None:
    composer = site("textarea")
    composer.page.evaluate(
        """() => {
            window.heard = [];
            for (const type of ['pointerdown', 'mousedown', 'click', 'keydown', 'focusin', 'blur'])
                addEventListener(type, (event) => {
                    if (event.target?.localName === 'unburnt-layer') heard.push(type);
                });
        }"""
    )
    composer.write(HARSH, "warn")
    composer.look()
    composer.choose("Keep it: idiots")
    assert composer.page.evaluate("window.heard") == []

"""The nudge: once, before a post that would burn a bridge goes out; the author decides."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.extension.browser import HOST, PATTERN, Extension
from tests.extension.conftest import Opener
from tests.extension.loopback import Backend
from tests.extension.sites import EDITORS, SITES, Composer, eventually

pytestmark = pytest.mark.browser
HARSH, MENDED = "They are idiots, all of them.", "They are people, all of them."
KEYED = [name for name in EDITORS if SITES[name].keys]


def posted(composer: Composer, texts: list[str]) -> None:
    """Wait until exactly these were posted."""

    def check() -> None:
        assert composer.posted() == texts

    eventually(composer.page, check)


@pytest.mark.parametrize("name", EDITORS)
def test_a_warned_draft_is_held_once_and_post_anyway_posts_it_once(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write(HARSH, "warn")
    composer.post.click()
    expect(composer.nudge).to_be_visible()
    assert composer.posted() == []
    composer.choose("Post anyway")
    posted(composer, [HARSH])
    expect(composer.nudge).to_be_hidden()


@pytest.mark.parametrize("name", ["linkedin", "reddit", "mastodon"])
def test_edit_posts_nothing_and_leads_back_into_the_composer(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write(HARSH, "warn")
    composer.post.click()
    composer.choose("Edit")
    expect(composer.nudge).to_be_hidden()
    expect(composer.editor).to_be_focused()
    assert composer.posted() == []
    composer.says(HARSH)
    composer.post.click()
    posted(composer, [HARSH])


@pytest.mark.parametrize("name", ["x", "facebook", "bluesky", "textarea"])
def test_the_rewrite_can_be_taken_from_the_nudge_and_is_not_posted_by_itself(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write(HARSH, "warn")
    composer.post.click()
    composer.choose("Use the rewrite")
    composer.says(MENDED)
    assert composer.posted() == []
    composer.reads("clear")
    composer.post.click()
    posted(composer, [MENDED])


@pytest.mark.parametrize("name", KEYED)
def test_posting_by_the_keyboard_is_held_and_passed_on_in_the_same_way(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write(HARSH, "warn")
    composer.editor.press("Control+Enter")
    expect(composer.nudge).to_be_visible()
    assert composer.posted() == []
    composer.choose("Post anyway")
    posted(composer, [HARSH])


def test_a_private_note_is_copied_and_kept_in_this_browser_and_posts_nothing(
    site: Opener, backend: Backend, unburnt: Extension
) -> None:
    composer = site("textarea")
    origin = composer.page.url.rsplit("/", 1)[0]
    composer.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    composer.write(HARSH, "warn")
    composer.post.click()
    composer.choose("Keep as private note")
    eventually(composer.page, lambda: _one_note(unburnt))
    assert composer.posted() == []
    assert composer.page.evaluate("navigator.clipboard.readText()") == HARSH
    options = unburnt.open("pages/options.html")
    expect(options.get_by_text(HARSH)).to_be_visible()
    options.get_by_role("button", name="Delete").first.click()
    expect(options.get_by_text(HARSH)).to_have_count(0)
    assert unburnt.kept("notes") == []


def _one_note(unburnt: Extension) -> None:
    assert [note["text"] for note in unburnt.kept("notes")] == [HARSH]


@pytest.mark.parametrize("text", ["They are kind.", "I am disappointed in them."])
def test_a_draft_that_is_no_warning_is_posted_at_once(
    site: Opener, backend: Backend, text: str
) -> None:
    composer = site("textarea")
    composer.write(text, "caution" if "disappointed" in text else "clear")
    composer.post.click()
    posted(composer, [text])


@pytest.mark.parametrize("name", ["linkedin", "x", "textarea"])
def test_a_draft_that_the_service_has_not_judged_yet_is_posted_at_once(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    backend.gate.clear()
    composer.put(HARSH)
    composer.says(HARSH)
    eventually(composer.page, lambda: _asked(backend))
    composer.post.click()
    posted(composer, [HARSH])
    expect(composer.nudge).to_be_hidden()


def _asked(backend: Backend) -> None:
    assert backend.asked


def test_a_draft_that_changed_since_the_answer_is_posted_at_once(
    site: Opener, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    backend.gate.clear()
    composer.page.keyboard.type(" Or so.")
    composer.post.click()
    posted(composer, [f"{HARSH} Or so."])


def test_a_new_draft_in_the_same_composer_is_a_new_case(site: Opener, backend: Backend) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    composer.post.click()
    composer.choose("Post anyway")
    posted(composer, [HARSH])
    expect(composer.mark).to_be_hidden()
    composer.editor.click()
    composer.write(f"Again: {HARSH}", "warn")
    composer.post.click()
    expect(composer.nudge).to_be_visible()
    assert composer.posted() == [HARSH]


def test_nudges_can_be_switched_off_for_a_site_and_marks_stay(
    site: Opener, backend: Backend, unburnt: Extension
) -> None:
    unburnt.settings(sites={HOST: {"on": True, "nudge": False, "pattern": PATTERN}})
    composer = site("textarea")
    composer.write(HARSH, "warn")
    composer.underlined(["idiots"])
    composer.post.click()
    posted(composer, [HARSH])


def test_other_buttons_of_the_page_are_never_held(site: Opener, backend: Backend) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    composer.page.evaluate(
        """document.querySelectorAll('.feed button').forEach((button) =>
            button.addEventListener('click', () => (window.pressed = (window.pressed ?? 0) + 1)))"""
    )
    composer.page.get_by_role("button", name="Like").first.click()
    composer.page.get_by_role("button", name="Reply").first.click()
    assert composer.page.evaluate("window.pressed") == 2
    expect(composer.nudge).to_be_hidden()


def test_a_button_that_went_away_is_said_and_not_forced(site: Opener, backend: Backend) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    composer.post.click()
    expect(composer.nudge).to_be_visible()
    composer.post.evaluate("(button) => button.remove()")
    composer.choose("Post anyway")
    expect(composer.layer.get_by_text("Please press Post again")).to_be_visible()
    assert composer.posted() == []
    composer.says(HARSH)


def test_the_nudge_has_several_wordings(site: Opener, backend: Backend) -> None:
    composer = site("textarea")
    said = set()
    for number in range(3):
        composer.editor.click()
        composer.write(f"{number}: {HARSH}", "warn")
        composer.post.click()
        said.add(composer.nudge.get_by_role("heading").inner_text())
        composer.choose("Post anyway")
        posted(composer, [f"{n}: {HARSH}" for n in range(number + 1)])
        expect(composer.mark).to_be_hidden()
    assert len(said) == 3


def test_escape_is_edit_and_tab_stays_in_the_nudge(site: Opener, backend: Backend) -> None:
    composer = site("textarea")
    composer.write(HARSH, "warn")
    composer.post.click()
    expect(composer.nudge).to_be_visible()
    for _ in range(6):
        composer.page.keyboard.press("Tab")
        assert composer.nudge.evaluate("(nudge) => nudge.matches(':focus-within')")
    composer.page.keyboard.press("Escape")
    expect(composer.nudge).to_be_hidden()
    expect(composer.editor).to_be_focused()
    assert composer.posted() == []

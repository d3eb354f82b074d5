"""Edits: they go in as the author would type them, come out with undo, and damage nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.extension.conftest import Opener
from tests.extension.loopback import Backend
from tests.extension.scribbling import Scribbler, take_over, undone, write
from tests.extension.sites import EDITORS, Composer, eventually

pytestmark = pytest.mark.browser
RANT = (
    "Five rounds with Norvane and then silence. What a bunch of clowns, avoid them at all costs!!!"
)
CALM = "Five rounds with Norvane and then silence."
DRAFT = "A 😀 day.\n\nThey are idiots, the bunch of clowns!!!\nSo long."
EDITS = 25
"""In each editor."""
MENDED = "A 😀 day.\n\nThey are people, the team.\nSo long."


@pytest.mark.parametrize("name", EDITORS)
def test_the_services_rewrite_becomes_the_editors_own_text_and_undo_brings_the_words_back(
    site: Opener, name: str
) -> None:
    composer = site(name)
    composer.write(RANT, "warn")
    composer.look()
    composer.choose("Use the rewrite")
    composer.says(CALM)
    assert undone(composer, RANT) == 1


@pytest.mark.parametrize("name", EDITORS)
def test_several_edits_in_several_lines_leave_everything_else_alone(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write(DRAFT, "warn")
    composer.look()
    composer.choose("Use the rewrite")
    composer.says(MENDED)
    composer.reads("clear")
    undone(composer, DRAFT)
    composer.reads("warn")


@pytest.mark.parametrize("name", EDITORS)
def test_one_finding_can_be_mended_alone(site: Opener, backend: Backend, name: str) -> None:
    composer = site(name)
    composer.write("They are idiots.\nAll of them liars.", "warn")
    composer.look()
    composer.choose("Change it: liars")
    composer.says("They are idiots.\nAll of them mistaken.")
    composer.underlined(["idiots"])
    undone(composer, "They are idiots.\nAll of them liars.")


@pytest.mark.parametrize("name", EDITORS)
def test_after_an_edit_the_author_can_go_on_typing(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write("They are idiots.", "warn")
    composer.look()
    composer.choose("Use the rewrite")
    composer.says("They are people.")
    composer.page.keyboard.press("Control+End")
    composer.type(" Indeed.\nAnd more")
    composer.says("They are people. Indeed.\nAnd more")


@pytest.mark.parametrize("name", [name for name in EDITORS if name != "framed"])
def test_random_edits_of_random_texts_come_out_right_or_not_at_all_and_undo_leads_back(
    site: Opener, backend: Backend, name: str
) -> None:
    scribbler = Scribbler(name)
    backend.answer = scribbler.answer
    composer = site(name)
    came = []
    while scribbler.edits < EDITS:
        draft = scribbler.next()
        write(composer, draft, backend)
        came.append(take_over(composer, draft))
        if came[-1] == "right":
            undone(composer, draft.text)
    assert set(came) <= {"right", "refused"}
    assert came.count("right") > came.count("refused")


def test_an_editor_that_takes_no_edit_is_left_as_it_was_and_the_words_can_be_copied(
    site: Opener, backend: Backend
) -> None:
    composer = site("editable")
    composer.write("They are idiots.", "warn")
    composer.editor.evaluate(
        """(editor) => editor.addEventListener('input', () => {
            editor.textContent = 'They are idiots.';
        })"""
    )
    composer.look()
    composer.choose("Use the rewrite")
    expect(composer.card).to_contain_text("I could not put this in here")
    composer.says("They are idiots.")
    expect(composer.card.get_by_role("button", name="Copy")).to_be_visible()


def test_an_editor_that_makes_something_else_of_an_edit_gets_its_words_back(
    site: Opener, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write("All liars.", "warn")
    composer.editor.evaluate("(area) => { area.maxLength = 10; }")
    composer.look()
    composer.choose("Use the rewrite")
    expect(composer.card).to_contain_text("I could not put this in here")
    composer.says("All liars.")


def test_an_edit_for_words_that_changed_meanwhile_does_nothing(
    site: Opener, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write("They are idiots.", "warn")
    composer.look()
    backend.gate.clear()
    composer.editor.evaluate("(area) => { area.value = 'They are kind idiots.'; }")
    button = composer.card.get_by_role("button", name="Use the rewrite")
    if button.count():
        button.click()
    composer.says("They are kind idiots.")


def test_words_that_the_author_keeps_are_left_alone_in_this_draft(site: Opener) -> None:
    composer = site("textarea")
    composer.write("Norvane never answered. I am disappointed.", "caution")
    composer.look()
    before = len(composer.underlines())
    composer.card.get_by_role("button", name="Keep it").first.click()
    expect(composer.card).to_contain_text("Kept by you")
    eventually(composer.page, lambda: _fewer(composer, before))
    composer.card.get_by_role("button", name="Look again").click()
    eventually(composer.page, lambda: _as_many(composer, before))


def _fewer(composer: Composer, before: int) -> None:
    assert len(composer.underlines()) < before


def _as_many(composer: Composer, before: int) -> None:
    assert len(composer.underlines()) == before


def test_the_rewrite_can_be_copied(site: Opener, backend: Backend) -> None:
    composer = site("textarea")
    origin = composer.page.url.rsplit("/", 1)[0]
    composer.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    composer.write("They are idiots.", "warn")
    composer.look()
    composer.choose("Copy")
    expect(composer.card).to_contain_text("Copied")
    assert composer.page.evaluate("navigator.clipboard.readText()") == "They are people."
    composer.says("They are idiots.")

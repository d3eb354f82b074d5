"""Marks: in every editor the very words that the service finds fault with, and nothing else."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.extension.conftest import Opener
from tests.extension.loopback import Backend
from tests.extension.sites import EDITORS, eventually
from tests.faults.serving import Site as Service

pytestmark = pytest.mark.browser
RANT = (
    "Five rounds with Norvane 😀 and then silence.\n"
    "What a bunch of clowns, avoid them at all costs!!!"
)
CALM = "Five rounds with Norvane 😀.\nThank you, it was a kind call."


def faults(service: Service, text: str) -> list[str]:
    """Return the words that the service itself finds."""
    asked = json.dumps({"text": text, "rewrite": []}).encode()
    report = service.ask("POST", "/v1/check", asked).json()
    return [finding["text"] for finding in report["findings"]]


@pytest.mark.parametrize("name", EDITORS)
def test_a_rant_typed_into_an_editor_is_marked_where_its_words_stand(
    site: Opener, service: Service, name: str
) -> None:
    composer = site(name)
    composer.type(RANT)
    composer.reads("warn")
    found = faults(service, RANT)
    assert "What a bunch of clowns" in found
    composer.underlined(found)


@pytest.mark.parametrize("name", ["x", "textarea"])
def test_a_kind_post_is_called_so_and_nothing_is_marked(site: Opener, name: str) -> None:
    composer = site(name)
    composer.type(CALM)
    composer.reads("clear")
    assert composer.underlines() == []


@pytest.mark.parametrize("name", EDITORS)
def test_the_service_is_sent_exactly_what_the_editor_holds(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write("One 😀 line.\n\n@norvane, #tag: idiots  all.\nשלום", "warn")
    assert backend.asked[-1].body["text"].replace("\u00a0", " ") == composer.text()
    assert backend.asked[-1].body["offsets"] == "utf-16"
    composer.underlined(["idiots"])


@pytest.mark.parametrize("name", ["bluesky", "textarea"])
def test_marks_move_along_with_their_words_before_the_next_answer(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write("They are idiots.", "warn")
    composer.underlined(["idiots"])
    backend.gate.clear()
    composer.page.keyboard.press("Home")
    composer.page.keyboard.type("Oh 😀 well: ")
    composer.underlined(["idiots"])


@pytest.mark.parametrize("name", ["linkedin", "mastodon"])
def test_words_scrolled_out_of_a_composer_take_their_marks_along(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write("They are idiots.\n" + "And so on.\n" * 60 + "All of them liars.", "warn")
    composer.editor.evaluate("(element) => element.scrollTo(0, element.scrollHeight)")
    composer.underlined(["liars"])
    composer.editor.evaluate("(element) => element.scrollTo(0, 0)")
    composer.underlined(["idiots"])


@pytest.mark.parametrize("name", ["editable", "textarea"])
def test_marks_follow_when_the_page_scrolls_or_changes_its_size(
    site: Opener, backend: Backend, name: str
) -> None:
    composer = site(name)
    composer.write("They are idiots, " + "and so on, " * 12 + "the liars.", "warn")
    composer.underlined(["idiots", "liars"])
    composer.page.set_viewport_size({"width": 420, "height": 500})
    composer.underlined(["idiots", "liars"])
    composer.page.evaluate("document.body.style.paddingBottom = '2000px'; scrollTo(0, 60)")
    composer.underlined(["idiots", "liars"])


def test_words_under_the_pointer_tell_what_they_do_and_why(site: Opener, backend: Backend) -> None:
    composer = site("editable")
    composer.write("They are idiots, all of them.", "warn")
    composer.underlined(["idiots"])
    [box] = composer.boxes("idiots")
    composer.page.mouse.move((box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2)
    tip = composer.layer.get_by_role("tooltip")
    expect(tip).to_contain_text("Insult")
    expect(tip).to_contain_text("what readers would remember")
    composer.page.mouse.move(1, 1)
    expect(tip).to_be_hidden()


def test_the_first_word_is_left_in_peace_until_it_is_written(
    site: Opener, backend: Backend
) -> None:
    composer = site("textarea")
    composer.type("idiots")
    composer.page.wait_for_timeout(700)
    assert backend.asked == []
    composer.type(" all")
    composer.reads("warn")


def test_a_word_that_an_input_method_composes_is_read_when_it_is_done(
    site: Opener, backend: Backend
) -> None:
    for name in ("textarea", "linkedin"):
        composer = site(name)
        backend.asked.clear()
        keyboard = composer.page.context.new_cdp_session(composer.page)
        for part in ("They are", "They are id", "They are idiots"):
            place = {"selectionStart": len(part), "selectionEnd": len(part)}
            keyboard.send("Input.imeSetComposition", {"text": part, **place})
        composer.page.wait_for_timeout(700)
        assert backend.asked == [], name
        keyboard.send("Input.insertText", {"text": "They are idiots"})
        composer.says("They are idiots")
        composer.reads("warn")
        composer.underlined(["idiots"])


def test_a_draft_that_is_too_long_is_not_sent_and_the_mark_says_so(
    site: Opener, backend: Backend
) -> None:
    composer = site("textarea")
    composer.write("idiots " * 3000, "long")
    assert backend.asked == []
    composer.write("They are idiots.", "warn")


def test_an_older_answer_never_shows(site: Opener, backend: Backend) -> None:
    composer = site("textarea")
    backend.gate.clear()
    composer.put("They are idiots.")
    eventually(composer.page, lambda: _asked(backend, 1))
    composer.put("They are kind.")
    eventually(composer.page, lambda: _asked(backend, 2))
    backend.gate.set()
    composer.reads("clear")
    assert composer.underlines() == []


def _asked(backend: Backend, times: int) -> None:
    assert len(backend.asked) >= times

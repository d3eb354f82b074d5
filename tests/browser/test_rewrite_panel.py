"""The rewrite: changes that can be refused, what they do, and the way back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drafts import CALM, RANT, write

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def test_taking_the_whole_rewrite_replaces_the_draft_and_can_be_undone(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.get_by_role("button", name="Use this text").click()
    expect(page.locator("#draft")).to_have_value(CALM)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#draft")).to_have_value(RANT)


def test_the_keyboard_undoes_a_taken_rewrite(open_page: Opener) -> None:
    page = open_page()
    page.locator("#draft").press_sequentially("Norvane. What a bunch of clowns!!")
    page.get_by_role("button", name="Use this text").click()
    expect(page.locator("#draft")).to_have_value("Norvane. I was disappointed.")
    page.locator("#draft").press("Control+z")
    expect(page.locator("#draft")).to_have_value("Norvane. What a bunch of clowns!!")


def test_a_refused_change_stays_out_of_the_text(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.locator(".edits").get_by_role("checkbox").nth(1).uncheck()
    expect(page.locator(".changed")).to_contain_text(", avoid them at all costs")
    expect(page.locator(".rewrite")).to_contain_text(
        "My answer to this version: “This could burn a bridge”."
    )
    expect(page.locator(".turn")).to_have_text("Still scorching.")
    page.get_by_role("button", name="Use this text").click()
    expect(page.locator("#draft")).to_have_value(
        "Five rounds with Norvane 😀 and then silence. I was disappointed, avoid them at all costs."
    )


def test_a_refused_change_can_be_taken_after_all(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    change = page.locator(".edits").get_by_role("checkbox").first
    change.uncheck()
    expect(page.locator(".turn")).to_have_text("Still scorching.")
    change.check()
    expect(page.locator(".turn")).to_have_text("From scorching to calm.")


def test_a_version_that_cannot_be_read_says_so(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.watch.expected.append("ERR_FAILED")  # type: ignore[attr-defined]
    page.route("**/v1/check", lambda route: route.abort())
    page.locator(".edits").get_by_role("checkbox").first.uncheck()
    expect(page.locator(".rewrite")).to_contain_text("I could not read this version.")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")


def test_the_rewrite_shows_heat_and_risk_before_and_after(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    expect(page.locator(".turn")).to_have_text("From scorching to calm.")
    assert page.locator(".heat").all_inner_texts() == [
        "Your draft\nscorching, risk 94%",
        "This version\ncalm, risk 4%",
    ]
    expect(page.get_by_label("Heat: Your draft")).to_have_attribute("value", "0.9")
    expect(page.get_by_label("Heat: This version")).to_have_attribute("value", "0.05")


def test_the_rewrite_lists_facts_kept_and_facts_left_out_on_purpose(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    expect(page.locator(".facts .kept dd")).to_have_text(["Five rounds", "Norvane"])
    expect(page.locator(".facts")).to_contain_text("Nothing was added.")
    page.get_by_role("radio", name="Without names").check()
    expect(page.locator(".facts .dropped dd")).to_have_text(["Norvane"])
    expect(page.locator(".facts .kept dd")).to_have_text(["Five rounds"])


def test_one_click_changes_the_sentence_of_a_finding_and_no_other(open_page: Opener) -> None:
    page = open_page()
    write(page, "They lied to me. " + RANT, "warn")
    told = page.locator(".finding").filter(has_text="they lied".capitalize())
    expect(told.locator(".instead")).to_have_text(
        "Instead: what I was told did not match what I saw."
    )
    told.get_by_role("button", name="Change it").click()
    expect(page.locator("#draft")).to_have_value(
        "what I was told did not match what I saw. " + RANT
    )
    expect(page.locator("#findings-title")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#draft")).to_have_value("They lied to me. " + RANT)


def test_own_words_can_be_brought_back_long_after(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.get_by_role("button", name="Use this text").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    page.get_by_role("button", name="Bring my words back").click()
    expect(page.locator("#draft")).to_have_value(RANT)


def test_the_rewrite_can_be_copied(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#toast")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == CALM


def test_another_style_is_asked_for_and_keeps_the_focus(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    with page.expect_request("**/v1/check") as asked:
        page.get_by_role("radio", name="Gracious").check()
    assert json.loads(asked.value.post_data or "")["rewrite"] == ["gracious"]
    expect(page.get_by_role("radio", name="Gracious")).to_be_focused()


def test_a_draft_with_nothing_neutral_in_it_gets_alternatives(open_page: Opener) -> None:
    page = open_page()
    write(page, "What a bunch of clowns", "warn")
    expect(page.locator(".refused")).to_contain_text("Tell a friend instead.")

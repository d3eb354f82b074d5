"""The page in a real Chromium: what a person types, sees and takes over."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.drafts import RANT, write

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def marked(page: Page) -> list[str]:
    return page.locator(".under mark").all_inner_texts()


def test_typing_shows_the_verdict_and_marks_the_very_words(open_page: Opener) -> None:
    page = open_page()
    page.locator("#draft").press_sequentially("😀🇬🇧 Norvane? What a bunch of clowns!!!")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    expect(page.get_by_role("status").filter(has_text="rant about Norvane")).to_be_attached()
    expect(page.locator(".under mark")).to_have_text(["What a bunch of clowns", "!!!"])


def test_marks_lie_exactly_under_their_words(open_page: Opener) -> None:
    page = open_page(viewport={"width": 400, "height": 800})
    write(page, ("Line one 😀 and more words to wrap around.\n" * 3) + RANT, "warn")
    sizes = page.evaluate(
        """() => {
            const [area, under] = ['#draft', '#under'].map((id) => document.querySelector(id));
            const keep = ['font', 'lineHeight', 'letterSpacing', 'padding', 'borderWidth',
                          'whiteSpace',
                          'overflowWrap', 'wordBreak', 'tabSize', 'textAlign'];
            const style = (node) => keep.map((name) => getComputedStyle(node)[name]);
            const box = (node) => [node.getBoundingClientRect(), node.clientWidth];
            return {apart: keep.filter((name, i) => style(area)[i] !== style(under)[i]),
                    boxes: JSON.stringify(box(area)) === JSON.stringify(box(under)),
                    scrolls: area.scrollHeight > area.clientHeight + 1};
        }"""
    )
    assert sizes == {"apart": [], "boxes": True, "scrolls": False}


def test_marks_move_with_their_words_before_the_next_answer(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.route("**/v1/check", lambda route: None)  # never answered
    page.locator("#draft").press("Control+Home")
    page.locator("#draft").press_sequentially("So: 😀 ")
    assert marked(page) == ["What a bunch of clowns", ", avoid them at all costs", "!!!"]


def test_the_caret_stays_where_it_is_while_answers_come_in(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.evaluate("document.querySelector('#draft').setSelectionRange(5, 5)")
    page.locator("#draft").press_sequentially("x")
    expect(page.locator("#count")).to_contain_text("characters")
    page.wait_for_timeout(600)
    assert page.evaluate("document.querySelector('#draft').selectionStart") == 6


def test_a_stale_answer_never_shows(open_page: Opener) -> None:
    page = open_page()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if "clowns" in (route.request.post_data or "") and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/v1/check", hold_the_first)
    page.fill("#draft", RANT)
    page.wait_for_timeout(500)
    assert held
    page.fill("#draft", "Thank you, Norvane.")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")


def test_hovering_over_marked_words_shows_the_reason(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.locator(".under mark").first.hover(force=True)
    expect(page.locator("#reason")).to_contain_text("calls the people there names")
    page.mouse.move(2, 2)
    expect(page.locator("#reason")).to_be_hidden()


def test_tapping_marked_words_shows_the_reason(open_page: Opener) -> None:
    page = open_page(viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True)
    write(page, RANT, "warn")
    line = page.locator(".under mark").first.evaluate("node => node.getClientRects()[0].toJSON()")
    page.touchscreen.tap(line["x"] + 10, line["y"] + 10)
    expect(page.locator("#reason")).to_contain_text("calls the people there names")


def test_walking_the_caret_into_marked_words_shows_and_says_the_reason(open_page: Opener) -> None:
    page = open_page()
    write(page, "What a bunch of clowns, Norvane", "warn")
    page.locator("#draft").press("Home")
    page.locator("#draft").press("ArrowRight")
    expect(page.locator("#reason")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("Insult")
    page.locator("#draft").press("Escape")
    expect(page.locator("#reason")).to_be_hidden()


def test_each_finding_has_reason_advice_and_a_way_to_its_words(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    first = page.locator(".finding").first
    expect(first).to_contain_text("Insult")
    expect(first).to_contain_text("Say what happened")
    first.get_by_role("button", name="Show me").click()
    selected = page.evaluate(
        "(() => { const a = document.querySelector('#draft');"
        " return a.value.slice(a.selectionStart, a.selectionEnd); })()"
    )
    assert selected == "What a bunch of clowns"


def test_keeping_a_finding_takes_it_out_and_can_be_taken_back(open_page: Opener) -> None:
    page = open_page()
    write(page, "Norvane: the silence was disappointing.", "caution")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    expect(page.locator("#findings-title")).to_be_focused()
    page.locator(".kept summary").click()
    page.get_by_role("button", name="Look again").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "caution")


def test_the_sentence_strip_selects_its_sentence(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.get_by_role("button", name="Sentence 2 of 2").click()
    selected = page.evaluate(
        "(() => { const a = document.querySelector('#draft');"
        " return a.value.slice(a.selectionStart, a.selectionEnd); })()"
    )
    assert selected.strip().startswith("What a bunch")


def test_arrows_walk_along_the_sentence_strip(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.get_by_role("button", name="Sentence 1 of 2").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Sentence 2 of 2")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Sentence 2 of 2")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.get_by_role("button", name="Sentence 1 of 2")).to_be_focused()


def test_a_clear_draft_can_be_copied(open_page: Opener) -> None:
    page = open_page()
    write(page, "Thank you, Norvane.", "clear")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("#toast")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "Thank you, Norvane."


def test_spared_words_and_notices_are_there_on_demand(open_page: Opener) -> None:
    page = open_page()
    write(page, "I hate rain. My overtime is unpaid.", "clear")
    expect(page.locator(".notice")).to_contain_text("You may have a right to say this")
    page.get_by_text("Harsh words that did not count (1)").click()
    expect(page.get_by_text("about the weather")).to_be_visible()


def test_the_platform_counts_and_tells_who_reads(open_page: Opener) -> None:
    page = open_page()
    page.select_option("#platform", "x")
    page.fill("#draft", "a" * 300)
    expect(page.locator("#count")).to_contain_text("20 too many")
    expect(page.locator("#audience")).to_contain_text("without an account")


def test_companies_are_kept_in_this_browser_and_sent_along(open_page: Opener) -> None:
    page = open_page()
    page.locator("#employers summary").click()
    page.fill("#employer", "Acme")
    page.fill("#aliases", "AC, Me")
    page.select_option("#relation", "former")
    page.locator("#employer").press("Enter")
    expect(page.locator("#employer-list")).to_contain_text("Acme I used to work there")
    page.reload()
    with page.expect_request("**/v1/check") as asked:
        page.fill("#draft", "Thank you, Acme.")
    assert json.loads(asked.value.post_data or "")["employers"] == [
        {"name": "Acme", "aliases": ["AC", "Me"], "handles": [], "relation": "former"}
    ]
    page.locator("#employers summary").click()
    page.get_by_role("button", name="Remove Acme").click()
    expect(page.locator("#employer-list li")).to_have_count(0)


def test_a_draft_leaves_no_trace_in_the_browser(open_page: Opener) -> None:
    page = open_page()
    write(page, RANT, "warn")
    page.get_by_role("button", name="Keep it").first.click()
    page.select_option("#platform", "x")
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert "clowns" not in kept
    assert "x" in kept


SPOILT = (
    "nonsense",
    "[]",
    "null",
    '{"employers": [1, {"name": 5}]}',
    '{"drafts": [1, {"id": "a", "due": 0}], "ignored": [null, {"rule": 1}], "disabled": ["x"]}',
)


@pytest.mark.parametrize("kept", SPOILT)
def test_a_spoilt_memory_does_no_harm(open_page: Opener, kept: str) -> None:
    page = open_page()
    page.evaluate("(kept) => localStorage.setItem('unburnt.v1', kept)", kept)
    page.reload()
    write(page, RANT, "warn")


def test_no_words_become_markup(open_page: Opener) -> None:
    page = open_page()
    write(page, "<img src=x onerror=alert(1)> What a bunch of clowns <b>!!!</b>", "warn")
    assert page.locator("#answer img, #under img, #answer b, #under b").count() == 0


def test_without_javascript_the_form_does_the_same(open_page: Opener) -> None:
    page = open_page(java_script_enabled=False)
    page.fill("#draft", RANT)
    page.get_by_role("button", name="Check my draft").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    assert page.locator(".marked mark").all_inner_texts()[0] == "What a bunch of clowns"
    page.get_by_role("button", name="Use this text").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")

"""Words and rules that the author wants left alone, from now on, in this browser."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
GRUMBLE = "Norvane: the silence was disappointing."


def complain(page: Page) -> None:
    page.fill("#draft", GRUMBLE)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "caution")
    page.get_by_role("button", name="More").click()


def asked_after_reload(page: Page) -> dict[str, object]:
    page.reload()
    with page.expect_request("**/v1/check") as asked:
        page.fill("#draft", GRUMBLE)
    sent: dict[str, object] = json.loads(asked.value.post_data or "")
    return sent


def test_words_are_left_alone_from_then_on_until_told_otherwise(open_page: Opener) -> None:
    page = open_page()
    complain(page)
    page.get_by_role("button", name="Never mind these words").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    assert asked_after_reload(page)["ignored"] == [
        {"rule": "complaint.disappointing", "text": "the silence was disappointing"}
    ]
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    expect(page.locator("#quiet-count")).to_have_text("(1)")
    page.locator("#quiet summary").click()
    page.get_by_role("button", name="Look again: the silence was disappointing").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "caution")
    expect(page.locator("#quiet-none")).to_be_visible()


def test_a_rule_is_switched_off_until_told_otherwise(open_page: Opener) -> None:
    page = open_page()
    complain(page)
    page.get_by_role("button", name="Switch this rule off").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    assert asked_after_reload(page)["disabled_rules"] == ["complaint.disappointing"]
    page.locator("#quiet summary").click()
    expect(page.locator("#quiet-list")).to_contain_text("Rule: Complaint complaint.disappointing")
    page.get_by_role("button", name="Look again: rule complaint.disappointing").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "caution")


def test_everything_kept_can_be_forgotten_at_once_and_that_undone(open_page: Opener) -> None:
    page = open_page()
    page.select_option("#platform", "x")
    complain(page)
    page.get_by_role("button", name="Never mind these words").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    page.locator("#quiet summary").click()
    page.get_by_role("button", name="Forget all of it").click()
    expect(page.locator("#quiet-list li")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('unburnt.v1')") == "{}"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#quiet-list li")).to_have_count(1)


def test_a_change_in_one_tab_is_heard_in_the_others(open_page: Opener) -> None:
    page = open_page()
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("#draft", GRUMBLE)
    expect(other.locator(".verdict")).to_have_attribute("data-verdict", "caution")
    complain(page)
    page.get_by_role("button", name="Never mind these words").click()
    expect(other.locator(".verdict")).to_have_attribute("data-verdict", "clear")


def test_keeping_words_of_one_draft_is_not_remembered(open_page: Opener) -> None:
    page = open_page()
    complain(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    assert asked_after_reload(page)["ignored"] == []

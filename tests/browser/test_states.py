"""Empty, loading, offline, down, busy, broken, not English, not about tone: each is designed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.drafts import RANT, write

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def test_an_empty_page_explains_itself_and_offers_examples(open_page: Opener) -> None:
    page = open_page()
    page.get_by_role("button", name="A rant").click()
    expect(page.get_by_role("heading", name="This could burn a bridge")).to_be_visible()


def test_another_language_gets_no_verdict(open_page: Opener) -> None:
    page = open_page()
    write(page, "Bonjour à tous", "none")
    expect(page.locator(".verdict")).to_contain_text("does not look like English")
    expect(page.locator(".after, .sleep")).to_have_count(0)


def test_despair_gets_support_and_no_word_about_tone(open_page: Opener) -> None:
    page = open_page()
    page.fill("#draft", "It is all hopeless. They lied to me, Norvane!!!")
    expect(page.locator(".support")).to_contain_text("You are not alone")
    assert page.locator(".verdict, .finding, .rewrite, .under mark, .strip button").count() == 0


def test_offline_is_said_and_overcome(open_page: Opener) -> None:
    page = open_page()
    page.watch.expected.append("ERR_INTERNET_DISCONNECTED")  # type: ignore[attr-defined]
    page.context.set_offline(True)
    page.fill("#draft", RANT)
    expect(page.locator(".fault")).to_contain_text("cannot be reached")
    expect(page.locator("#draft")).to_have_value(RANT)
    page.context.set_offline(False)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")


def test_a_service_that_is_down_is_said_and_asked_again(open_page: Opener) -> None:
    page = open_page()
    page.watch.expected.append("ERR_CONNECTION_REFUSED")  # type: ignore[attr-defined]
    page.route("**/v1/check", lambda route: route.abort("connectionrefused"))
    page.fill("#draft", RANT)
    expect(page.locator(".fault")).to_contain_text("cannot be reached")
    expect(page.locator("#live")).to_contain_text("cannot be reached")
    page.unroute("**/v1/check")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")


def test_a_busy_service_is_asked_again(open_page: Opener) -> None:
    page = open_page()
    page.watch.expected.append("503")  # type: ignore[attr-defined]
    turned_away: list[Route] = []

    def busy_once(route: Route) -> None:
        if turned_away:
            route.continue_()
            return
        turned_away.append(route)
        route.fulfill(
            status=503,
            headers={"Retry-After": "1", "Content-Type": "application/problem+json"},
            body=json.dumps({"type": "/problems/busy", "title": "Busy", "status": 503}),
        )

    page.route("**/v1/check", busy_once)
    page.fill("#draft", RANT)
    expect(page.locator(".fault")).to_contain_text("One moment")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")


def test_a_bug_and_a_refusal_are_told_kindly(open_page: Opener) -> None:
    page = open_page()
    page.watch.expected += ["500", "413"]  # type: ignore[attr-defined]
    page.fill("#draft", "crash")
    expect(page.locator(".fault")).to_contain_text("Something went wrong on our side")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.fill("#draft", "a" * 20_001)
    expect(page.locator(".fault")).to_contain_text("the limit is 20,000")
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)


def test_a_slow_answer_is_announced(open_page: Opener) -> None:
    page = open_page()
    page.route("**/v1/check", lambda route: None)
    page.fill("#draft", RANT)
    expect(page.locator("#answer")).to_contain_text("Reading")
    expect(page.locator("#answer .card")).to_have_attribute("aria-busy", "true")

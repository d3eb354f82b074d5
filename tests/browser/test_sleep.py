"""Sleep on it: a draft stays in this browser, and the page asks kindly to read it again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]

RANT = "Five rounds with Norvane, then silence. What a bunch of clowns!!!"
EVENING = datetime.fromisoformat("2026-11-26T18:20:00+01:00")
BERLIN = {"timezone_id": "Europe/Berlin"}


def evening(open_page: Opener) -> Page:
    page = open_page(**BERLIN)
    page.clock.install(time=EVENING)
    page.reload()
    return page


def put_aside(page: Page, text: str = RANT, until: str = "Tomorrow morning") -> None:
    page.fill("#draft", text)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    page.get_by_text("Sleep on it", exact=True).click()
    page.get_by_role("button", name=until).click()
    expect(page.locator("#draft")).to_have_value("")


def come_back(page: Page, later: str) -> None:
    page.clock.fast_forward(later)
    page.reload()


def kept(page: Page) -> list[dict[str, object]]:
    stored = page.evaluate("localStorage.getItem('unburnt.v1')")
    drafts: list[dict[str, object]] = json.loads(stored or "{}").get("drafts", [])
    return drafts


def asleep(page: Page) -> Locator:
    fold = page.locator("#asleep")
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    return fold.locator("#asleep-list > li")


def test_a_draft_is_put_aside_until_tomorrow_morning_and_nothing_of_it_is_sent(
    open_page: Opener,
) -> None:
    page = evening(open_page)
    page.fill("#draft", RANT)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_text("Sleep on it", exact=True).click()
    page.get_by_role("button", name="Tomorrow morning").click()
    expect(page.locator("#toast")).to_contain_text("Read it again tomorrow at 08:00.")
    expect(page.locator("#draft")).to_have_value("")
    assert [draft["text"] for draft in kept(page)] == [RANT]
    expect(asleep(page)).to_contain_text("Until tomorrow at 08:00")
    assert asked == []


def test_a_draft_is_put_aside_for_an_hour_or_until_a_chosen_time(open_page: Opener) -> None:
    page = evening(open_page)
    put_aside(page, until="In an hour")
    expect(page.locator("#toast")).to_contain_text("today at 19:20")
    page.fill("#draft", "What a bunch of clowns")
    page.get_by_text("Sleep on it", exact=True).click()
    page.locator(".verdict").get_by_label("Day and time").fill("2026-12-04T09:30")
    page.get_by_role("button", name="Keep until then").click()
    expect(page.locator("#toast")).to_contain_text("on Friday 4 December at 09:30")
    expect(asleep(page)).to_have_count(2)


def test_a_time_that_has_passed_is_not_taken(open_page: Opener) -> None:
    page = evening(open_page)
    page.fill("#draft", RANT)
    page.get_by_text("Sleep on it", exact=True).click()
    page.locator(".verdict").get_by_label("Day and time").fill("2026-11-25T09:30")
    page.get_by_role("button", name="Keep until then").click()
    expect(page.locator("#draft")).to_have_value(RANT)
    assert kept(page) == []


def test_putting_aside_can_be_undone(open_page: Opener) -> None:
    page = evening(open_page)
    put_aside(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#draft")).to_have_value(RANT)
    assert kept(page) == []


def test_a_calm_draft_is_not_asked_to_sleep(open_page: Opener) -> None:
    page = open_page()
    page.fill("#draft", "Thank you, Norvane.")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    expect(page.locator(".sleep")).to_have_count(0)


def test_before_its_time_nothing_reminds(open_page: Opener) -> None:
    page = evening(open_page)
    put_aside(page)
    come_back(page, "08:00:00")
    expect(page.locator(".tries")).to_be_visible()
    expect(page.locator(".waking")).to_have_count(0)
    expect(page.locator("#asleep-count")).to_have_text("(1)")


def test_after_its_time_the_page_opens_with_the_draft(open_page: Opener) -> None:
    page = evening(open_page)
    page.select_option("#platform", "x")
    put_aside(page)
    page.select_option("#platform", "linkedin")
    come_back(page, "14:00:00")
    card = page.locator(".waking")
    expect(card).to_contain_text("Since yesterday at 18:20.")
    expect(card).to_contain_text("What a bunch of clowns!!!")
    expect(page.locator("#live")).to_contain_text("ready to be read again")
    assert page.title().startswith("(1) ")
    card.get_by_role("button", name="Read it again").click()
    expect(page.locator("#draft")).to_have_value(RANT)
    expect(page.locator("#platform")).to_have_value("x")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    expect(asleep(page)).to_contain_text("Read again already")
    page.reload()
    expect(page.locator(".tries")).to_be_visible()
    expect(page.locator(".waking")).to_have_count(0)


def test_a_draft_can_be_kept_longer(open_page: Opener) -> None:
    page = evening(open_page)
    put_aside(page)
    come_back(page, "14:00:00")
    page.locator(".waking").get_by_text("Keep it longer").click()
    page.locator(".waking").get_by_role("button", name="Tomorrow morning").click()
    expect(page.locator(".waking")).to_have_count(0)
    expect(page.locator("#answer")).to_be_focused()
    expect(asleep(page)).to_contain_text("Until tomorrow at 08:00")


def test_a_draft_can_be_thrown_away_and_fetched_back(open_page: Opener) -> None:
    page = evening(open_page)
    put_aside(page)
    come_back(page, "14:00:00")
    page.locator(".waking").get_by_role("button", name="Throw it away").click()
    expect(page.locator(".waking")).to_have_count(0)
    assert kept(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".waking")).to_have_count(1)


def test_several_drafts_are_listed_and_each_can_be_thrown_away(open_page: Opener) -> None:
    page = evening(open_page)
    put_aside(page)
    put_aside(page, "They lied to me, Norvane.", until="In an hour")
    first, second = asleep(page).locator("blockquote").all_inner_texts()
    assert (first, second) == ("They lied to me, Norvane.", RANT)
    asleep(page).first.get_by_role("button", name="Throw it away").click()
    expect(asleep(page)).to_have_count(1)
    expect(page.locator("#asleep > summary")).to_be_focused()
    asleep(page).get_by_role("button", name="Throw it away").click()
    expect(page.locator("#asleep-none")).to_be_visible()
    assert kept(page) == []


def test_an_open_page_reminds_when_the_time_comes(open_page: Opener) -> None:
    page = evening(open_page)
    put_aside(page, until="In an hour")
    page.clock.fast_forward("01:01:00")
    expect(page.locator(".waking")).to_be_visible()


def test_a_reminder_does_not_disturb_another_draft(open_page: Opener) -> None:
    page = evening(open_page)
    put_aside(page, until="In an hour")
    page.fill("#draft", "Thank you, Norvane.")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    page.clock.fast_forward("01:01:00")
    expect(page.locator("#toast")).to_contain_text("ready to be read again")
    expect(page.locator("#draft")).to_have_value("Thank you, Norvane.")
    page.get_by_role("button", name="Show me", exact=True).click()
    expect(page.locator("#asleep > summary")).to_be_focused()
    asleep(page).get_by_role("button", name="Read it again").click()
    expect(page.locator("#draft")).to_have_value(RANT)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#draft")).to_have_value("Thank you, Norvane.")


def test_a_draft_that_sleeps_again_takes_its_old_place(open_page: Opener) -> None:
    page = evening(open_page)
    put_aside(page)
    come_back(page, "14:00:00")
    page.locator(".waking").get_by_role("button", name="Read it again").click()
    put_aside(page, RANT + " They lied to me.")
    assert [draft["text"] for draft in kept(page)] == [RANT + " They lied to me."]


def test_a_browser_that_keeps_nothing_says_so_and_the_draft_stays(open_page: Opener) -> None:
    page = open_page()
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    page.fill("#draft", RANT)
    page.get_by_text("Sleep on it", exact=True).click()
    page.get_by_role("button", name="Tomorrow morning").click()
    expect(page.locator("#toast")).to_contain_text("does not let me keep")
    expect(page.locator("#draft")).to_have_value(RANT)


def test_too_many_drafts_are_not_kept_at_the_cost_of_another(open_page: Opener) -> None:
    page = open_page()
    page.evaluate(
        """() => localStorage.setItem('unburnt.v1', JSON.stringify({drafts: Array.from(
            {length: 20}, (_, n) => ({id: String(n), text: 'x', kept: 1, due: null}))}))"""
    )
    page.reload()
    page.fill("#draft", RANT)
    page.get_by_text("Sleep on it", exact=True).click()
    page.get_by_role("button", name="Tomorrow morning").click()
    expect(page.locator("#toast")).to_contain_text("throw one away first")
    expect(page.locator("#draft")).to_have_value(RANT)
    assert len(kept(page)) == 20


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-26T23:59", "2026-11-27T08:00"),
        ("2026-11-26T01:30", "2026-11-26T08:00"),
        ("2026-11-26T05:00", "2026-11-27T08:00"),
        ("2026-12-31T12:00", "2027-01-01T08:00"),
        ("2026-10-24T22:00", "2026-10-25T08:00"),  # the clocks go back in that night
    ],
)
def test_tomorrow_morning_is_after_the_next_sleep(
    open_page: Opener, now: str, morning: str
) -> None:
    found = open_page(**BERLIN).evaluate(
        """async (now) => {
            const { fieldValue, tomorrowMorning } = await import('/static/drafts.js');
            return fieldValue(tomorrowMorning(new Date(now).getTime()));
        }""",
        now,
    )
    assert found == morning

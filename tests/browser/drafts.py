"""Drafts that the fake checker has an opinion on."""

from __future__ import annotations

from playwright.sync_api import Page, expect

RANT = (
    "Five rounds with Norvane 😀 and then silence. "
    "What a bunch of clowns, avoid them at all costs!!!"
)
CALM = "Five rounds with Norvane 😀 and then silence. I was disappointed."


def write(page: Page, text: str, verdict: str) -> None:
    """Fill in a draft and wait for its verdict."""
    page.fill("#draft", text)
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", verdict)

"""A version that others than our rules wrote claims no more than its draft."""

from __future__ import annotations

import pytest

from app.resources import bundled
from app.rewriting.claims import Claims
from app.rewriting.invention import invention
from app.rulebook import load_rulebook

PROMPTS = load_rulebook(bundled("rules")).prompts
assert PROMPTS is not None
CLAIMS = Claims(PROMPTS.claims)


@pytest.mark.parametrize(
    ("draft", "text", "fault"),
    [
        ("They might have leaked my address.", "They leaked my address.", "surer"),
        ("The manager probably took the tips.", "The manager took the tips.", "surer"),
        ("I heard they fired Sam in May.", "They fired Sam in May.", "surer"),
        ("They sometimes paid late.", "They always paid late.", "surer"),
        ("They ignored me for weeks.", "They ignored me for weeks and I am hurt.", "felt"),
        ("They ignored me for weeks.", "They ignored me for weeks and I cried.", "felt"),
        ("The manager hit the driver.", "The driver hit the manager.", "swapped"),
        ("I was paid 1.5k instead of 15k.", "I was paid 15k instead of 1.5k.", "swapped"),
    ],
)
def test_more_than_the_draft_says_is_turned_down(draft: str, text: str, fault: str) -> None:
    assert CLAIMS.fault(draft, text) == fault
    assert PROMPTS.faults[fault]


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("They might have leaked my address.", "They may have leaked my address, I think."),
        ("They probably think we are idiots. I waited an hour.", "I waited an hour."),
        ("They ghosted me, the clowns. I am sad.", "They did not get back to me. I am sad."),
        ("Norvane always paid late, the thieves.", "Norvane always paid late."),
        ("The clown of a manager hit the driver.", "The manager hit the driver."),
    ],
)
def test_as_much_or_less_may_be_said(draft: str, text: str) -> None:
    assert CLAIMS.fault(draft, text) is None


def test_what_nobody_did_is_not_said_to_be_done() -> None:
    assert invention("Nobody told me about the shift.", "They told me about the shift.") == "denied"

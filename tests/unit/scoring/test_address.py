"""How the author is told whom their words are about."""

from __future__ import annotations

import pytest

from app.mentions.found import FoundMention
from app.results import MentionKind
from app.scoring.address import called, worded
from app.text import TextReader


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("Norvane", MentionKind.COMPANY, "Norvane"),
        ("@norvanehq", MentionKind.HANDLE, "@norvanehq"),
        ("My manager", MentionKind.ROLE, "your manager"),
        ("our regional director", MentionKind.ROLE, "your regional director"),
        ("Their recruiter", MentionKind.ROLE, "their recruiter"),
        ("HR", MentionKind.ROLE, "the company"),
        ('our "genius" CTO', MentionKind.ROLE, "the company"),
        ("this place", MentionKind.IMPLICIT, "the company"),
        ("they", MentionKind.IMPLICIT, "the company"),
    ],
)
def test_a_mention_becomes_a_name_that_fits_a_sentence(
    words: str, kind: MentionKind, expected: str
) -> None:
    text = TextReader().read(f"{words} again")
    assert called(text, FoundMention(0, len(words), kind)) == expected


def test_nobody_in_particular_is_the_company() -> None:
    assert called(TextReader().read("Clowns."), None) == "the company"


def test_the_usual_name_is_used_where_it_is_known() -> None:
    mention = FoundMention(0, 4, MentionKind.COMPANY, name="Amazon")
    assert called(TextReader().read("amzn again"), mention) == "Amazon"


def test_nobody_works_at_a_manager() -> None:
    text = TextReader().read("My manager is a clown")
    manager = FoundMention(0, 10, MentionKind.ROLE)
    assert worded("Nobody at {target} minds.", "clown", text, manager) == (
        "Nobody at the company minds."
    )
    assert worded('"{match}" hurts {target}.', "clown", text, manager) == (
        '"clown" hurts your manager.'
    )


def test_braces_in_the_draft_are_only_text() -> None:
    text = TextReader().read("Norvane is a {target}")
    norvane = FoundMention(0, 7, MentionKind.COMPANY)
    assert worded("{match} and {target}", "{target}", text, norvane) == "{target} and Norvane"

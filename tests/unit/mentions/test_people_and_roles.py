"""People by name, people by role, and companies that are meant but not named."""

from __future__ import annotations

import pytest

from tests.unit.mentions.conftest import Mentions


@pytest.mark.parametrize(
    ("post", "name"),
    [
        ("My manager Sandra took the credit.", "Sandra"),
        ("Karen from HR lied to my face.", "Karen"),
        ("A shout-out to the recruiter, Tom Ellis.", "Tom Ellis"),
        ("Priya in accounts fixed my payslip.", "Priya"),
    ],
)
def test_a_named_person_of_a_company_is_found(mentions: Mentions, post: str, name: str) -> None:
    assert (name, "person") in mentions(post)


@pytest.mark.parametrize(
    "post",
    ["My sister Anna made soup.", "Happy birthday to my dog Max!", "I read Shakespeare in bed."],
)
def test_people_of_no_company_are_left_alone(mentions: Mentions, post: str) -> None:
    assert [m for m in mentions(post) if m[1] == "person"] == []


@pytest.mark.parametrize(
    ("role", "other"),
    [
        ("[[My boss]] never listens.", "She sang like a boss."),
        ("[[The regional manager]] was kind.", "I was promoted to manager."),
        ("I wrote to [[HR]] twice.", "It pays 15/hr in cash."),
        ("[[Their CEO]] laughed at us.", "I became CEO of my own kitchen."),
        ("[[The interviewer]] was late.", "The solar panel is dead."),
    ],
)
def test_a_role_is_found_with_its_determiner(mentions: Mentions, role: str, other: str) -> None:
    marked = role[role.index("[[") + 2 : role.index("]]")]
    assert (marked, "role") in mentions(role.replace("[[", "").replace("]]", ""))
    assert [m for m in mentions(other) if m[1] == "role"] == []


def test_an_implicit_company_counts_only_where_none_is_named(mentions: Mentions) -> None:
    assert mentions("This place is a joke.") == [("This place", "implicit")]
    named = mentions("I work at Norvane Logistics. This place is a joke.")
    assert ("Norvane Logistics", "company") in named
    assert [m for m in named if m[1] == "implicit"] == []


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("Six interviews and then they vanished.", [("they", "implicit")]),
        ("The roses look well and they smell good.", []),
        ("My boss knew. Then they fired me from the job.", [("My boss", "role")]),
    ],
)
def test_they_stands_for_a_company_only_alone_in_a_post_about_work(
    mentions: Mentions, post: str, expected: list[tuple[str, str]]
) -> None:
    assert mentions(post) == expected

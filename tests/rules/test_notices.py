"""Notices: advice beside the verdict, shown on words, on a grievance or on a kind of finding."""

from __future__ import annotations

import pytest

from app.results import GrievanceKind, Kind
from tests.rules.examples import BOOK, found

NOTICES = {notice.id: notice for notice in BOOK.notices}
WORDED = [notice for notice in BOOK.notices if notice.any_of]
FLAGS = [
    pytest.param(notice, post, id=f"{notice.id}-flags-{n}")
    for notice in WORDED
    for n, post in enumerate(notice.examples.flags)
]
ALLOWS = [
    pytest.param(notice, post, id=f"{notice.id}-allows-{n}")
    for notice in WORDED
    for n, post in enumerate(notice.examples.allows)
]


@pytest.mark.parametrize(("notice", "post"), FLAGS)
def test_a_notice_is_called_for_by_its_words(notice, post):
    marked = post[post.index("[[") + 2 : post.index("]]")]
    assert marked in found(notice, post.replace("[[", "").replace("]]", ""))


@pytest.mark.parametrize(("notice", "post"), ALLOWS)
def test_words_that_only_look_like_it_call_for_none(notice, post):
    assert found(notice, post) == set()


def test_only_despair_stands_alone():
    assert [notice.id for notice in BOOK.notices if notice.alone] == ["despair"]


@pytest.mark.parametrize(
    "post",
    [
        "i wanna kill myself",
        "Thinking about ending it all.",
        "there is no point in living",
        "I don't want to be here anymore",
        "I wish I was dead",
        "been having thoughts of suicide since they let me go",
    ],
)
def test_despair_in_other_words_is_heard(post):
    assert found(NOTICES["despair"], post)


@pytest.mark.parametrize(
    "post",
    [
        "I would kill for a coffee at Norvane.",
        "This deadline will be the death of me.",
        "I'm dead, the Halden Foods mascot fell off the stage.",
        "The old server can die now.",
        "I can't go on Saturday, Norvane has its open day.",
    ],
)
def test_figures_of_speech_are_no_despair(post):
    assert not found(NOTICES["despair"], post)


def test_every_grievance_has_a_notice():
    assert {kind for notice in BOOK.notices for kind in notice.grievances} == set(GrievanceKind)


@pytest.mark.parametrize("kind", [Kind.LEAK, Kind.SHAMING, Kind.THREAT])
def test_the_kinds_that_can_hurt_people_have_a_notice(kind):
    assert any(kind in notice.kinds for notice in BOOK.notices)


@pytest.mark.parametrize("notice", BOOK.notices, ids=lambda n: n.id)
def test_a_notice_is_short_enough_to_be_read(notice):
    assert len(notice.title) <= 60
    assert len(notice.text) <= 500


@pytest.mark.parametrize(
    ("post", "shown"),
    [
        ("You should be ashamed of yourselves, Hollis Lettings.", False),
        ("Shame on Norvane, what a disgrace of a company.", False),
        ("Remember that name, Dean Farrow of Norvane.", True),
        ("Shame on Norvane. Remember that name: Dean Farrow.", True),
    ],
)
def test_only_who_is_singled_out_calls_for_the_notice_about_it(checker, post, shown):
    report = checker.check(post)
    assert report.findings
    assert ("naming-a-person" in [notice.id for notice in report.notices]) is shown


def test_rules_that_a_notice_leaves_out_exist():
    known = {rule.id for file in BOOK.tone for rule in file.rules}
    assert {rule for notice in BOOK.notices for rule in notice.except_rules} <= known

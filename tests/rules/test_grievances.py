"""Every example of every grievance rule is a test: `pytest tests/rules -k pay.tips`."""

from __future__ import annotations

import pytest

from app.results import GrievanceKind
from tests.rules.examples import BOOK, found

RULES = [rule for file in BOOK.grievances for rule in file.rules]
FLAGS = [
    pytest.param(rule, post, id=f"{rule.id}-flags-{n}")
    for rule in RULES
    for n, post in enumerate(rule.examples.flags)
]
ALLOWS = [
    pytest.param(rule, post, id=f"{rule.id}-allows-{n}")
    for rule in RULES
    for n, post in enumerate(rule.examples.allows)
]


@pytest.mark.parametrize(("rule", "post"), FLAGS)
def test_a_grievance_is_found_at_its_words(rule, post):
    marked = post[post.index("[[") + 2 : post.index("]]")]
    assert marked in found(rule, post.replace("[[", "").replace("]]", ""))


@pytest.mark.parametrize(("rule", "post"), ALLOWS)
def test_words_that_only_look_like_a_grievance_are_none(rule, post):
    assert found(rule, post) == set()


def test_every_kind_of_grievance_has_rules():
    assert {file.kind for file in BOOK.grievances} == set(GrievanceKind)


@pytest.mark.parametrize("file", BOOK.grievances, ids=lambda f: f.rules[0].id)
def test_the_ids_of_a_file_begin_with_its_kind(file):
    assert all(rule.id.startswith(f"{file.kind.value}.") for rule in file.rules)

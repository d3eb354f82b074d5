"""Every before/after pair in rules/rewrites/ holds, for the rule alone and the whole checker."""

from __future__ import annotations

from functools import cache

import pytest

from app.checker import Checker
from app.resources import bundled
from app.results import Kind, Options, Severity, Style
from app.rewriting.recipes import Recipes
from app.rulebook import load_rulebook
from app.rulebook.schema import BeforeAfter, RewriteRule
from tests.rules.rewriting_by_rule import rewritten_by

BOOK = load_rulebook(bundled("rules"))
RULES = [rule for file in BOOK.rewrites for rule in file.rules]
STYLES = {rule.id: file.style for file in BOOK.rewrites for rule in file.rules}
PAIRS = [
    pytest.param(rule, pair, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, pair in enumerate(rule.examples, 1)
]
MILD = 0.1
"""A calm after may be named a complaint where the before went unseen; that is no heat."""
ATTACKS = frozenset(Kind) - {Kind.COMPLAINT, Kind.VAGUE, Kind.SHOUTING, Kind.LEAK}


@cache
def recipes_of(style: Style) -> Recipes:
    return Recipes(BOOK, style)


def rewritten(rule: RewriteRule, post: str) -> str:
    return rewritten_by(recipes_of(STYLES[rule.id]), rule.id, post)


def test_there_are_enough_rules_to_rewrite_by() -> None:
    assert len(RULES) >= 250


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_a_rule_turns_its_before_into_its_after(rule: RewriteRule, pair: BeforeAfter) -> None:
    assert rewritten(rule, pair.before) == pair.after


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_an_after_is_left_alone_by_its_rule(rule: RewriteRule, pair: BeforeAfter) -> None:
    assert rewritten(rule, pair.after) == pair.after


@pytest.mark.parametrize(("rule", "pair"), PAIRS)
def test_an_after_reads_no_hotter_than_its_before(
    checker: Checker, rule: RewriteRule, pair: BeforeAfter
) -> None:
    options = Options(rewrite=())
    before, after = checker.check(pair.before, options), checker.check(pair.after, options)
    assert after.risk <= max(before.risk, MILD)
    hot = [f for f in after.findings if f.kind in ATTACKS and f.severity is not Severity.LOW]
    words = {f.text for f in before.findings}
    assert [f for f in hot if f.text not in words] == []

"""rules/mentions: each rule finds its marked words as that kind, and none of its near misses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.mentions.spoken import SpokenReader
from app.resources import bundled
from app.results import MentionKind
from app.rulebook import load_rulebook
from app.rulebook.schema import MentionRule
from app.text import TextReader

BOOK = load_rulebook(bundled("rules"))
RULES = [(file.kind, rule) for file in BOOK.mentions for rule in file.rules]
READER = TextReader()


@pytest.fixture(scope="module")
def spoken() -> SpokenReader:
    return SpokenReader(BOOK)


def flags() -> Iterator[object]:
    for kind, rule in RULES:
        for post in rule.examples.flags:
            yield pytest.param(kind, rule, post, id=f"{rule.id}: {post}")


def allows() -> Iterator[object]:
    for _, rule in RULES:
        for post in rule.examples.allows:
            yield pytest.param(rule, post, id=f"{rule.id}: {post}")


def test_there_are_rules_enough() -> None:
    assert len(RULES) >= 25


@pytest.mark.parametrize(("kind", "rule", "marked"), [*flags()])
def test_a_rule_finds_its_marked_words(
    spoken: SpokenReader, kind: MentionKind, rule: MentionRule, marked: str
) -> None:
    start, end = marked.index("[["), marked.index("]]") - 2
    text = READER.read(marked.replace("[[", "").replace("]]", ""))
    found = {
        text.to_original(s.mention.start, s.mention.end)
        for s in spoken.read(text)
        if s.rule.id == rule.id and s.mention.kind is kind
    }
    assert (start, end) in found


@pytest.mark.parametrize(("rule", "post"), [*allows()])
def test_a_rule_leaves_its_near_misses_alone(
    spoken: SpokenReader, rule: MentionRule, post: str
) -> None:
    text = READER.read(post)
    assert [s for s in spoken.read(text) if s.rule.id == rule.id] == []

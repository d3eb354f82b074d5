"""Every example of every tone rule is a test: `pytest tests/rules -k insult.clown`.

Layer "words": the patterns alone find exactly the marked words of each `flags` post.
Layer "reading": read with its mentions and scored, the words count, and in no `allows` post.
"""

from __future__ import annotations

from functools import cache

import pytest

from app.resources import bundled
from app.results import Options
from app.rulebook import load_rulebook
from app.rulebook.schema import Status
from app.scoring.evidence import Evidence
from app.scoring.rules import RANK, RuleMatcher
from app.text.text import Text

text_room = pytest.importorskip("app.text")
BOOK = load_rulebook(bundled("rules"))
RULES = [
    (file.kind, rule)
    for file in BOOK.tone
    for rule in file.rules
    if rule.status is Status.STABLE and not rule.id.startswith("shouting.")
]
FLAGS = [
    pytest.param(rule, kind, post, id=f"{rule.id}-flags-{n}")
    for kind, rule in RULES
    for n, post in enumerate(rule.examples.flags)
]
ALLOWS = [
    pytest.param(rule, post, id=f"{rule.id}-allows-{n}")
    for _, rule in RULES
    for n, post in enumerate(rule.examples.allows)
]


@cache
def matcher():
    return RuleMatcher(BOOK)


@cache
def rooms():
    mentions = pytest.importorskip("app.mentions")
    scoring = pytest.importorskip("app.scoring")
    if not (hasattr(mentions, "MentionFinder") and hasattr(scoring, "Scorer")):
        pytest.skip("the rooms that find mentions and score are not built yet")
    return mentions.MentionFinder(BOOK), scoring.Scorer(BOOK)


@cache
def reader():
    if not hasattr(text_room, "TextReader"):
        return None
    return text_room.TextReader(text_room.load_entity_finder())


def read(post: str) -> Text:
    if reader() is None:
        return Text(post, post, range(len(post)), range(1, len(post) + 1), ())
    return reader().read(post)


def evidence(text: Text) -> Evidence:
    finder, scorer = rooms()
    return scorer.score(text, finder.find(text), Options())


def unmark(post: str) -> tuple[str, str]:
    """Return the post without its mark, and the words that were marked."""
    before, _, rest = post.partition("[[")
    marked, _, after = rest.partition("]]")
    return before + marked + after, marked


def words(text: Text, found) -> str:
    start, end = text.to_original(found.start, found.end)
    return text.original[start:end]


@pytest.mark.parametrize(("rule", "kind", "post"), FLAGS)
def test_the_pattern_finds_the_marked_words(rule, kind, post):
    draft, marked = unmark(post)
    text = read(draft)
    found = [words(text, c) for c in matcher().matches(text.clean) if c.rule.id == rule.id]
    assert marked in found, f"{rule.id} found {found}"


@pytest.mark.parametrize(("rule", "kind", "post"), FLAGS)
def test_the_marked_words_count(rule, kind, post):
    """By this rule, or by a rule of the same kind at least as grave that covers more words."""
    draft, marked = unmark(post)
    text = read(draft)
    found = evidence(text)
    start = post.index("[[")
    counted = [
        hit.rule
        for hit in found.hits
        if hit.kind is kind
        and RANK[hit.severity] >= RANK[rule.severity]
        and text.to_original(hit.start, hit.end)[0] < start + len(marked)
        and text.to_original(hit.start, hit.end)[1] > start
    ]
    assert counted, f"{rule.id} does not count; spared: {[s.why for s in found.spared]}"


@pytest.mark.parametrize(("rule", "post"), ALLOWS)
def test_a_near_miss_does_not_count(rule, post):
    text = read(post)
    hits = [words(text, hit) for hit in evidence(text).hits if hit.rule == rule.id]
    assert not hits, f"{rule.id} counts {hits}"

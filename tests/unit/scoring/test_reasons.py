"""Every example in rules/spared.yaml and rules/targets.yaml is a test."""

from __future__ import annotations

import pytest

from app.resources import bundled
from app.rulebook import load_rulebook

BOOK = load_rulebook(bundled("rules"))
REASONS = BOOK.spared.reasons
GROUPS = BOOK.targets.groups
SPARED = [
    *(
        pytest.param(r.id, p, id=f"{r.id}-{n}")
        for r in REASONS
        for n, p in enumerate(r.examples.spared)
    ),
    *(
        pytest.param(g.id, p, id=f"about-{g.id}-{n}")
        for g in GROUPS
        for n, p in enumerate(g.examples)
    ),
]
COUNTS = [
    pytest.param(p, id=f"{r.id}-{n}") for r in REASONS for n, p in enumerate(r.examples.counts)
]


def unmark(post):
    before, _, rest = post.partition("[[")
    marked, _, after = rest.partition("]]")
    return before + marked + after, len(before), len(before) + len(marked)


def touching(text, found, start, end):
    spans = [(text.to_original(each.start, each.end), each) for each in found]
    return [each for (a, b), each in spans if a < end and start < b]


@pytest.mark.parametrize(("reason", "post"), SPARED)
def test_the_marked_words_are_spared(score, read, reason, post):
    draft, start, end = unmark(post)
    text, found = read(draft), score(draft)
    assert not touching(text, found.hits, start, end)
    assert touching(text, found.spared, start, end)


@pytest.mark.parametrize("post", COUNTS)
def test_the_marked_words_count(score, read, post):
    draft, start, end = unmark(post)
    text, found = read(draft), score(draft)
    assert touching(text, found.hits, start, end), [s.why for s in found.spared]


def test_the_code_finds_the_reasons_it_gives():
    assert {"quoted", "code", "self", "other", "nobody"} <= {reason.id for reason in REASONS}


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.id)
def test_a_reason_speaks_to_the_author_in_one_short_sentence(reason):
    assert len(reason.why) < 140
    assert reason.why.endswith(".")

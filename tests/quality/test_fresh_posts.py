"""Posts that weigh the evidence, and those held out, stand in no other part of the corpus."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from training.labels import VERDICTS
from training.lines import read_lines

CORPUS = Path(__file__).parents[2] / "training/corpus"
FRESH = ("fresh", "unseen", "marked", "later", "contrast", "contrast_dev", "contrast_next")
PARTS = ("train", "harvest", "dev", "test", *FRESH)
RUN = 6
"""Words in a row by which posts are compared."""
MOST = 0.5
"""Share of a post's runs of words that another part may have, too."""


def runs(text: str) -> set[str]:
    words = text.lower().split()
    return {" ".join(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, 1))}


@pytest.fixture(scope="module")
def posts() -> dict[str, list[set[str]]]:
    return {
        part: [runs(post["text"]) for post in read_lines(CORPUS / f"{part}.jsonl")]
        for part in PARTS
    }


@pytest.mark.parametrize(
    ("one", "other"), [pair for pair in combinations(PARTS, 2) if pair[1] in FRESH]
)
def test_no_two_parts_share_a_post(posts: dict[str, list[set[str]]], one: str, other: str) -> None:
    known = set().union(*posts[one])
    assert max(len(post & known) / len(post) for post in posts[other]) <= MOST


@pytest.mark.parametrize("part", FRESH)
def test_each_post_has_a_verdict_and_a_name_of_its_own(part: str) -> None:
    posts = list(read_lines(CORPUS / f"{part}.jsonl"))
    assert {post["label"] for post in posts} == set(VERDICTS)
    assert len({post["id"] for post in posts}) == len({post["text"] for post in posts})
    assert len({post["text"] for post in posts}) == len(posts)


@pytest.mark.parametrize("part", ["edited", "edited_dev"])
def test_what_a_rewrite_left_is_of_its_own_parts_alone(
    posts: dict[str, list[set[str]]], part: str
) -> None:
    of = {"edited": ("train", "harvest", "marked", "contrast"), "edited_dev": ("fresh",)}[part]
    known = set().union(*(post for each in PARTS if each not in of for post in posts[each]))
    left = [runs(post["text"]) for post in read_lines(CORPUS / f"{part}.jsonl")]
    assert max(len(each & known) / len(each) for each in left) <= MOST

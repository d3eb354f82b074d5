"""What must not change a verdict, tried on posts that nothing was tuned on, and how often it does.

Swaps of names come from the posts' own marks; each change is drawn once per post, seeded.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from app.checker import Checker
from app.results import Options

HERE = Path(__file__).parent
PEOPLE = (HERE / "people.txt").read_text("utf-8").split()
COMPANIES = (
    "Norvane",
    "Halden Foods",
    "Microsoft",
    "Zhang & Sons",
    "Adeyemi Logistics",
    "Tata Motors",
    "Kowalski Bau",
    "Bluebird",
    "Grupo Alvarez",
    "O'Shea Dental",
    "Sunrise Care",
    "Kaya Tekstil",
)
BARE = Options(rewrite=())
MOST = 400
"""Posts that a report tries; the same ones each time."""
Post = dict[str, Any]
Change = Callable[[Post, random.Random], str | None]


def _renamed(post: Post, kind: str, names: Sequence[str], rng: random.Random) -> str | None:
    marks = {m["text"] for m in post["mentions"] if m["kind"] == kind}
    marks = {mark for mark in marks if kind == "company" or " " not in mark}
    if not marks:
        return None
    text = post["text"]
    for mark in sorted(marks, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(mark)}(?!\w)", rng.choice(names), text)
    return text if text != post["text"] else None


def company(post: Post, rng: random.Random) -> str | None:
    return _renamed(post, "company", COMPANIES, rng)


def person(post: Post, rng: random.Random) -> str | None:
    return _renamed(post, "person", PEOPLE, rng)


def typo(post: Post, rng: random.Random) -> str | None:
    """Swap two inner letters of one long word that no mark covers."""
    covered = " ".join(m["text"] for m in post["mentions"] + post["spans"])
    words = [w for w in re.finditer(r"(?<![\w@#])[a-z]{5,}\b", post["text"]) if w[0] not in covered]
    if not words:
        return None
    at = (word := rng.choice(words)).start() + rng.randrange(1, len(word[0]) - 2)
    text = post["text"]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def emoji(post: Post, _rng: random.Random) -> str | None:
    return f"{post['text']} ☕"


def sentence(post: Post, _rng: random.Random) -> str | None:
    return f"It is Tuesday evening. {post['text']}"


CHANGES: dict[str, Change] = {
    "another company": company,
    "another first name": person,
    "a typo": typo,
    "an emoji": emoji,
    "a neutral sentence": sentence,
}


def flips(checker: Checker, posts: Sequence[Post]) -> Iterator[tuple[str, int, float, float]]:
    """Yield (change, posts tried, share that flip, share that flip between clear and warn)."""
    rng = random.Random(3)
    posts = rng.sample(list(posts), min(MOST, len(posts)))
    before = [checker.check(post["text"], BARE).verdict.rank for post in posts]
    for name, change in CHANGES.items():
        steps = []
        for post, rank in zip(posts, before, strict=True):
            changed = change(post, rng)
            if changed is not None:
                steps.append(abs(checker.check(changed, BARE).verdict.rank - rank))
        yield name, len(steps), _share(steps, 1), _share(steps, 2)
    other = BARE.model_copy(update={"platform": "glassdoor"})
    steps = [
        abs(checker.check(post["text"], other).verdict.rank - rank)
        for post, rank in zip(posts, before, strict=True)
    ]
    yield "another platform", len(steps), _share(steps, 1), _share(steps, 2)


def _share(steps: Sequence[int], least: int) -> float:
    return sum(step >= least for step in steps) / max(len(steps), 1)


def groups_right(posts: Sequence[Post], given: Sequence[int], names: Sequence[str]) -> str:
    """Return how many contrast groups (a change that must flip the verdict) are wholly right."""
    groups: dict[str, list[bool]] = defaultdict(list)
    labels: dict[str, set[str]] = defaultdict(set)
    for post, rank in zip(posts, given, strict=True):
        if post.get("pair"):
            groups[post["pair"]].append(names[rank] == post["label"])
            labels[post["pair"]].add(post["label"])
    wanted = [name for name, found in labels.items() if len(found) > 1]
    right = sum(all(groups[name]) for name in wanted)
    return f"{right} of {len(wanted)} contrast groups wholly right ({right / len(wanted):.3f})"


def dialects(checker: Checker) -> Iterator[tuple[str, int, float, float, float]]:
    """Yield (dialect, texts, clear judged not clear, not warn judged warn, warn missed).

    The same contents in each dialect: training/dialects.yaml.
    """
    contents = yaml.safe_load((HERE / "dialects.yaml").read_text("utf-8"))
    ranks: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for content in contents:
        for dialect, text in content["said"].items():
            ranks[dialect].append((content["label"], checker.check(text, BARE).verdict.rank))
    for dialect, rows in ranks.items():
        clear = [rank for label, rank in rows if label == "clear"]
        mild = [rank for label, rank in rows if label != "warn"]
        rants = [2 - rank for label, rank in rows if label == "warn"]
        yield dialect, len(rows), _share(clear, 1), _share(mild, 2), _share(rants, 1)


def show(checker: Checker, posts: Sequence[Post]) -> None:
    """Print flip rates and the fairness table."""
    print(f"\n{'must not change a verdict':28s}{'tried':>7s}{'flips':>8s}{'clear<>warn':>13s}")
    for name, count, some, far in flips(checker, posts):
        print(f"{name:28s}{count:7d}{some:8.3f}{far:13.3f}")
    print(f"\n{'dialect':28s}{'texts':>7s}{'clr>not':>9s}{'mild>wrn':>9s}{'wrn missed':>11s}")
    for dialect, count, clear, mild, missed in dialects(checker):
        print(f"{dialect:28s}{count:7d}{clear:9.3f}{mild:9.3f}{missed:11.3f}")

"""Token F1 of the risky words in a set of reports, by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from app.results import Report
from training.labels import KINDS

TOKEN = re.compile(r"\w+|[^\w\s]")


def tokens(text: str, ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Return the starts of the words and signs of `text` that one of the ranges touches."""
    spots = [(m.start(), m.end()) for m in TOKEN.finditer(text)]
    return {a for s, e in ranges for a, b in spots if a < e and s < b}


def marked(post: dict[str, Any], kind: str | None = None) -> list[tuple[int, int]]:
    """Return the labelled ranges of one kind, or of all."""
    found = []
    for span in post["spans"]:
        at = post["text"].find(span["text"])
        if at >= 0 and kind in (None, span["kind"]):
            found.append((at, at + len(span["text"])))
    return found


def figures(
    posts: Sequence[dict[str, Any]], reports: Sequence[Report]
) -> dict[str, tuple[int, float]]:
    """Return per kind (labelled tokens, F1); "any kind" asks only whether a token is risky."""
    right, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    for post, report in zip(posts, reports, strict=True):
        for kind in (*KINDS, None):
            name = kind or "any kind"
            gold = tokens(post["text"], marked(post, kind))
            said = tokens(
                post["text"],
                ((f.start, f.end) for f in report.findings if kind in (None, f.kind.value)),
            )
            right[name] += len(gold & said)
            wanted[name] += len(gold)
            given[name] += len(said)
    return {
        name: (wanted[name], 2 * right[name] / max(wanted[name] + given[name], 1))
        for name in (*KINDS, "any kind")
    }


def show(posts: Sequence[dict[str, Any]], reports: Sequence[Report]) -> None:
    """Print F1 per kind and their mean."""
    found = figures(posts, reports)
    print(f"\n{'risky words':14s}{'tokens':>8s}{'F1':>8s}")
    for name, (count, score) in found.items():
        print(f"{name:14s}{count:8d}{score:8.3f}")
    print(f"{'mean of kinds':22s}{sum(found[k][1] for k in KINDS) / len(KINDS):8.3f}")

"""Recall and precision of the mentions in a set of reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from app.results import Report

KINDS = ("company", "handle", "hashtag", "person", "role", "implicit")


def marked(post: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Return the labelled mentions as (start, end, kind); a repeated text takes the next place."""
    found, seen = [], Counter[str]()
    for mention in post["mentions"]:
        at = post["text"].find(mention["text"], seen[mention["text"]])
        if at >= 0:
            seen[mention["text"]] = at + 1
            found.append((at, at + len(mention["text"]), mention["kind"]))
    return found


def show(posts: Sequence[dict[str, Any]], reports: Sequence[Report]) -> None:
    """Print recall and precision per kind; a hit overlaps a mark of the same text.

    Labels give each mention of a text once, so a find that repeats a labelled text is no error.
    """
    right, wanted, found, fine = (Counter[str]() for _ in range(4))
    for post, report in zip(posts, reports, strict=True):
        marks = marked(post)
        texts = {post["text"][s:e].lower() for s, e, _ in marks}
        for s, e, kind in marks:
            wanted[kind] += 1
            right[kind] += any(m.start < e and s < m.end for m in report.mentions)
        for m in report.mentions:
            found[m.kind.value] += 1
            overlaps = any(m.start < e and s < m.end for s, e, _ in marks)
            repeats = any(m.text.lower() in t or t in m.text.lower() for t in texts)
            fine[m.kind.value] += overlaps or repeats
    print(f"\n{'mentions':12s}{'labelled':>9s}{'recall':>8s}{'found':>8s}{'precision':>10s}")
    for kind in (*KINDS, "all"):
        w, r, f, p = (
            sum(c.values()) if kind == "all" else c[kind] for c in (wanted, right, found, fine)
        )
        print(f"{kind:12s}{w:9d}{r / max(w, 1):8.3f}{f:8d}{p / max(f, 1):10.3f}")

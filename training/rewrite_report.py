"""Figures on the offered rewrites; the fact extractor here shares no code with the guards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.results import Report, Rewrite, Verdict
from training.lines import read_lines

READ = Path(__file__).parent / "corpus" / "offers_read.jsonl"
"""Offers for test, and what readers who saw neither rules nor code said of each."""
JUDGEMENTS = ("as_is", "small", "no")
FACT = re.compile(r"[£$€]?\d[\d,.:]*\d|\d|https?://\S+")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")


def facts(text: str) -> set[str]:
    """Return numbers, amounts, addresses, and capitalised names inside sentences."""
    return {m.strip(".,:") for m in FACT.findall(text)} | set(NAME.findall(text))


def overlap(a: str, b: str) -> float:
    """Return the F1 of shared words, 0..1."""
    left, right = re.findall(r"\w+", a.lower()), re.findall(r"\w+", b.lower())
    shared = sum(min(left.count(w), right.count(w)) for w in set(left))
    return 2 * shared / max(len(left) + len(right), 1)


def show(posts: Sequence[dict[str, Any]], reports: Sequence[Report]) -> None:
    """Print how often a rewrite is offered, and how good the offers are."""
    due = [
        (p, r) for p, r in zip(posts, reports, strict=True) if p["neutral"] and r.verdict.rank > 0
    ]
    offered = [(p, r.rewrites[0]) for p, r in due if r.rewrites]
    abuse = [
        r
        for p, r in zip(posts, reports, strict=True)
        if p["label"] == "warn" and not p["neutral"] and r.verdict.rank > 0
    ]
    print(f"\nrewrites: {len(due)} posts judged not clear that have a gold rewrite")
    print(f"  offered {len(offered) / max(len(due), 1):.3f}", end="")
    for verdict in (Verdict.WARN, Verdict.CAUTION):
        judged = [r for _, r in due if r.verdict is verdict]
        print(
            f", of {len(judged)} judged {verdict} {_mean(bool(r.rewrites) for r in judged):.3f}",
            end="",
        )
    print()
    print(f"  re-judged clear {_mean(w.verdict.rank == 0 for _, w in offered):.3f}", end="")
    print(f", caution {_mean(w.verdict.rank == 1 for _, w in offered):.3f}")
    print(f"  numbers and names kept {_kept(offered):.4f}, invented {_invented(offered)}")
    print(f"  length ratio {_mean(len(w.text) / len(p['text']) for p, w in offered):.2f}")
    rewrites = _mean(overlap(w.text, p["neutral"]) for p, w in offered)
    drafts = _mean(overlap(p["text"], p["neutral"]) for p, _ in offered)
    print(f"  word overlap with gold: rewrite {rewrites:.3f}, untouched draft {drafts:.3f}")
    _print_readings(offered)
    print(f"  pure abuse refused {_mean(not r.rewrites for r in abuse):.3f} of {len(abuse)}")


def _print_readings(offered: Sequence[tuple[dict[str, Any], Rewrite]]) -> None:
    """Print what blind readers said of the offers that they read: nothing is fitted to that."""
    read = {(each["of"], each["rewrite"]): each["judgement"] for each in read_lines(READ)}
    said = [(read.get((p["id"], w.text)), w.doubtful) for p, w in offered]
    for name, of in (("all", {True, False}), ("sure", {False}), ("doubtful", {True})):
        known = [judgement for judgement, doubtful in said if judgement and doubtful in of]
        if known:
            shares = ", ".join(f"{j} {_mean(k == j for k in known):.2f}" for j in JUDGEMENTS)
            print(f"  {name}, read {len(known)}: {shares}")


def _mean(values: Any) -> float:
    listed = list(values)
    return float(np.mean(listed)) if listed else float("nan")


def _kept(offered: Sequence[tuple[dict[str, Any], Rewrite]]) -> float:
    """Return the share of the gold rewrite's facts from the draft that ours has too."""
    shares = []
    for post, rewrite in offered:
        due = facts(post["text"]) & facts(post["neutral"])
        shares += [fact in rewrite.text for fact in due]
    return _mean(shares)


def _invented(offered: Sequence[tuple[dict[str, Any], Rewrite]]) -> int:
    # A shouted name comes back in a normal voice: that is not a new one.
    return sum(
        any(f.lower() not in post["text"].lower() for f in facts(rewrite.text))
        for post, rewrite in offered
    )

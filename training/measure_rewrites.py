"""Measure the rewrites on posts that a person rewrote: `python -m training.measure_rewrites`.

Prints the rate of offers, of re-checked verdicts, of facts kept (read by an extractor of its own,
which shares no code with the guard), length, and likeness to the person's version beside the
untouched draft and a version with the risky words merely deleted; then pairs to read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from pathlib import Path
from statistics import mean, quantiles

from app.bootstrap import build_checker
from app.results import Options, Report

CORPUS = Path(__file__).parent / "corpus"
_FIGURE = re.compile(r"\d[\d.,:]*\d|\d")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_WORD = re.compile(r"[a-z0-9']+")


def likeness(one: str, other: str) -> float:
    """Return the word-overlap F1 of two texts, 0..1."""
    left, right = Counter(_WORD.findall(one.lower())), Counter(_WORD.findall(other.lower()))
    shared = sum((left & right).values())
    return 2 * shared / max(1, sum(left.values()) + sum(right.values()))


def lost(before: str, after: str) -> list[str]:
    """Return figures and mid-sentence names of `before` that `after` does not hold."""
    wanted = _FIGURE.findall(before) + _NAME.findall(before)
    return [fact for fact in wanted if fact.lower() not in after.lower()]


def deleted(post: dict[str, object]) -> str:
    text = str(post["text"])
    for span in post["spans"]:  # type: ignore[attr-defined]
        text = text.replace(span["text"], "", 1)
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    lines = (CORPUS / f"{args.split}.jsonl").read_text("utf-8").splitlines()
    posts = [p for p in map(json.loads, lines) if p["label"] != "clear"]
    random.Random(args.seed).shuffle(posts)
    report(posts[: args.limit], args.show)


def report(posts: list[dict[str, object]], show: int) -> None:
    checker = build_checker()
    rows: list[tuple[dict[str, object], Report]] = []
    times = []
    for post in posts:
        started = time.perf_counter()
        rows.append((post, checker.check(str(post["text"]), Options())))
        times.append(1000 * (time.perf_counter() - started))
    flagged = [(p, r) for p, r in rows if r.verdict.rank > 0]
    fair = [(p, r) for p, r in flagged if p["neutral"]]
    offered = [(p, r) for p, r in fair if r.rewrites]
    abuse = [(p, r) for p, r in flagged if not p["neutral"]]
    print(f"posts {len(rows)}, flagged {len(flagged)}, with a neutral {len(fair)}")
    for label in ("warn", "caution"):
        group = [(p, r) for p, r in fair if r.verdict == label]
        given = sum(bool(r.rewrites) for _, r in group)
        print(f"offered where judged {label}: {given}/{len(group)}")
    print(f"offered: {len(offered) / max(1, len(fair)):.3f}")
    print(f"abuse without a neutral refused: {sum(not r.rewrites for _, r in abuse)}/{len(abuse)}")
    kept = [not lost(str(p["text"]), r.rewrites[0].text) for p, r in offered]
    print("verdict after:", Counter(r.rewrites[0].verdict.value for _, r in offered))
    print(f"all facts kept: {mean(kept):.3f}")
    ratios = [len(r.rewrites[0].text) / len(str(p["text"])) for p, r in offered]
    print(f"length ratio: {mean(ratios):.2f}")
    for name, made in (
        ("rewrite", [r.rewrites[0].text for _, r in offered]),
        ("untouched", [str(p["text"]) for p, _ in offered]),
        ("delete-only", [deleted(p) for p, _ in offered]),
    ):
        golds = [str(p["neutral"]) for p, _ in offered]
        print(f"likeness to the person's version, {name}: {mean(map(likeness, made, golds)):.3f}")
    cuts = quantiles(times, n=20)
    print(f"check with rewrite, ms: p50 {cuts[9]:.0f}, p95 {cuts[18]:.0f}")
    for post, result in fair[:show]:
        made = result.rewrites[0] if result.rewrites else None
        reason = result.rewrite_refused.reason if result.rewrite_refused else ""
        after = f"{made.text}  [{made.verdict} {made.risk:.2f}]" if made else f"REFUSED {reason}"
        print(f"\n[{post['label']}/{result.verdict} {result.risk:.2f}] {post['text']}\n-> {after}")
        print(f"== {post['neutral']}")


if __name__ == "__main__":
    main()

"""The quality report: verdicts, mentions and rewrites on posts that nothing was tuned on.

    make quality                         the test split
    python -m training.quality --split dev [--outside FOLDER] [--real FILE]

Every figure stands beside baselines of the same run: VADER alone and TF-IDF + logistic regression
trained on our train split.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from app.bootstrap import build_checker
from app.checker import Checker
from app.results import Options, Report
from app.settings import Settings
from training import invariance, mentions_report, outside_report, rewrite_report, spans_report
from training.labels import VERDICTS
from training.lines import read_lines
from training.metrics import verdict_figures

AFRESH = ("unseen", "later", "contrast_dev", "contrast_next")
"""Posts by other writers that are only measured, besides the test split."""

HERE = Path(__file__).parent
COLUMNS = {
    "accuracy": "acc",
    "warn_f1": "warnF1",
    "macro_f1": "macroF1",
    "warn_recall": "warnRec",
    "clear_judged_warn": "clr>wrn",
    "clear_judged_not_clear": "clr>not",
    "warn_judged_clear": "wrn>clr",
    "auc_warn": "AUC",
    "ece": "ECE",
}
Post = dict[str, Any]
Judged = tuple[list[int], list[float]]
"""Verdicts 0..2 and risks, one a post."""


def row(name: str, figures: dict[str, float], count: int) -> None:
    shown = (f"{figures[k]:7.3f}" if k in figures else "      -" for k in COLUMNS)
    print(f"{name:34s}{count:6d} {' '.join(shown)}", flush=True)


def heading(title: str) -> None:
    print(f"\n{title:34s}{'posts':>6s} {' '.join(f'{c:>7s}' for c in COLUMNS.values())}")


def by_checker(reports: Sequence[Report]) -> Judged:
    return [r.verdict.rank for r in reports], [r.risk for r in reports]


def by_vader(posts: Sequence[Post]) -> Judged:
    vader = SentimentIntensityAnalyzer()
    scores = [vader.polarity_scores(p["text"])["compound"] for p in posts]
    return [2 if s < -0.5 else 1 if s < -0.05 else 0 for s in scores], [(1 - s) / 2 for s in scores]


@cache
def tfidf() -> Pipeline:
    """Return the baseline that learned from train."""
    train = list(read_lines(HERE / "corpus/train.jsonl"))
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=8, max_iter=2000),
    )
    return model.fit([p["text"] for p in train], [VERDICTS.index(p["label"]) for p in train])


def by_tfidf(posts: Sequence[Post]) -> Judged:
    shares = tfidf().predict_proba([p["text"] for p in posts])
    return [int(k) for k in shares.argmax(1)], [float(s) for s in shares[:, 2]]


def wanted(posts: Sequence[Post]) -> list[int]:
    return [VERDICTS.index(p["label"]) for p in posts]


def read_all(checker: Checker, posts: Sequence[Post], options: Options) -> list[Report]:
    return [checker.check(p["text"], options) for p in posts]


def four(posts: Sequence[Post], reports: Sequence[Report], rules: Checker) -> dict[str, Judged]:
    """Return what unburnt said of the posts, what its rules say alone, and two baselines."""
    return {
        "unburnt": by_checker(reports),
        "unburnt, rules alone": by_checker(read_all(rules, posts, Options(rewrite=()))),
        "VADER (-0.5 / -0.05)": by_vader(posts),
        "TF-IDF + logistic regression": by_tfidf(posts),
    }


def verdicts(posts: Sequence[Post], judges: dict[str, Judged]) -> None:
    heading("verdicts")
    truth = wanted(posts)
    for name, (given, risk) in judges.items():
        row(name, verdict_figures(truth, given, risk), len(posts))


def by_group(
    posts: Sequence[Post], judged: Judged, key: Callable[[Post], str]
) -> Iterator[tuple[str, int, dict[str, float]]]:
    """Yield (group, posts, figures) for each value of `key`, in order."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, post in enumerate(posts):
        groups[key(post)].append(index)
    truth = wanted(posts)
    for name, own in sorted(groups.items()):
        figures = verdict_figures([truth[i] for i in own], [judged[0][i] for i in own])
        yield name, len(own), figures


def slices(posts: Sequence[Post], judged: Judged, key: Callable[[Post], str], title: str) -> None:
    heading(title)
    for name, count, figures in by_group(posts, judged, key):
        row(name[:33], figures, count)


def other_questions(posts: Sequence[Post], reports: Sequence[Report]) -> None:
    """Print target, grievance and heat."""
    target = np.mean([r.target.kind == p["target"] for p, r in zip(posts, reports, strict=True)])
    raised = [p["grievance"] for p in posts]
    found = [r.grievance.kind for r in reports]
    hits = sum(a is not None and a == b for a, b in zip(raised, found, strict=True))
    recall = hits / max(sum(a is not None for a in raised), 1)
    precision = hits / max(sum(b is not None for b in found), 1)
    calm = [
        r.verdict.rank == 2
        for p, r in zip(posts, reports, strict=True)
        if p["grievance"] and p["label"] == "caution"
    ]
    error = np.mean([abs(r.heat - p["heat"] / 3) for p, r in zip(posts, reports, strict=True)])
    print(f"\ntarget accuracy {target:.3f}   heat mean absolute error {error:.3f}")
    print(f"grievance recall {recall:.3f} precision {precision:.3f}")
    print(f"calm grievances judged warn {np.mean(calm):.3f} of {len(calm)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("test", "dev"), default="test")
    parser.add_argument("--outside", type=Path)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--no-rewrites", action="store_true")
    args = parser.parse_args()
    posts = list(read_lines(HERE / f"corpus/{args.split}.jsonl"))
    checker, rules = build_checker(), build_checker(Settings(model=None))
    options = Options(rewrite=() if args.no_rewrites else Options().rewrite)
    print(f"unburnt {checker.versions} on {len(posts)} posts of the {args.split} split")
    reports = read_all(checker, posts, options)
    judges = four(posts, reports, rules)
    verdicts(posts, judges)
    slices(posts, judges["unburnt"], lambda p: p["part"], "unburnt by part")
    slices(posts, judges["unburnt"], lambda p: p["platform"], "unburnt by platform")
    slices(posts, judges["unburnt"], lambda p: p["grievance"] or "none", "unburnt by grievance")
    other_questions(posts, reports)
    print(invariance.groups_right(posts, judges["unburnt"][0], VERDICTS))
    mentions_report.show(posts, reports)
    spans_report.show(posts, reports)
    invariance.show(checker, posts)
    if not args.no_rewrites:
        rewrite_report.show(posts, reports)
    for part in AFRESH:
        afresh = list(read_lines(HERE / f"corpus/{part}.jsonl"))
        print(
            f"\n{len(afresh)} posts written afresh ({part}), which no weight was fitted on:", end=""
        )
        verdicts(afresh, four(afresh, read_all(checker, afresh, Options(rewrite=())), rules))
    if args.real:
        real = list(read_lines(args.real))
        verdicts(real, {"real posts: unburnt": by_checker(read_all(checker, real, options))})
    if args.outside:
        print(outside_report.table(checker, args.outside))


if __name__ == "__main__":
    main()

"""Public text that nobody here wrote, only measured: alarms, recall, AUC beside a baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline

from app.checker import Checker
from app.modelstore import LearnedReader
from app.results import Options
from app.verdict.risk import Combination, rules_alone, weigh
from training.lines import read_lines
from training.metrics import auc

BARE = Options(rewrite=())
FOLDS = 5


@dataclass(frozen=True)
class Judged:
    """One post: whether it was taken for clear, the verdict's rank, and 1 - P(clear)."""

    post: dict[str, Any]
    rank: int
    negative: float

    @property
    def clear(self) -> bool:
        return bool(self.post["expected"] == "clear")


def judge(checker: Checker, path: Path) -> list[Judged]:
    reader = checker.reader
    combination = (
        Combination.from_manifest(reader.manifest.combination)
        if isinstance(reader, LearnedReader)
        else None
    )
    judged = []
    for post in read_lines(path):
        checked = checker.examine(post["text"], BARE)
        evidence = checked.evidence
        if combination is not None and evidence.reading is not None:
            shares = weigh(evidence, evidence.reading, combination)
        else:
            shares = rules_alone(evidence.hits)
        judged.append(Judged(post, checked.judgement.verdict.rank, 1.0 - shares.clear))
    return judged


def shares(judged: Sequence[Judged]) -> Iterator[tuple[str, int, list[float | None]]]:
    """Yield (set and mapping, posts, [clear judged warn, clear judged not clear, recall])."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[f"{one.post['set']} {one.post['mapping']}"].append(one)
    for name, rows in sorted(groups.items()):
        clear = [one.rank for one in rows if one.clear]
        rest = [one.rank for one in rows if not one.clear]
        yield (
            name,
            len(rows),
            [
                float(np.mean([rank >= least for rank in ranks])) if ranks else None
                for ranks, least in ((clear, 2), (clear, 1), (rest, 1))
            ],
        )


def ranks(judged: Sequence[Judged]) -> Iterator[tuple[str, int, float, float]]:
    """Yield (set, posts, our AUC of not clear, that of TF-IDF trained on the very set, 5 folds)."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.post["set"]].append(one)
    for name, rows in sorted(groups.items()):
        wanted = [not one.clear for one in rows]
        if min(sum(wanted), len(wanted) - sum(wanted)) < 10 * FOLDS:
            continue
        baseline = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            LogisticRegression(C=8, max_iter=2000, class_weight="balanced"),
        )
        texts = [one.post["text"] for one in rows]
        learned = cross_val_predict(baseline, texts, wanted, cv=FOLDS, method="predict_proba")
        ours = auc(wanted, [one.negative for one in rows])
        yield name, len(rows), ours, auc(wanted, list(learned[:, 1]))


def table(checker: Checker, path: Path | None) -> str:
    """Return both as Markdown; empty without the file."""
    if path is None:
        return ""
    judged = judge(checker, path)
    lines = ["\n## Public text (development part, only measured)\n"]
    lines += ["| set | posts | clear judged warn | clear judged not clear | recall of not clear |"]
    lines += ["|---|---|---|---|---|"]
    for name, count, found in shares(judged):
        cells = " | ".join("" if s is None else f"{s:.3f}" for s in found)
        lines.append(f"| {name} | {count} | {cells} |")
    lines += [
        '\nHow well "not clear" is told from clear (AUC), beside TF-IDF + logistic regression'
    ]
    lines += ["trained on that very set (5 folds):\n", "| set | posts | unburnt | TF-IDF |"]
    lines += ["|---|---|---|---|"]
    lines += [f"| {n} | {c} | {ours:.3f} | {base:.3f} |" for n, c, ours, base in ranks(judged)]
    return "\n".join(lines) + "\n"

"""Fits rules/worth.yaml: which rewrites careful readers would post; `python -m training.worth`.

From training/corpus/rewrites_read.jsonl: drafts of train, harvest and dev, rewrites that this
rewriter or an earlier one made of them, and the word on each of a reader who knew neither rules nor
code; and, with less weight, from the examples of the rules, which read as they should. The figures
are of ten-fold cross-validation by draft, on what readers read.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from app.bootstrap import build_checker
from app.checker import Checker
from app.modelstore import open_keeper
from app.resources import bundled
from app.results import Edit, Options
from app.rewriting.asked import changes
from app.rewriting.scene import Harsh
from app.rewriting.sense import Keeps
from app.rewriting.worth import measures
from app.rulebook.schema import RewriteAction

SOURCE = "Our own: readers of training/corpus/rewrites_read.jsonl."
WEIGHT_OF_EXAMPLES = 0.3
READ = Path(__file__).parent / "corpus" / "rewrites_read.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("rules/worth.yaml"))
    parser.add_argument("--least", type=float, default=0.5, help="probability from which to offer")
    parser.add_argument("--sure", type=float, default=0.65, help="and from which without a caution")
    asked = parser.parse_args()
    checker = build_checker()
    keeper = open_keeper(bundled("models"))
    assert keeper is not None
    read = [json.loads(line) for line in READ.read_text("utf-8").splitlines()]
    pairs = [(each["draft"], each["rewrite"]) for each in read]
    examples = [
        (example.before, example.after)
        for file in checker.rulebook.rewrites
        for rule in file.rules
        if rule.action is RewriteAction.REPLACE
        for example in rule.examples
    ]
    rows = [_row(checker, keeper.probability, *pair) for pair in (*pairs, *examples)]
    verdicts = [each["judgement"] for each in read] + ["as_is"] * len(examples)
    no, fine = [v == "no" for v in verdicts], [v == "as_is" for v in verdicts]
    drafts = [draft for draft, _ in (*pairs, *examples)]
    weight = np.array([1.0] * len(pairs) + [WEIGHT_OF_EXAMPLES] * len(examples))
    names = list(rows[0])
    x, refused, posted = (
        np.array([[r[n] for n in names] for r in rows]),
        np.array(no),
        np.array(fine),
    )
    for column, name in enumerate(names):
        print(f"{name}: auc {roc_auc_score(~refused, x[:, column], sample_weight=weight):.3f}")
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=500))
    held = cross_val_predict(
        model,
        x,
        ~refused,
        groups=drafts,
        cv=GroupKFold(10),
        method="predict_proba",
        params={"logisticregression__sample_weight": weight},
    )[:, 1]
    print(f"examples of rules: {(held[len(pairs) :] >= asked.least).mean():.2f} would be offered")
    held, posted, unfit = held[: len(pairs)], posted[: len(pairs)], refused[: len(pairs)]
    print(f"auc {roc_auc_score(~unfit, held):.3f} on {len(pairs)} rewrites")
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
        line = np.quantile(held, 1 - share)
        offered = held >= line
        print(
            f"offer {share:.1f} (from {line:.2f}): "
            f"as it is {posted[offered].mean():.2f}, no {unfit[offered].mean():.2f}"
        )
    model.fit(x, ~refused, logisticregression__sample_weight=weight)
    scaler, last = model[0], model[-1]
    weights = last.coef_[0] / scaler.scale_
    spec = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    spec["bias"] = round(float(last.intercept_[0] - (weights * scaler.mean_).sum()), 4)
    head = "# Which safe rewrites are worth posting: by training/worth.py.\n"
    asked.out.write_text(
        head
        + yaml.safe_dump(
            {"source": SOURCE, "least": asked.least, "sure": asked.sure, "weights": spec},
            sort_keys=False,
        ),
        "utf-8",
    )


def _row(checker: Checker, keeps: Keeps, draft: str, rewrite: str) -> dict[str, float]:
    seen = checker.examine(draft, Options())
    harsh = [Harsh(h.start, h.end, h.kind, h.severity) for h in seen.evidence.hits]
    edits = [
        Edit(start=a, end=b, text=draft[a:b], replacement=new, why="")
        for a, b, new in changes(draft, rewrite)
    ]
    again = checker.examine(rewrite, Options())
    return measures(seen.text, harsh, edits, keeps, seen.judgement.risk, again)


if __name__ == "__main__":
    main()

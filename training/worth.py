"""Fits rules/worth.yaml: which rewrites careful readers would post; `python -m training.worth`.

From the drafts in training/corpus/rewrites_read.jsonl that the models did not learn from, dev's and
some written afresh for this: on the others its head for edits is surer than on new ones. Rewrites
that this rewriter or, with less weight, an earlier one made, and the word on each of a blind
reader, a language model as editor, who knew neither rules nor code; and the examples of the rules,
which read as they should. The figures are of ten-fold cross-validation by draft.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from app.bootstrap import build_checker
from app.checker import Checker
from app.modelstore import LearnedReader, open_recaster
from app.resources import bundled
from app.results import Edit, Options
from app.rewriting.asked import changes
from app.rewriting.recipes import Recipes
from app.rewriting.worth import Likelihoods, measures
from app.rulebook.schema import RewriteAction

SOURCE = "Our own: readers of training/corpus/rewrites_read.jsonl."
WEIGHT_OF_EXAMPLES, WEIGHT_OF_EARLIER = 0.2, 0.4
DECODER = "decoder"
UNSEEN = ("dev", "fresh")
"""Splits that no model learned from."""
READ = Path(__file__).parent / "corpus" / "rewrites_read.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("rules/worth.yaml"))
    parser.add_argument("--least", type=float, default=0.7, help="probability from which to offer")
    parser.add_argument("--sure", type=float, default=0.85, help="and from which without a caution")
    asked = parser.parse_args()
    checker = build_checker()
    read = [json.loads(line) for line in READ.read_text("utf-8").splitlines()]
    read = [each for each in read if each["split"] in UNSEEN]
    said = [each for each in read if each.get("by") == DECODER]
    made = [each for each in read if each.get("by") != DECODER]
    spec = {
        "source": SOURCE,
        "least": asked.least,
        "sure": asked.sure,
        "weights": fitted(checker, "by rules and cuts", [*made, *_examples(checker)]),
        "said": fitted(checker, "said by the decoder", said),
    }
    head = "# Which safe rewrites are worth posting: by training/worth.py.\n"
    asked.out.write_text(head + yaml.safe_dump(spec, sort_keys=False), "utf-8")


def fitted(checker: Checker, what: str, pairs: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the weight of each measure, and print how well they tell, in cross-validation."""
    rows = list(_rows(checker, pairs))
    names = list(rows[0])
    x = np.array([[row[name] for name in names] for row in rows])
    posted = np.array([each["judgement"] != "no" for each in pairs])
    weight = np.array([_weight(each) for each in pairs])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=500))
    weighted = {"logisticregression__sample_weight": weight}
    held = cross_val_predict(
        model,
        x,
        posted,
        groups=[each["draft"] for each in pairs],
        cv=GroupKFold(10),
        method="predict_proba",
        params=weighted,
    )[:, 1]
    own = [number for number, each in enumerate(pairs) if "edits" in each]
    _print(what, held[own], [pairs[number] for number in own])
    model.fit(x, posted, **weighted)
    return _weights(model, names)


def _weight(pair: dict[str, Any]) -> float:
    """Return how much a pair counts: what this rewriter made more than what an earlier one did."""
    if "split" not in pair:
        return WEIGHT_OF_EXAMPLES
    return 1.0 if "edits" in pair else WEIGHT_OF_EARLIER


def _examples(checker: Checker) -> list[dict[str, Any]]:
    """Return the examples of the rules that say something in other words, as if a reader had."""
    return [
        {"draft": example.before, "rewrite": example.after, "judgement": "as_is"}
        for file in checker.rulebook.rewrites
        for rule in file.rules
        if rule.action is RewriteAction.REPLACE
        for example in rule.examples
    ]


def _rows(checker: Checker, pairs: Sequence[dict[str, Any]]) -> Iterator[dict[str, float]]:
    """Yield the measures of each rewrite; earlier ones did not say which edits came from rules."""
    whys = Recipes(checker.rulebook).whys
    assert isinstance(checker.reader, LearnedReader)
    recaster = open_recaster(bundled("models"), checker.reader)
    assert recaster is not None
    for each in pairs:
        draft = each["draft"]
        known = each.get("edits") or [(*c, "") for c in changes(draft, each["rewrite"])]
        edits = [
            Edit(start=a, end=b, text=draft[a:b], replacement=new, why=why)
            for a, b, new, why in known
        ]
        seen = checker.examine(draft, Options())
        again = checker.examine(each["rewrite"], Options())
        assert seen.reading is not None
        assert seen.reading.fates is not None
        opened = recaster.open(seen.text.clean, [(s.start, s.end) for s in seen.text.sentences])
        likely = Likelihoods(
            opened.likelihood(again.text.clean), opened.likelihood(seen.text.clean)
        )
        risk = seen.judgement.risk
        trusted = frozenset() if each.get("by") == DECODER else whys
        yield measures(seen.text, edits, seen.reading.fates, risk, again, trusted, likely)


def _print(what: str, held: np.ndarray, read: Sequence[dict[str, Any]]) -> None:
    no = np.array([each["judgement"] == "no" for each in read])
    fine = np.array([each["judgement"] == "as_is" for each in read])
    print(f"{what}: auc {roc_auc_score(~no, held):.3f} on {len(read)} rewrites")
    for least in (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        offered = held >= least
        print(
            f"  from {least}: {offered.mean():.2f} of them, "
            f"as it is {fine[offered].mean():.2f}, no {no[offered].mean():.2f}"
        )


def _weights(model: Pipeline, names: Sequence[str]) -> dict[str, float]:
    """Return the weights of a fitted model, with the scaling folded into them."""
    scaler, last = model[0], model[-1]
    weights = last.coef_[0] / scaler.scale_
    found = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    found["bias"] = round(float(last.intercept_[0] - (weights * scaler.mean_).sum()), 4)
    return found


if __name__ == "__main__":
    main()

"""Fits rules/scorecard.yaml on the training posts: python training/fit_names.py

A logistic regression over the named features of app/mentions/features.py; the examples of the
gazetteer's ordinary names count as training posts too. Features with few points are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.mentions.gazetteer import Gazetteer  # noqa: E402
from app.mentions.lists import lists_of  # noqa: E402
from app.mentions.scoring import NameReader  # noqa: E402
from app.mentions.words import words_of  # noqa: E402
from app.rulebook import Rulebook, load_rulebook  # noqa: E402
from app.text import Text, TextReader  # noqa: E402

NONE, COMPANY, PERSON = 0, 1, 2
KINDS = {"company": COMPANY, "person": PERSON}
LEAST_SEEN = 8
LEAST_POINTS = 0.04


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strength", type=float, default=0.2, help="inverse of the penalty")
    parser.add_argument("--example-weight", type=float, default=1.0)
    options = parser.parse_args()
    book = load_rulebook(ROOT / "rules")
    reader = NameReader(lists_of(book), _gazetteer(book), None)
    rows, labels, weights = _rows(reader, book, options.example_weight)
    seen = Counter(name for row in rows for name in row)
    kept = [{name: 1.0 for name in row if seen[name] >= LEAST_SEEN} for row in rows]
    vectors = DictVectorizer()
    table = vectors.fit_transform(kept)
    fit = LogisticRegression(C=options.strength, max_iter=3000, fit_intercept=False)
    fit.fit(table, np.array(labels), sample_weight=np.array(weights))
    names = vectors.get_feature_names_out()
    card: dict[str, Any] = {"source": "fitted on the training posts by training/fit_names.py"}
    for label, kind in ((COMPANY, "company"), (PERSON, "person")):
        points = fit.coef_[label] - fit.coef_[NONE]
        card[kind] = {
            str(n): round(float(p), 2)
            for n, p in sorted(zip(names, points, strict=True))
            if abs(p) >= LEAST_POINTS
        }
    with (ROOT / "rules/scorecard.yaml").open("w", encoding="utf-8") as file:
        file.write("# Written by training/fit_names.py.\n")
        yaml.safe_dump(card, file, sort_keys=False, width=100)
    counts = Counter(labels)
    print(f"{len(rows):,} candidates: {dict(counts)}; accuracy {fit.score(table, labels):.4f}")


def _gazetteer(book: Rulebook) -> Gazetteer:
    return Gazetteer(company for file in book.companies for company in file.companies)


def _rows(
    reader: NameReader, book: Rulebook, weight: float
) -> tuple[list[list[str]], list[int], list[float]]:
    texts = TextReader()
    rows: list[list[str]] = []
    labels: list[int] = []
    weights: list[float] = []
    for line in (ROOT / "training/corpus/train.jsonl").read_text("utf-8").splitlines():
        post = json.loads(line)
        text = texts.read(post["text"])
        gold = [(m["text"], KINDS.get(m["kind"], NONE)) for m in post["mentions"]]
        for run, features in reader.described(text, words_of(text)):
            label = _label(text, run.start, run.end, gold)
            if label is not None:
                rows.append(features)
                labels.append(label)
                weights.append(1.0)
    for file in book.companies:
        for company in file.companies:
            if company.examples is None:
                continue
            for post, label in [(p, COMPANY) for p in company.examples.company] + [
                (p, NONE) for p in company.examples.word
            ]:
                text = texts.read(post)
                for run, features in reader.described(text, words_of(text)):
                    if run.known is not None and run.known.name == company.name:
                        rows.append(features)
                        labels.append(label)
                        weights.append(weight)
    return rows, labels, weights


def _label(text: Text, start: int, end: int, gold: list[tuple[str, int]]) -> int | None:
    """Return the label of a candidate; None where it is part of a mention of another kind."""
    at, to = text.to_original(start, end)
    for mention, kind in gold:
        place = text.original.find(mention)
        while place >= 0:
            if place < to and at < place + len(mention):
                return kind or None
            place = text.original.find(mention, place + 1)
    return NONE


if __name__ == "__main__":
    main()

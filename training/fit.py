"""Fit, on posts that the reader never saw, how it and the rules are weighed, and the thresholds.

    python -m training.fit models/tone-v8

Rewrites `combination` and `known_answers` in the manifest and prints what was chosen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.bootstrap import Checker
from app.modelstore import LearnedReader
from app.results import Options
from app.settings import Settings
from app.verdict.features import FEATURES, features
from training.labels import VERDICTS
from training.lines import read_lines
from training.metrics import verdict_figures

HERE = Path(__file__).parent
GRID = np.arange(0.10, 0.95, 0.02)
ALARMS = {"strict": 0.098, "standard": 0.037, "relaxed": 0.0085}
"""Largest share of clear posts judged warn at each operating point."""
NOT_CLEAR = {"strict": 0.15, "standard": 0.072, "relaxed": 0.032}
"""Largest share of clear posts judged anything but clear."""
MOST = {"strict": 0.5, "standard": 0.5, "relaxed": 1.0}
"""Highest risk that is called clear: what is likelier a rant than not never is, unless asked."""
DEV_COUNTS = 2
"""How often a post of dev counts beside one of fresh: both parts weigh about as much."""

PASSES = 2
"""What a post's evidence is hangs a little on the verdict (`Evidence.wordless`), so on the fit."""


def values(checker: Checker, posts: Sequence[dict[str, Any]]) -> np.ndarray:
    """Return the features of each post, [n, features]."""
    rows = []
    for post in posts:
        evidence = checker.examine(post["text"], Options(rewrite=())).evidence
        reading = evidence.reading
        if reading is None:
            raise SystemExit("the checker has no model")
        rows.append(features(reading, evidence.hits, evidence.spared))
    return np.array(rows)


def labelled(checker: Checker, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the features and the labels 0..2 of a part of the corpus."""
    posts = list(read_lines(HERE / f"corpus/{split}.jsonl"))
    return values(checker, posts), np.array([VERDICTS.index(p["label"]) for p in posts])


def fit(x: np.ndarray, y: np.ndarray, counts: np.ndarray) -> tuple[list[float], list[float]]:
    """Return coefficients for warn and clear against caution; `counts`: how often each counts."""
    model = LogisticRegression(C=1.0, max_iter=5000, fit_intercept=False).fit(x, y, counts)
    clear, caution, warn = model.coef_
    return [round(float(v), 4) for v in warn - caution], [
        round(float(v), 4) for v in clear - caution
    ]


def shares(x: np.ndarray, warn: Sequence[float], clear: Sequence[float]) -> np.ndarray:
    """Return probabilities [n, (warn, clear)]."""
    scores = np.stack([x @ np.array(warn), x @ np.array(clear), np.zeros(len(x))], 1)
    scores = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray((scores / scores.sum(1, keepdims=True))[:, :2])


def words(p: np.ndarray, warn: float, clear: float, most: float) -> np.ndarray:
    calm = (p[:, 1] >= clear) & (p[:, 0] <= most)
    return np.where(p[:, 0] >= warn, 2, np.where(calm, 0, 1))


def thresholds(p: np.ndarray, y: np.ndarray, counts: np.ndarray) -> dict[str, dict[str, float]]:
    """Return the most accurate operating points within the allowed alarms; `counts` as in `fit`."""
    p, y = np.repeat(p, counts, axis=0), np.repeat(y, counts)
    found = {}
    for name, alarms in ALARMS.items():
        best = (-1.0, 0.5, 0.5)
        for warn in GRID:
            for clear in GRID:
                g = words(p, warn, clear, MOST[name])
                if (g[y == 0] == 2).mean() > alarms or (g[y == 0] != 0).mean() > NOT_CLEAR[name]:
                    continue
                figures = verdict_figures(list(y), list(g))
                score = figures["accuracy"] + figures["warn_f1"] + 0.5 * figures["macro_f1"]
                if name == "strict":  # speaks up early: misses count, not alarms
                    score = figures["warn_recall"] - figures["warn_judged_clear"]
                best = max(best, (score, float(warn), float(clear)))
        found[name] = {
            "warn": round(best[1], 2),
            "clear": round(best[2], 2),
            "most": MOST[name],
        }
    return _in_order(found)


def _in_order(points: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the points with strict never milder, and relaxed never harsher, than standard."""
    strict, standard, relaxed = (points[name] for name in ("strict", "standard", "relaxed"))
    return {
        "strict": strict
        | {
            "warn": min(strict["warn"], standard["warn"]),
            "clear": max(strict["clear"], standard["clear"]),
        },
        "standard": standard,
        "relaxed": relaxed
        | {
            "warn": max(relaxed["warn"], standard["warn"]),
            "clear": min(relaxed["clear"], standard["clear"]),
        },
    }


def known_answers(folder: Path) -> dict[str, Any]:
    """Write what the model says of its known texts to the manifest; return the manifest.

    Comes first: a checker refuses a model that fails its own self-test, or weighs other features.
    """
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    for word in ("warn", "clear"):
        manifest["combination"][word] = [float(name == word) for name in FEATURES]
    manifest["combination"]["features"] = FEATURES
    reader = LearnedReader(folder)
    for known in manifest["known_answers"]:
        known["warn"] = round(reader.read(known["text"], [(0, len(known["text"]))]).post.warn, 3)
    write(folder, manifest)
    return manifest


def write(folder: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    args = parser.parse_args()
    manifest = known_answers(args.model)
    for _ in range(PASSES):
        checker = Checker(Settings(models=args.model.parent, model=args.model.name))
        dev, fresh = (labelled(checker, split) for split in ("dev", "fresh"))
        x, y = (np.concatenate(both) for both in zip(dev, fresh, strict=True))
        counts = np.repeat((DEV_COUNTS, 1), (len(dev[1]), len(fresh[1])))
        warn, clear = fit(x, y, counts)
        points = thresholds(shares(x, warn, clear), y, counts)
        manifest["combination"] = {
            "features": FEATURES,
            "warn": warn,
            "clear": clear,
            "thresholds": points,
        }
        write(args.model, manifest)
    print(dict(zip(FEATURES, warn, strict=True)), dict(zip(FEATURES, clear, strict=True)))
    for split, (x, y) in {"dev": dev, "fresh": fresh}.items():
        p = shares(x, warn, clear)
        for name, point in points.items():
            given = words(p, **point)
            figures = verdict_figures(list(y), list(given), list(p[:, 0]))
            print(split, name, " ".join(f"{k}={v:.3f}" for k, v in figures.items()))


if __name__ == "__main__":
    main()

"""Write models/<name>/MODEL_CARD.md and the manifest's figures from one run of the evaluation.

    python -m training.card models/tone-v1 [--outside FILE]

Figures come from the test split, which nothing was tuned on; the examples of failures from dev.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.bootstrap import Checker
from app.results import Options, Report
from app.settings import Settings
from training.labels import VERDICTS
from training.lines import read_lines
from training.metrics import verdict_figures
from training.quality import (
    Judged,
    by_checker,
    by_group,
    by_tfidf,
    by_vader,
    outside,
    read_all,
    wanted,
)

HERE = Path(__file__).parent
SHOWN = ("accuracy", "warn_f1", "macro_f1", "warn_recall", "clear_judged_warn")
SHOWN += ("clear_judged_not_clear", "warn_judged_clear", "auc_warn", "ece")
OPTIONS = Options(rewrite=())
Post = dict[str, Any]


def table(rows: dict[str, dict[str, float]], first: str) -> str:
    """Return a Markdown table of figures."""
    lines = [f"| {first} | " + " | ".join(SHOWN) + " |", "|---" * (len(SHOWN) + 1) + "|"]
    for name, figures in rows.items():
        cells = (f"{figures[k]:.3f}" if figures.get(k) == figures.get(k, 0) else "" for k in SHOWN)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def by_slice(posts: Sequence[Post], judged: Judged, key: Callable[[Post], str]) -> str:
    rows = {
        f"{name} ({count})": dict.fromkeys(SHOWN, float("nan")) | figures
        for name, count, figures in by_group(posts, judged, key)
    }
    return table(rows, "slice")


def reliability(truth: Sequence[int], risk: Sequence[float]) -> str:
    """Return an SVG plot of how often posts were warn, by the risk that was said."""
    warn, said = np.array(truth) == 2, np.array(risk)
    dots = []
    for low in np.arange(10) / 10:
        inside = (said >= low) & (said < low + 0.1 + (low > 0.85))
        if inside.sum():
            x, y = 30 + 240 * said[inside].mean(), 270 - 240 * warn[inside].mean()
            size = 3 + np.sqrt(inside.sum()) / 4
            dots.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size:.1f}" fill="#1f6f5c"/>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300" font-family="sans-serif">'
        '<rect width="300" height="300" fill="#fff"/>'
        '<path d="M30 270H270M30 270V30" stroke="#444" fill="none"/>'
        '<path d="M30 270L270 30" stroke="#bbb" stroke-dasharray="4"/>'
        f"{''.join(dots)}"
        '<text x="150" y="294" text-anchor="middle" font-size="12">risk said</text>'
        '<text x="14" y="150" font-size="12" transform="rotate(-90 14 150)">share warn</text>'
        "</svg>\n"
    )


def failures(posts: Sequence[Post], reports: Sequence[Report], count: int = 4) -> str:
    """Return some of the worst errors on dev, both ways."""
    pairs = list(zip(posts, reports, strict=True))
    missed = [(r.risk, p) for p, r in pairs if p["label"] == "warn" and r.verdict == "clear"]
    alarms = [(-r.risk, p) for p, r in pairs if p["label"] == "clear" and r.verdict == "warn"]
    lines = []
    for title, found in (("Rants it took for harmless", missed), ("False alarms", alarms)):
        lines.append(f"\n{title}:\n")
        short = sorted((f for f in found if len(f[1]["text"]) < 260), key=lambda f: f[0])[:count]
        lines += [f"- “{' '.join(p['text'].split())}” (risk said {abs(s):.2f})" for s, p in short]
    return "\n".join(lines)


CARD = HERE / "card.md"


def outside_table(checker: Checker, path: Path | None) -> str:
    """Return a table of alarms and recall on public text that nobody here wrote."""
    if path is None:
        return ""
    lines = ["\n## Public text (development part, only measured)\n"]
    lines += ["| set | posts | clear judged warn | clear judged not clear | recall of not clear |"]
    lines += ["|---|---|---|---|---|"]
    for name, count, shares in outside(checker, path):
        cells = " | ".join("" if s is None else f"{s:.3f}" for s in shares)
        lines.append(f"| {name} | {count} | {cells} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--outside", type=Path)
    args = parser.parse_args()
    path = args.model / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    full = Checker(Settings(models=args.model.parent, model=args.model.name))
    splits = {n: list(read_lines(HERE / f"corpus/{n}.jsonl")) for n in ("train", "dev", "test")}
    posts = splits["test"]
    reports = read_all(full, posts, OPTIONS)
    judged = by_checker(reports)
    rules = read_all(Checker(Settings(model=None)), posts, OPTIONS)
    judges = {
        "unburnt": judged,
        "rules alone": by_checker(rules),
        "VADER (-0.5 / -0.05)": by_vader(posts),
        "TF-IDF + logistic regression": by_tfidf(posts),
    }
    truth = wanted(posts)
    rows = {name: verdict_figures(truth, *judge) for name, judge in judges.items()}
    calm = [
        r.verdict.rank == 2
        for p, r in zip(posts, reports, strict=True)
        if p["grievance"] and p["label"] == VERDICTS[1]
    ]
    manifest["figures"] = {k: round(v, 4) for k, v in rows["unburnt"].items()}
    path.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (args.model / "reliability.svg").write_text(reliability(truth, judged[1]), "utf-8")
    card = CARD.read_text("utf-8").format(
        name=manifest["name"],
        base=manifest["base"],
        size=(args.model / "model.onnx").stat().st_size / 1e6,
        created=manifest["created"],
        train=len(splits["train"]),
        harvest=len(list(read_lines(HERE / "corpus/harvest.jsonl"))),
        dev=len(splits["dev"]),
        test=len(posts),
        main=table(rows, "judge"),
        thresholds=json.dumps(manifest["combination"]["thresholds"]),
        parts=by_slice(posts, judged, lambda p: p["part"]),
        grievances=by_slice(posts, judged, lambda p: p["grievance"] or "none"),
        calm=float(np.mean(calm)),
        calm_count=len(calm),
        platforms=by_slice(posts, judged, lambda p: p["platform"]),
        outside=outside_table(full, args.outside),
        failures=failures(splits["dev"], read_all(full, splits["dev"], OPTIONS)),
    )
    (args.model / "MODEL_CARD.md").write_text(card, "utf-8")
    print(table(rows, "judge"))


if __name__ == "__main__":
    main()

"""Write models/<name>/MODEL_CARD.md and the manifest's figures from one run of the evaluation.

    python -m training.card models/tone-v1 [--outside FILE]

Figures come from the test split, which nothing was tuned on; the examples of failures from dev.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.bootstrap import Checker
from app.results import Options, Report
from app.settings import Settings
from training import invariance, mentions_report, outside_report, plots, spans_report
from training.labels import VERDICTS
from training.lines import read_lines
from training.metrics import verdict_figures
from training.quality import (
    AFRESH,
    Judged,
    by_checker,
    by_group,
    four,
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


def shown(show: Callable[..., None], *given: Any) -> str:
    """Return what a report prints, as a Markdown block."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        show(*given)
    return f"```text\n{printed.getvalue().strip()}\n```"


def curve_table(points: Sequence[dict[str, Any]]) -> str:
    lines = ["| posts | encoder | epochs | dev accuracy | dev warn F1 |", "|---|---|---|---|---|"]
    lines += [
        f"| {p['posts']} | {p['encoder']} | {p['epochs']} | {p['accuracy']:.3f} "
        f"| {p['warn_f1']:.3f} |"
        for p in points
    ]
    return "\n".join(lines)


CARD = HERE / "card.md"
CURVE = HERE / "curve.json"
COUNTED = ("harvest", "contrast", "fresh", *AFRESH)


def compared(
    posts: Sequence[Post], reports: Sequence[Report], rules: Checker
) -> dict[str, dict[str, float]]:
    """Return the figures of unburnt and of the judges beside it."""
    truth, judges = wanted(posts), four(posts, reports, rules)
    return {name: verdict_figures(truth, *judge) for name, judge in judges.items()}


def afresh(name: str, full: Checker, rules: Checker) -> str:
    """Return the table of all judges on the posts of one file of the corpus."""
    posts = list(read_lines(HERE / f"corpus/{name}.jsonl"))
    return table(compared(posts, read_all(full, posts, OPTIONS), rules), "judge")


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
    rules = Checker(Settings(model=None))
    truth = wanted(posts)
    rows = compared(posts, reports, rules)
    counts = {n: len(list(read_lines(HERE / f"corpus/{n}.jsonl"))) for n in COUNTED}
    calm = [
        r.verdict.rank == 2
        for p, r in zip(posts, reports, strict=True)
        if p["grievance"] and p["label"] == VERDICTS[1]
    ]
    manifest["figures"] = {k: round(v, 4) for k, v in rows["unburnt"].items()}
    path.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (args.model / "reliability.svg").write_text(plots.reliability(truth, judged[1]), "utf-8")
    points = json.loads(CURVE.read_text("utf-8"))
    (args.model / "curve.svg").write_text(plots.curve(points), "utf-8")
    card = CARD.read_text("utf-8").format(
        name=manifest["name"],
        base=manifest["base"],
        size=sum(path.stat().st_size for path in args.model.glob("model.*")) / 1e6,
        created=manifest["created"],
        edits=manifest["edits"],
        train=len(splits["train"]),
        dev=len(splits["dev"]),
        test=len(posts),
        main=table(rows, "judge"),
        counts=counts,
        **{name: afresh(name, full, rules) for name in AFRESH},
        thresholds=json.dumps(manifest["combination"]["thresholds"]),
        parts=by_slice(posts, judged, lambda p: p["part"]),
        grievances=by_slice(posts, judged, lambda p: p["grievance"] or "none"),
        calm=float(np.mean(calm)),
        calm_count=len(calm),
        platforms=by_slice(posts, judged, lambda p: p["platform"]),
        outside=outside_report.table(full, args.outside),
        spans=shown(spans_report.show, posts, reports),
        mentions=shown(mentions_report.show, posts, reports),
        invariance=shown(invariance.show, full, posts),
        groups=invariance.groups_right(posts, judged[0], VERDICTS),
        curve=curve_table(points),
        failures=failures(splits["dev"], read_all(full, splits["dev"], OPTIONS)),
    )
    (args.model / "MODEL_CARD.md").write_text(card, "utf-8")
    print(table(rows, "judge"))


if __name__ == "__main__":
    main()

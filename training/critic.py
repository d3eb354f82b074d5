"""Fits the critic: which versions of a draft careful editors would post.

    python -m training.critic models/critic-v7

After training.critic_reading, which writes its network there and what networks that did not learn
a draft tell of its versions. `--measure FILE` fits nothing: it shows how the critic in OUT orders
readings that it has not learned (corpus/rewrites_read_next.jsonl).

From training/corpus/rewrites_read.jsonl: versions that this rewriter or an earlier one made, some
offered, and the word on each of a blind reader, a language model as editor, who knew neither rules
nor code. And from the examples of the rules, which read as they should. The figures are of ten-fold
cross-validation by draft, on drafts that no model learned from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from app.bootstrap import build_checker
from app.checker import Checked, Checker
from app.modelstore import LearnedReader, open_recaster
from app.modelstore.comparison import TELLS, Comparison
from app.modelstore.critic import network_of
from app.modelstore.manifest import sha256
from app.resources import bundled
from app.results import Edit, Options
from app.rewriting.asked import changes
from app.rewriting.faithful import faults
from app.rewriting.fault import Fault
from app.rewriting.own import scene_of
from app.rewriting.recipes import Recipes
from app.rewriting.sayings import said
from app.rewriting.sense import Sense
from app.rewriting.worth import Likelihoods, measures, new_in
from app.rulebook.schema import RewriteAction
from app.text import load_parser
from training.lines import read_lines

READ = Path(__file__).parent / "corpus" / "rewrites_read.jsonl"
NET, TOLD = "net.onnx", "told.json"
"""What training.critic_reading writes; the latter is of no use after the fit."""
UNSEEN = ("dev", "fresh", "pairs_dev")
CONTRAST = "contrast"
"""Drafts whose tone the reader learned, and whose rewrites nobody: shown apart."""
DECODER, RULE = "decoder", "rule"
WEIGHT_OF_EXAMPLES = 0.2
STRENGTH, FOLDS = 0.05, 10
Floats = NDArray[np.float64]
Pair = dict[str, Any]


class Features:
    """What is known of each pair: measures by name."""

    def __init__(self, rows: Sequence[dict[str, float]]) -> None:
        self.names = list(rows[0])
        self.measures = np.array([list(told.values()) for told in rows])


class Looker:
    """Looks at pairs, with the network of a file; one a process."""

    def __init__(self, network: Path) -> None:
        self._network = network_of(network)
        self._checker = build_checker()
        assert isinstance(self._checker.reader, LearnedReader)
        self._reader = self._checker.reader
        self._whys = Recipes(self._checker.rulebook).whys
        recaster = open_recaster(bundled("models"), self._checker.reader)
        assert recaster is not None
        self._recaster = recaster
        self._sense = Sense(load_parser())

    def look(self, pair: Pair) -> dict[str, float]:
        draft, version = pair["draft"], pair["rewrite"]
        known = pair.get("edits") or [(*each, RULE) for each in changes(draft, version)]
        edits = [
            Edit(start=a, end=b, text=draft[a:b], replacement=new, why=why)
            for a, b, new, why in known
        ]
        seen, again = (self._checker.examine(text, Options()) for text in (draft, version))
        assert seen.reading is not None
        assert seen.reading.fates is not None
        sentences = [(s.start, s.end) for s in seen.text.sentences]
        likely = self._recaster.open(seen.text.clean, sentences).likelihood
        likelihoods = Likelihoods(likely(again.text.clean), likely(seen.text.clean))
        fates, risk, decoded = seen.reading.fates, seen.judgement.risk, pair.get("by") == DECODER
        trusted = {RULE} if pair.get("by") == RULE else self._whys
        wrong = self._faults(seen, again.text.clean) if decoded else frozenset()
        told = measures(seen.text, edits, fates, risk, again, decoded, trusted, likelihoods, wrong)
        comparison = Comparison(self._reader, self._network, seen.text.clean)
        return told | comparison.tells(again.text.clean, new_in(seen.text, again.text))

    def _faults(self, seen: Checked, version: str) -> frozenset[Fault]:
        scene = scene_of(seen)
        return faults(scene, said(scene, version), version, self._sense)


@cache
def _looker(network: Path) -> Looker:
    return Looker(network)


def _look(network: Path, pair: Pair) -> dict[str, float]:
    return _looker(network).look(pair)


def features(
    pairs: Sequence[Pair], network: Path, told: Sequence[Sequence[float]] = ()
) -> Features:
    """Return what is known of pairs; `told` is what the network TELLS of the first of them."""
    with Pool() as processes:
        found = Features(processes.map(partial(_look, network), pairs, chunksize=32))
    if told:
        found.measures[: len(told), [found.names.index(name) for name in TELLS]] = told
    return found


class Fit:
    """A logistic regression on measures."""

    def __init__(self, found: Features, rows: NDArray[Any], posted: Floats, weight: Floats) -> None:
        self._scaler = StandardScaler().fit(found.measures[rows])
        model = LogisticRegression(C=STRENGTH, max_iter=500)
        seen = self._scaler.transform(found.measures[rows])
        self._model = model.fit(seen, posted[rows], weight[rows])

    def odds(self, found: Features, rows: NDArray[Any]) -> Floats:
        seen = self._scaler.transform(found.measures[rows])
        return np.asarray(self._model.decision_function(seen))

    def weights(self, names: Sequence[str]) -> dict[str, float]:
        """Return the weight of each measure, and "bias"."""
        own = self._model.coef_[0] / self._scaler.scale_
        bias = float(self._model.intercept_[0]) - float(own @ self._scaler.mean_)
        told = {name: round(float(w), 5) for name, w in zip(names, own, strict=True)}
        return told | {"bias": round(bias, 5)}


def held_out(found: Features, pairs: Sequence[Pair], posted: Floats, weight: Floats) -> Floats:
    """Return the probability of each unseen pair by a fit that did not see its draft, else nan."""
    drafts = [each["draft"] for each in pairs]
    unseen = np.array([each.get("split") in (*UNSEEN, CONTRAST) for each in pairs])
    told = np.full(len(pairs), np.nan)
    for rows, rest in GroupKFold(FOLDS).split(drafts, groups=drafts):
        asked = rest[unseen[rest]]
        odds = Fit(found, rows, posted, weight).odds(found, asked)
        told[asked] = 1 / (1 + np.exp(-odds))
    return told


def show(what: str, pairs: Sequence[Pair], told: Floats) -> float:
    no = np.array([each["judgement"] == "no" for each in pairs])
    fine = np.array([each["judgement"] == "as_is" for each in pairs])
    area = float(roc_auc_score(~no, told))
    print(f"{what}: auc {area:.3f} on {len(pairs)} rewrites, {1 - no.mean():.2f} worth posting")
    for least in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        chosen = told >= least
        print(
            f"  from {least}: {chosen.mean():.2f} of them, "
            f"as it is {fine[chosen].mean():.2f}, no {no[chosen].mean():.2f}"
        )
    return round(area, 3)


def examples(checker: Checker) -> Iterator[Pair]:
    """Yield the examples of the rules that say something in other words, as if a reader had."""
    for file in checker.rulebook.rewrites:
        for rule in file.rules:
            if rule.action is RewriteAction.REPLACE:
                for each in rule.examples:
                    pair = {"draft": each.before, "rewrite": each.after, "by": RULE}
                    yield pair | {"judgement": "as_is"}


def write(out: Path, stands_on: str, asked: argparse.Namespace, told: dict[str, Any]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    content = {
        "name": out.name,
        "created": datetime.now(UTC).date().isoformat(),
        "licence": "Apache-2.0",
        "stands_on": stands_on,
        "network": {"name": NET, "sha256": sha256(out / NET)},
        "least": asked.least,
        "measured": asked.measured,
        "sure": asked.sure,
        **told,
        "data": {f"corpus/{READ.name}": sha256(READ)},
    }
    (out / "manifest.json").write_text(json.dumps(content, indent=1) + "\n")


def measure(folder: Path, pairs: Sequence[Pair]) -> None:
    """Show how a critic orders versions that it did not learn."""
    weights = json.loads((folder / "manifest.json").read_text("utf-8"))["measures"]
    found = features(pairs, folder / NET)
    odds = found.measures @ np.array([weights[name] for name in found.names]) + weights["bias"]
    told = 1 / (1 + np.exp(-odds))
    decoded = np.array([each.get("by") == DECODER for each in pairs])
    for what, rows in (("decoder", decoded), ("cuts", ~decoded), ("all", decoded | True)):
        chosen = np.flatnonzero(rows)
        show(what, [pairs[n] for n in chosen], told[chosen])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--least", type=float, default=0.65, help="probability from which to offer")
    parser.add_argument("--measured", type=float, default=0.75, help="where a draft is measured")
    parser.add_argument("--sure", type=float, default=0.85, help="and from which without a caution")
    parser.add_argument("--measure", type=Path, help="readings that OUT has not learned; no fit")
    asked = parser.parse_args()
    if asked.measure:
        measure(asked.out, list(read_lines(asked.measure)))
        return
    checker = build_checker()
    assert checker.reader is not None
    read = [json.loads(line) for line in READ.read_text("utf-8").splitlines()]
    told = json.loads((asked.out / TOLD).read_text())
    pairs: list[Pair] = [*read, *examples(checker)]
    found = features(pairs, asked.out / NET, told)
    posted = np.array([float(each["judgement"] != "no") for each in pairs])
    weight = np.array([1.0 if "split" in each else WEIGHT_OF_EXAMPLES for each in pairs])
    odds, figures = held_out(found, pairs, posted, weight), {}
    known = np.flatnonzero(~np.isnan(odds))
    for name, by in (("auc_said", True), ("auc_cut", False)):
        rows = [n for n in known if by == (pairs[n].get("by") == DECODER)]
        apart = [n for n in rows if pairs[n]["split"] == CONTRAST]
        rows = [n for n in rows if pairs[n]["split"] != CONTRAST]
        figures[name] = show(name, [pairs[n] for n in rows], odds[rows])
        show(f"{name}, {CONTRAST}", [pairs[n] for n in apart], odds[apart])
    counted = Fit(found, np.arange(len(pairs)), posted, weight).weights(found.names)
    fitted = {"measures": counted, "figures": figures}
    write(asked.out, checker.reader.name, asked, fitted)
    (asked.out / TOLD).unlink()


if __name__ == "__main__":
    main()

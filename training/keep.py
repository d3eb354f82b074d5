"""Fits models/keep-v1: which clauses of a draft a careful editor keeps; `python -m training.keep`.

Learned from the corpus's own pairs of draft and neutral version: a clause lives on where at least
half of its telling words stand in the neutral version.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from app.bootstrap import build_checker
from app.checker import Checker
from app.modelstore.keeper import FOLDER, places_of
from app.results import Kind, Options
from app.rewriting.scene import Harsh
from app.rewriting.segments import segments_of
from app.rewriting.sense import shares
from app.text import Range, Text, TextReader

CORPUS = Path(__file__).parent / "corpus"
BITS = 16
WEIGHTIEST = 6
"""A clause counts by its telling words, up to so many."""
KINDS = tuple(kind for kind in Kind if kind is not Kind.SHOUTING)
"""Capitals say how something is told, not whether it is worth telling."""
_WORD = re.compile(r"[a-z0-9$€£']+")
_SMALL = frozenset(
    "a an the and or but so of to in on at for with by from is are was were be been am i me my we "
    "us our you your they them their he she his her it its this that these those not no do does "
    "did have has had will would can could should as if then than when who what which how there "
    "here just also very too all any some one out up about after before into over "
    "re s t m ve d ll".split()
)
_ENDINGS = ("ing", "ed", "ies", "es", "s", "ly", "e")


@dataclass(frozen=True)
class Clause:
    """One clause of a draft; `lives` where half of its telling words are kept."""

    words: str
    lives: bool
    weight: int


def _pairs(split: str) -> Iterator[tuple[str, str]]:
    """Yield draft and neutral version of the posts that have one."""
    for line in (CORPUS / f"{split}.jsonl").read_text("utf-8").splitlines():
        post = json.loads(line)
        if post.get("neutral") and post["label"] != "clear":
            yield post["text"], post["neutral"]


def clauses(split: str, reader: TextReader) -> Iterator[Clause]:
    for draft, neutral in _pairs(split):
        yield from (clause for _, clause in _clauses(reader.read(draft), neutral))


def _clauses(text: Text, neutral: str) -> Iterator[tuple[Range, Clause]]:
    known = set(_telling(neutral))
    for sentence in text.sentences:
        for part in segments_of(text.clean, sentence):
            said = text.clean[part.start : part.end]
            telling = _telling(said)
            if telling:
                kept = sum(word in known for word in telling) / len(telling)
                yield part, Clause(said, kept >= 0.5, min(len(telling), WEIGHTIEST))


def _telling(words: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(words.lower()) if word not in _SMALL]


def _stem(word: str) -> str:
    word = word.strip("'").removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _matrix(found: Sequence[Clause]) -> csr_matrix:
    starts, places, values = [0], [], []
    for clause in found:
        at = places_of(clause.words, 1 << BITS)
        places += at
        values += [len(at) ** -0.5] * len(at)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(found), 1 << BITS))


def heated(checker: Checker) -> Iterator[tuple[int, Clause, dict[Kind, float]]]:
    """Yield post number, clause and the share of it that is hot, of dev."""
    for number, (post, neutral) in enumerate(_pairs("dev")):
        seen = checker.examine(post, Options())
        harsh = [Harsh(h.start, h.end, h.kind, h.severity) for h in seen.evidence.hits]
        for part, clause in _clauses(seen.text, neutral):
            yield number, clause, shares(part, harsh)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--date", required=True)
    asked = parser.parse_args()
    reader = TextReader()
    train = [c for split in ("train", "harvest") for c in clauses(split, reader)]
    words = LogisticRegression(C=0.5, max_iter=400, solver="liblinear", random_state=0)
    words.fit(_matrix(train), [c.lives for c in train], [c.weight for c in train])
    scale = float(np.abs(words.coef_[0]).max() / 127)
    small = np.round(words.coef_[0] / scale).astype(np.int8)
    bias = float(words.intercept_[0])

    numbers, dev, hot = zip(*heated(build_checker()), strict=True)
    lives, weight = np.array([c.lives for c in dev]), np.array([c.weight for c in dev])
    odds = _matrix(dev) @ (small * scale) + bias
    rows = np.array([[o, *(h.get(k, 0.0) for k in KINDS)] for o, h in zip(odds, hot, strict=True)])
    final = LogisticRegression(C=1.0, max_iter=400)
    fold = cross_val_predict(
        final,
        rows,
        lives,
        groups=numbers,
        cv=GroupKFold(5),
        method="predict_proba",
        params={"sample_weight": weight},
    )[:, 1]
    final.fit(rows, lives, weight)
    _print(fold, lives, weight)
    auc = float(roc_auc_score(lives, fold, sample_weight=weight))
    folder = asked.models / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "weights.npy", small, allow_pickle=False)
    manifest = {
        "name": FOLDER,
        "created": asked.date,
        "licence": "Apache-2.0",
        "weights": {"name": "weights.npy", "sha256": _sha256(folder / "weights.npy")},
        "bits": BITS,
        "scale": scale,
        "bias": bias,
        "slope": round(float(final.coef_[0][0]), 4),
        "heat": {
            k.value: round(float(w), 4) for k, w in zip(KINDS, final.coef_[0][1:], strict=True)
        },
        "offset": round(float(final.intercept_[0]), 4),
        "figures": {"auc_dev": round(auc, 3), "clauses": len(train), "clauses_dev": len(dev)},
        "data": {
            f"corpus/{s}.jsonl": _sha256(CORPUS / f"{s}.jsonl") for s in ("train", "harvest", "dev")
        },
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def _print(odds: np.ndarray, lives: np.ndarray, weight: np.ndarray) -> None:
    for line in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85):
        said = odds >= line
        kept = weight[said & lives].sum() / weight[lives].sum()
        gone = weight[~said & ~lives].sum() / weight[~lives].sum()
        print(
            f"from {line}: keeps {kept:.3f} of what editors kept, "
            f"lets go {gone:.3f} of what they dropped"
        )
    print(f"auc {roc_auc_score(lives, odds, sample_weight=weight):.3f} on {len(lives)} clauses")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()

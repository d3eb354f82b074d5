"""What the rules alone see in the labelled posts: `python training/measure_hits.py [dev|train]`.

Prints the share of warn posts with a hit of medium severity or more, of clear posts with any hit
(false alarms), and how many harsh words in clear posts are spared with a reason. `--show N`
prints posts that are missed or falsely alarmed; `--gold` takes the mentions of the corpus.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from app.mentions.found import FoundMention
from app.resources import bundled
from app.results import MentionKind, Options, Severity
from app.rulebook import load_rulebook
from app.scoring import Evidence, Scorer
from app.text import Text, TextReader, load_entity_finder

CORPUS = Path(__file__).resolve().parent / "corpus"


def gold(text: Text, row: dict) -> tuple[FoundMention, ...]:
    """Return the corpus's own mentions, where their words stand in the clean text."""
    found, taken = [], 0
    for mention in row["mentions"]:
        start = text.clean.find(mention["text"], taken)
        if start < 0:
            start = text.clean.find(mention["text"])
        if start >= 0:
            end = start + len(mention["text"])
            side = mention["kind"] not in ("hashtag",) or row["target"] == "company"
            found.append(FoundMention(start, end, MentionKind(mention["kind"]), company_side=side))
            taken = end
    return tuple(sorted(found, key=lambda m: m.start))


def read(rows: list[dict], rules: Path, *, use_gold: bool) -> list[tuple[dict, Text, Evidence]]:
    book = load_rulebook(rules)
    reader, scorer = TextReader(load_entity_finder()), Scorer(book)
    if use_gold:
        find = gold
    else:
        from app.mentions import MentionFinder  # noqa: PLC0415

        finder = MentionFinder(book)

        def find(text: Text, _row: dict) -> tuple[FoundMention, ...]:
            return finder.find(text)

    return [
        (row, text, scorer.score(text, find(text, row), Options()))
        for row in rows
        for text in (reader.read(row["text"]),)
    ]


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "none"


def grave(found: Evidence) -> bool:
    return any(hit.severity is not Severity.LOW for hit in found.hits)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("split", nargs="?", default="dev", choices=("dev", "train"))
    options.add_argument("--gold", action="store_true")
    options.add_argument("--rules", type=Path, default=bundled("rules"))
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    lines = (CORPUS / f"{asked.split}.jsonl").read_text("utf-8").splitlines()
    read_rows = read([json.loads(line) for line in lines], asked.rules, use_gold=asked.gold)
    by_label = {
        label: [each for each in read_rows if each[0]["label"] == label]
        for label in ("warn", "caution", "clear")
    }
    for label, posts in by_label.items():
        print(f"{label:8}", "any hit", share(sum(bool(e.hits) for *_, e in posts), len(posts)))
        print(f"{label:8}", "medium+", share(sum(grave(e) for *_, e in posts), len(posts)))
    heated = [each for each in by_label["clear"] if each[0]["target"] in ("other", "self")]
    print(
        "clear about others or self, any hit",
        share(sum(bool(e.hits) for *_, e in heated), len(heated)),
    )
    print(
        "of these, spared words listed", share(sum(bool(e.spared) for *_, e in heated), len(heated))
    )
    spared_warn = sum(bool(e.spared) for *_, e in by_label["warn"])
    print("warn posts with spared words", share(spared_warn, len(by_label["warn"])))
    alarms = Counter(hit.rule for *_, e in by_label["clear"] for hit in e.hits)
    print("rules that alarm on clear:", alarms.most_common(25))
    lost = Counter(each.rule for *_, e in by_label["warn"] for each in e.spared)
    print("rules spared in warn:", lost.most_common(25))
    show(by_label, asked.show, asked.seed)


def show(by_label: dict, count: int, seed: int) -> None:
    random.seed(seed)
    false = [each for each in by_label["clear"] if each[2].hits]
    missed = [each for each in by_label["warn"] if not grave(each[2]) and each[2].spared]
    for title, posts in (("FALSE ALARM", false), ("SPARED IN WARN", missed)):
        for row, text, found in random.sample(posts, min(count, len(posts))):
            line = row["text"].replace("\n", " / ")[:400]
            print(f"- {title} {row['part'][:2]} {line}")
            hits = [(h.rule, text.clean[h.start : h.end]) for h in found.hits]
            spared = [(s.rule, text.clean[s.start : s.end], s.why[:40]) for s in found.spared]
            print("     ", hits, spared)


if __name__ == "__main__":
    main()

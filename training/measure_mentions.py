"""Measures the mentions room on labelled posts: python training/measure_mentions.py

Prints recall, precision and F1 for exact spans and for overlapping ones, per kind and over all
kinds, beside spaCy's small model alone for company names. The corpus marks each mention once by its
words, so all places with these words count as that mention, and repeated words count once.
`--tweets` and `--wnut` name data.jsonl files of other corpora; they are left out where absent.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.mentions import MentionFinder  # noqa: E402
from app.rulebook import load_rulebook  # noqa: E402
from app.text import Text, TextReader, load_entity_finder  # noqa: E402

Span = tuple[int, int, str]
Found = Callable[[Text], Iterable[Span]]


class Figures:
    """Counts of right, missed and extra mentions."""

    def __init__(self) -> None:
        self.right = self.wanted = self.given = self.fit = 0

    def line(self, name: str) -> str:
        recall = self.right / self.wanted if self.wanted else 0.0
        precision = self.fit / self.given if self.given else 0.0
        f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
        return (
            f"{name:28} recall {recall:.3f}  precision {precision:.3f}  F1 {f1:.3f}"
            f"  (wanted {self.wanted:,}, given {self.given:,})"
        )


def main() -> None:
    options = _options()
    find = load_entity_finder()
    finder = MentionFinder(load_rulebook(options.rules))
    texts = TextReader(find if options.spacy else None)

    def ours(text: Text) -> Iterator[Span]:
        for m in finder.find(text):
            yield *text.to_original(m.start, m.end), m.kind.value

    def spacy(text: Text) -> Iterator[Span]:
        for e in find(text.original):
            if e.label == "ORG":
                yield e.start, e.end, "company"

    posts = [json.loads(line) for line in options.posts.read_text("utf-8").splitlines()]
    read = [(texts.read(post["text"]), post) for post in posts]
    gold = [(text, [(m["text"], m["kind"]) for m in post["mentions"]]) for text, post in read]
    print(f"{options.posts.name}: {len(posts):,} posts")
    began = time.perf_counter()
    found = [[*ours(text)] for text, _ in gold]
    print(f"{(time.perf_counter() - began) / len(posts) * 1000:.2f} ms a post")
    kinds = ("company", "handle", "hashtag", "person", "role", "implicit")
    for exact in (False, True):
        way = "exact" if exact else "overlap"
        print(_figures(gold, found, None, None, exact=exact).line(f"any kind, {way}"))
        for kind in kinds:
            print(_figures(gold, found, kind, kind, exact=exact).line(f"  {kind}, {way}"))
            if not exact:
                figures = _figures(gold, found, kind, None, exact=exact)
                print(f"    found as any kind: recall {figures.right / max(1, figures.wanted):.3f}")
    if options.show:
        _show(gold, found, options.show)
        return
    small = [[*spacy(text)] for text, _ in gold]
    print(_figures(gold, small, "company", "company", exact=False).line("spaCy alone, company"))
    _other(options.tweets, "Broad Twitter ORG", "ORG", ours, spacy, texts)
    _other(options.wnut, "WNUT-17 corporation", "corporation", ours, spacy, texts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=Path, default=ROOT / "training/corpus/dev.jsonl")
    parser.add_argument("--rules", type=Path, default=ROOT / "rules")
    parser.add_argument("--tweets", type=Path)
    parser.add_argument("--wnut", type=Path)
    parser.add_argument("--spacy", action="store_true", help="let the finder ask spaCy")
    parser.add_argument("--show", choices=["missed", "extra", "kind"])
    return parser.parse_args()


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    place = text.find(words)
    while place >= 0:
        yield place, place + len(words)
        place = text.find(words, place + 1)


def _match(one: tuple[int, int], two: tuple[int, int], *, exact: bool) -> bool:
    return one == two if exact else one[0] < two[1] and two[0] < one[1]


def _figures(
    gold: list[tuple[Text, list[tuple[str, str]]]],
    found: list[list[Span]],
    wanted_kind: str | None,
    given_kind: str | None,
    *,
    exact: bool,
) -> Figures:
    figures = Figures()
    for (text, mentions), spans in zip(gold, found, strict=True):
        wanted = {w for w, kind in mentions if wanted_kind in (None, kind)}
        given = [(s, e) for s, e, kind in spans if given_kind in (None, kind)]
        places = {words: [*_places(text.original, words)] for words in wanted}
        every = [place for each in places.values() for place in each]
        figures.wanted += len(wanted)
        figures.right += sum(
            any(_match(place, span, exact=exact) for place in each for span in given)
            for each in places.values()
        )
        fits: dict[str, bool] = {}
        for span in given:
            words = text.original[span[0] : span[1]].lower()
            fit = any(_match(place, span, exact=exact) for place in every)
            fits[words] = fits.get(words, False) or fit
        figures.given += len(fits)
        figures.fit += sum(fits.values())
    return figures


def _show(
    gold: list[tuple[Text, list[tuple[str, str]]]], found: list[list[Span]], what: str
) -> None:
    counts: Counter[str] = Counter()
    for (text, mentions), spans in zip(gold, found, strict=True):
        every = [
            (*place, words, k) for words, k in mentions for place in _places(text.original, words)
        ]
        if what == "extra":
            for s, e, kind in spans:
                if not any(_match((s, e), p[:2], exact=False) for p in every):
                    context = text.original[max(0, s - 45) : e + 30].replace("\n", "/")
                    print(f"{kind[:4]} [{text.original[s:e]}] {context}")
                    counts[kind] += 1
        else:
            for words, kind in mentions:
                hits = [
                    (s, e, k)
                    for s, e, k in spans
                    if any(_match((s, e), p, exact=False) for p in _places(text.original, words))
                ]
                wrong = not hits if what == "missed" else hits and kind not in {h[2] for h in hits}
                if wrong:
                    at = text.original.find(words)
                    context = text.original[max(0, at - 40) : at + len(words) + 30]
                    as_kind = hits[0][2] if hits else ""
                    print(f"{kind[:4]} {as_kind} [{words}] {context}".replace("\n", "/"))
                    counts[kind] += 1
    print(counts)


def _other(
    path: Path | None, name: str, kind: str, ours: Found, spacy: Found, texts: TextReader
) -> None:
    if path is None or not path.exists():
        print(f"{name}: not measured (no file)")
        return
    posts = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    posts = [post for post in posts if post.get("split") in ("test", "dev")]
    gold = []
    for post in posts:
        text = texts.read(post["text"])
        gold.append((text, [(e["mention"], kind) for e in post["entities"] if e["type"] == kind]))
    for who, reader in (("ours", ours), ("spaCy alone", spacy)):
        found = [[s for s in reader(text) if s[2] == "company"] for text, _ in gold]
        print(_figures(gold, found, None, None, exact=False).line(f"{name}, {who}"))


if __name__ == "__main__":
    main()

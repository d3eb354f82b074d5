"""The encoder's bare forward pass of a text: what no check can be quicker than."""

from __future__ import annotations

import numpy as np

from app.bootstrap import Checker
from app.modelstore import LearnedReader
from app.modelstore.windows import cut, sentence_rows
from app.text import TextReader
from tests.benchmarks.figures import Clock, clocked


class Encoder:
    """The very session and windows of the checker's reader, without its memory."""

    def __init__(self, checker: Checker) -> None:
        if not isinstance(checker.reader, LearnedReader):
            raise SystemExit("The bench needs a learned reader: there is no model under models/.")
        self._reader = checker.reader
        self._texts = TextReader()

    @property
    def clock(self) -> Clock:
        """Times the forward passes alone: cleaning and cutting into word pieces come before."""
        return lambda text: self._forward(self._inputs(text))

    def _inputs(self, text: str) -> list[dict[str, np.ndarray]]:
        read = self._texts.read(text)
        encoded = self._reader._tokenizer.encode(read.clean, add_special_tokens=False)
        rows = sentence_rows(encoded.offsets, [(s.start, s.end) for s in read.sentences])
        room = self._reader.manifest.max_tokens - 2
        first, last = self._reader._special()
        framed = [
            np.array([[first, *encoded.ids[w.start : w.end], last]], dtype=np.int64)
            for w in cut(rows, room, encoded.ids)
        ]
        return [{"input_ids": ids, "attention_mask": np.ones_like(ids)} for ids in framed]

    def _forward(self, inputs: list[dict[str, np.ndarray]]) -> float:
        def run(_: str) -> None:
            for each in inputs:
                self._reader._session.run(None, each)

        return clocked(run)("")

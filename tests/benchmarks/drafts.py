"""Drafts of a given length in word pieces, none of them twice in a run: the reader remembers."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from tokenizers import Tokenizer

from app.results import MAX_CHARACTERS

CORPUS = Path(__file__).parents[2] / "training/corpus/train.jsonl"


class Drafts:
    """Deals our own train posts, shuffled anew for each lap, so that no two windows are alike."""

    def __init__(self, tokenizer: Path, corpus: Path = CORPUS) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        with corpus.open(encoding="utf-8") as lines:
            self._posts = [json.loads(line)["text"] for line in lines]
        self._deal = self._shuffled()

    def of(self, pieces: int) -> str:
        """Return a fresh draft of `pieces` word pieces: whole posts, the last one cut short."""
        parts: list[str] = []
        held = 0
        while held < pieces:
            post = next(self._deal)
            ends = [end for _, end in self._offsets(post)][: pieces - held]
            if ends:
                parts.append(post[: ends[-1]])
                held += len(ends)
        draft = "\n\n".join(parts)
        return draft if len(draft) <= MAX_CHARACTERS else self.of(pieces)

    def take(self, number: int, pieces: int) -> list[str]:
        return [self.of(pieces) for _ in range(number)]

    def sentences(self, least: int, most: int) -> Iterator[str]:
        """Yield whole one-sentence posts of `least` to `most` pieces."""
        for post in self._deal:
            plain = post.strip()
            single = plain.endswith(".") and plain.count(".") == 1 and "\n" not in plain
            if single and least <= len(self._offsets(plain)) <= most:
                yield plain

    def texts_of_sentences(self, number: int, sentences: int, least: int, most: int) -> list[str]:
        """Return drafts of so many sentences each, of `least` to `most` pieces a sentence."""
        single = self.sentences(least, most)
        return [" ".join(islice(single, sentences)) for _ in range(number)]

    def _offsets(self, text: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = self._tokenizer.encode(
            text, add_special_tokens=False
        ).offsets
        return found

    def _shuffled(self) -> Iterator[str]:
        for lap in count():
            order = list(self._posts)
            random.Random(lap).shuffle(order)
            yield from order

"""Posts by chance: real ones, cut, joined, repeated, and peppered with oddities."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

CORPUS = Path(__file__).parents[2] / "training" / "corpus" / "train.jsonl"
ODD = [
    *"aAsSfkoO01345@$!|*#%&+._-'\"`><:;()[]{}/\\ \n\r\t.,?~^=\0",
    *"éαаАοѕ̶́̈\u200b\u200d\ufe0f\u202e\u00ad\u2028“”‘’«»…—½ﬁＡ𝓪Ⓐ™中ـ\U0010ffff",
    *[
        "🤡",
        "🤬",
        "👩‍👧",
        "🇬🇧",
        "👍🏽",
        "1️⃣",
        "❤️",
        "♀",
        "‼",
        "\r\n",
        "\n\n- ",
        "> ",
        "```",
        "(",
        "&amp;",
    ],
    *["f**k", "sh!t", "c r a p", "#", "@ab", "http://a.b", "aaa", "!!!", "U.S.", "Mr. ", "N0RVALE"],
    *["#WorstEmployer", "b.s.", "s u c k", "stoopid", ":clown face:", "Pros:", "£950", "3 May"],
    *["my boss", "Norvane", "HR", "not ", "never ", "'s", "and ", "the clowns at ", "you thieves"],
    *["I hate ", "liars", "avoid them", "40 people", '"so it goes" ', "they said ", "because "],
]
MOST_REPEATS = 200


def seeds(count: int, random: Random) -> list[str]:
    """Return `count` posts of the train split, or as many as there are; none without a corpus."""
    if not CORPUS.is_file():
        return list(ODD)
    lines = CORPUS.read_text("utf-8").splitlines()
    return [str(json.loads(line)["text"]) for line in random.sample(lines, min(count, len(lines)))]


class Mutator:
    """Changes texts at random, the same way for the same `random`."""

    def __init__(self, posts: Sequence[str], random: Random) -> None:
        self._posts, self._random = posts, random
        self._ways: tuple[Callable[[str], str], ...] = (
            self._insert,
            self._insert,
            self._cut,
            self._repeat,
            self._splice,
            self._recase,
            self._swap,
        )

    def post(self) -> str:
        """Return a seed with one to eight changes."""
        return self.change(self._random.choice(self._posts))

    def change(self, text: str) -> str:
        for _ in range(self._random.randint(1, 8)):
            text = self._random.choice(self._ways)(text)
        return text

    def _place(self, text: str) -> int:
        return self._random.randint(0, len(text))

    def _range(self, text: str, longest: int = 40) -> tuple[int, int]:
        start = self._place(text)
        return start, min(len(text), start + self._random.randint(0, longest))

    def _insert(self, text: str) -> str:
        place = self._place(text)
        return text[:place] + self._random.choice(ODD) + text[place:]

    def _cut(self, text: str) -> str:
        start, end = self._range(text)
        return text[:start] + text[end:]

    def _repeat(self, text: str) -> str:
        start, end = self._range(text, 8)
        times = self._random.choice((2, 3, 5, 20, MOST_REPEATS))
        return text[:start] + text[start:end] * times + text[end:]

    def _splice(self, text: str) -> str:
        other = self._random.choice(self._posts)
        return text[: self._place(text)] + other[self._place(other) :]

    def _recase(self, text: str) -> str:
        start, end = self._range(text)
        return text[:start] + text[start:end].swapcase() + text[end:]

    def _swap(self, text: str) -> str:
        if not text:
            return text
        place = self._random.randrange(len(text))
        return text[:place] + chr(self._random.choice(_CODES)) + text[place + 1 :]


_CODES = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2050), 0x1F600, 0x0E01, 0x5D0]

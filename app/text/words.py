"""English words by how common they are, and where run-together ones part."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log

_LONGEST = 20
_UNKNOWN = 9.0
_UNKNOWN_LETTER = 2.4
_SHORTEST_UNKNOWN = 3


class Vocabulary:
    """Words, the commonest first; the cost of a word grows with its rank (Zipf)."""

    def __init__(self, words: Sequence[str]) -> None:
        scale = log(len(words) + 1)
        self._costs: dict[str, float] = {}
        for rank, word in enumerate(words, 1):
            self._costs.setdefault(word.lower(), log(rank + 1) + log(scale))

    def __contains__(self, word: str) -> bool:
        return word in self._costs

    def cost(self, word: str) -> float:
        """Return how rare a word is: about 1 for the commonest, infinite for no word."""
        return self._costs.get(word, inf)

    def parts(self, letters: str, *, unknown: bool = True) -> list[str] | None:
        """Return the likeliest words that lower-case `letters` run together.

        With `unknown`, stretches of three or more letters may be no words (names); without, None
        is returned where some letters fit no word. Takes time in proportion to the length.
        """
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(letters) + 1):
            best.append(min(self._ways(letters, end, best, unknown), default=(inf, 0)))
        if best[-1][0] == inf:
            return None
        words: list[str] = []
        end = len(letters)
        while end:
            start = best[end][1]
            words.append(letters[start:end])
            end = start
        return words[::-1]

    def _ways(
        self, letters: str, end: int, best: list[tuple[float, int]], unknown: bool
    ) -> list[tuple[float, int]]:
        ways = []
        for start in range(max(0, end - _LONGEST), end):
            size = end - start
            cost = self._costs.get(letters[start:end])
            if cost is None and unknown and size >= _SHORTEST_UNKNOWN:
                cost = _UNKNOWN + _UNKNOWN_LETTER * size
            if cost is not None:
                ways.append((best[start][0] + cost, start))
        return ways

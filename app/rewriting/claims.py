"""Whether a text claims more than its draft, for texts that our rules did not write."""

from __future__ import annotations

from collections.abc import Iterator

from app.rewriting.words import STRAIGHT, lemma
from app.rulebook.patterns import PatternSet
from app.rulebook.schema import ClaimWords

REACH = 4
"""Words behind a hedge that it may be about."""
_AROUND = ".,;:!?…()[]\"'“”‘-–—"
_SMALL = frozenset("the a an of my our their his her its your this that these those".split())


class Claims:
    """Knows the words that make a claim weaker or stronger; the lists are data in the rulebook."""

    def __init__(self, words: ClaimWords) -> None:
        self._hedges = PatternSet(words.hedges)
        self._sweeping = PatternSet(words.sweeping)
        self._feelings = PatternSet(words.feelings)

    def fault(self, draft: str, text: str) -> str | None:
        """Return "surer", "felt" or "swapped" where `text` goes beyond the draft, else None."""
        draft, text = draft.translate(STRAIGHT), text.translate(STRAIGHT)
        if self._is_surer(draft, text):
            return "surer"
        if _found(self._feelings, text) - _found(self._feelings, draft):
            return "felt"
        return "swapped" if _swaps(draft, text) else None

    def _is_surer(self, draft: str, text: str) -> bool:
        if _found(self._sweeping, text) - _found(self._sweeping, draft):
            return True
        if self._hedges.matching(text):
            return False
        said = {lemma(word) for word in _tokens(text)}
        doubted = (
            lemma(word)
            for hedge in self._hedges.finditer(draft)
            for word in _tokens(draft[hedge.end :])[:REACH]
            if len(word) > 3
        )
        return any(word in said for word in doubted)


def _found(words: PatternSet, text: str) -> set[str]:
    return {lemma(match.groups[0].lower()) for match in words.finditer(text) if match.groups[0]}


def _tokens(words: str) -> list[str]:
    bare = (token.strip(_AROUND) for token in words.lower().split())
    return [token for token in bare if token and token not in _SMALL]


def _triples(words: str) -> Iterator[tuple[str, str, str]]:
    tokens = _tokens(words)
    return zip(tokens, tokens[1:], tokens[2:], strict=False)


def _swaps(draft: str, text: str) -> bool:
    """Say whether two who stand on either side of a word have changed places."""
    before, after = set(_triples(draft)), set(_triples(text))
    return any(
        (right, middle, left) in before and (left, middle, right) not in before and left != right
        for left, middle, right in after
    )

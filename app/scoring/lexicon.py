"""How a post feels: VADER, corrected for what it misjudges in posts about work.

VADER looks at the whole text again for each word with a feeling, so it is given short stretches:
the cost grows with the length of the post and no faster.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    SentimentIntensityAnalyzer,
    SentiText,
)

from app.rulebook import Rulebook
from app.rulebook.patterns import PatternSet
from app.scoring.evidence import Mood
from app.text.text import Range, Text

_WORDS = 40
"""Longest stretch, in words, that VADER is given at once."""


class Lexicon:
    """VADER with our words; reads its files once, when it is made."""

    def __init__(self, book: Rulebook) -> None:
        self._vader = SentimentIntensityAnalyzer()
        entries = [entry for file in book.lexicon for entry in file.entries]
        phrases = [entry for entry in entries if " " in entry.word or "-" in entry.word]
        for entry in entries:
            self._vader.lexicon[_token(entry.word)] = entry.valence
        self._phrases = PatternSet([_phrase(entry.word) for entry in phrases])
        self._tokens = [_token(entry.word) for entry in phrases]

    def moods(self, text: Text) -> tuple[Mood, tuple[Mood, ...]]:
        """Return the mood of the post, and that of each of its sentences, in order."""
        marked = self._joined(text.clean)
        feelings = [self._feelings(marked, sentence) for sentence in text.sentences]
        moods = tuple(
            self._mood(felt, text.clean[sentence.start : sentence.end])
            for felt, sentence in zip(feelings, text.sentences, strict=True)
        )
        return self._mood([each for felt in feelings for each in felt], text.clean), moods

    def mood(self, words: str) -> Mood:
        """Return the mood of one stretch of words."""
        return self._mood(self._feelings(self._joined(words), Range(0, len(words))), words)

    def _joined(self, clean: str) -> list[tuple[int, str]]:
        """Return the words with their positions; a known phrase is one word."""
        phrases: dict[int, tuple[int, str]] = {}
        for found in self._phrases.finditer(clean):
            end, _ = phrases.get(found.start, (0, ""))
            if found.end > end:
                phrases[found.start] = (found.end, self._tokens[found.index])
        if not phrases:
            return [(match.start(), match.group()) for match in _TOKEN.finditer(clean)]
        words: list[tuple[int, str]] = []
        taken = 0
        for match in _TOKEN.finditer(clean):
            if match.start() < taken:
                continue
            phrase = next(
                (
                    (start, *phrases[start])
                    for start in range(match.start(), min(match.end(), match.start() + 3))
                    if start in phrases
                ),
                None,
            )
            if phrase is None:
                words.append((match.start(), match.group()))
            else:
                shout = clean[phrase[0] : phrase[1]].isupper()
                words.append((match.start(), phrase[2].upper() if shout else phrase[2]))
                taken = phrase[1]
        return words

    def _feelings(self, words: Sequence[tuple[int, str]], stretch: Range) -> list[float]:
        """Return VADER's valence of each word in the stretch, 0 for most."""
        first = bisect_left(words, stretch.start, key=_position)
        last = bisect_left(words, stretch.end, key=_position)
        own = [word for _, word in words[first:last]]
        return [each for part in _parts(own) for each in self._valences(part)]

    def _valences(self, words: Sequence[str]) -> list[float]:
        held = SentiText(" ".join(words))
        feelings: list[float] = []
        tokens = held.words_and_emoticons
        for index, token in enumerate(tokens):
            lower = token.lower()
            following = tokens[index + 1].lower() if index + 1 < len(tokens) else ""
            weightless = lower not in self._vader.lexicon or lower in BOOSTER_DICT
            if weightless or (lower == "kind" and following == "of"):
                feelings.append(0.0)
            else:
                feelings = self._vader.sentiment_valence(0, held, token, index, feelings)
        weighed: list[float] = self._vader._but_check(tokens, feelings)
        return weighed

    def _mood(self, feelings: list[float], words: str) -> Mood:
        if not feelings:
            return Mood(0.0, 0.0, 1.0, 0.0)
        scores = self._vader.score_valence(feelings, words)
        negative, positive = float(scores["neg"]), float(scores["pos"])
        return Mood(
            float(scores["compound"]), negative, round(1 - negative - positive, 3), positive
        )


_TOKEN = re.compile(r"\S+")


def _token(word: str) -> str:
    return word.lower().replace(" ", "_").replace("-", "_")


def _phrase(words: str) -> str:
    return r"\b" + "[ -]".join(re.escape(each) for each in re.split("[ -]", words)) + r"\b"


def _parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(words), _WORDS):
        yield words[start : start + _WORDS]


def _position(word: tuple[int, str]) -> int:
    return word[0]

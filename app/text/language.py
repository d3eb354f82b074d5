"""Which language a draft is in, as far as we must know it: English, or something we cannot read.

Non-Latin scripts are told by their letters; Latin ones by small words (rules/languages.yaml). Short
or mixed drafts are given the benefit of the doubt and read as English.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.rulebook.schema import LanguageWords
from app.text.text import Text

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "HANGUL": "ko",
    "THAI": "th",
    "GREEK": "el",
    "BENGALI": "bn",
    "TAMIL": "ta",
}
ENOUGH_WORDS = 2
"""Fewest small words of another language before a draft counts as written in it."""
SAMPLE = 2_000
"""Characters looked at: plenty to tell a language by."""


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """ISO 639-1 code, and whether our rules and model can read it."""

    code: str
    supported: bool


ENGLISH = LanguageGuess("en", supported=True)


class LanguageGuesser:
    """Guesses by script and small words."""

    def __init__(self, languages: Sequence[LanguageWords]) -> None:
        self._codes = tuple(entry.code for entry in languages)
        self._spoken: dict[str, list[str]] = {}
        for entry in languages:
            for word in set(entry.words):
                self._spoken.setdefault(word, []).append(entry.code)

    def guess(self, text: Text) -> LanguageGuess:
        sample = text.clean[:SAMPLE]
        if not sample.isascii():
            by_script = _by_script(sample)
            if by_script is not None:
                return by_script
        return self._by_words([word.lower() for word in _WORD.findall(sample)])

    def _by_words(self, words: list[str]) -> LanguageGuess:
        counts = dict.fromkeys(self._codes, 0)
        for word in words:
            for code in self._spoken.get(word, ()):
                counts[code] += 1
        english = counts.pop("en", 0)
        code = max(counts, key=lambda c: counts[c], default="en")
        other = counts.get(code, 0)
        if other >= ENOUGH_WORDS and other > 2 * english and other >= 0.2 * len(words):
            return LanguageGuess(code, supported=False)
        return ENGLISH


def _by_script(sample: str) -> LanguageGuess | None:
    """Return the language of a non-Latin script that most letters are in, else None."""
    letters = [c for c in sample if c.isalpha()]
    foreign = Counter(
        _SCRIPTS.get(unicodedata.name(c, "?").split()[0].split("-")[0], "")
        for c in letters
        if c > "\u024f"
    )
    foreign.pop("", None)
    total = sum(foreign.values())
    if total < 2 or total < 0.4 * len(letters):
        return None
    code = "ja" if foreign["ja"] else foreign.most_common(1)[0][0]
    return LanguageGuess(code, supported=False)

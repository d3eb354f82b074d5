"""Each language's examples: what is in it, and what only looks like it."""

from __future__ import annotations

import pytest

from app.resources import bundled
from app.rulebook.load import load_languages
from app.text import TextReader
from app.text.language import LanguageGuesser

LANGUAGES = load_languages(bundled("rules"))
GUESSER = LanguageGuesser(LANGUAGES)
READER = TextReader()
CASES = [(entry.code, post) for entry in LANGUAGES for post in entry.examples.is_]
LOOK_ALIKES = [post for entry in LANGUAGES for post in entry.examples.is_not]


@pytest.mark.parametrize(("code", "post"), CASES)
def test_a_draft_is_recognised(code: str, post: str) -> None:
    guess = GUESSER.guess(READER.read(post))
    assert (guess.code, guess.supported) == (code, code == "en")


@pytest.mark.parametrize("post", LOOK_ALIKES)
def test_english_with_foreign_looking_words_stays_english(post: str) -> None:
    assert GUESSER.guess(READER.read(post)).supported


@pytest.mark.parametrize(
    ("post", "code"),
    [
        ("この会社は最悪です", "ja"),
        ("Эта компания ужасна", "ru"),
        ("이 회사 최악이다", "ko"),
        ("这家公司太差了", "zh"),
    ],
)
def test_other_scripts_are_named(post: str, code: str) -> None:
    assert GUESSER.guess(READER.read(post)).code == code

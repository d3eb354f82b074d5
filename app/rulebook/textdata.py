"""The shape of rules/text/: the words that a reader of disguised writing has to know."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from app.resources import bundled
from app.rulebook.files import read
from app.rulebook.schema import Entry


def _split(value: Any) -> Any:
    return tuple(value.split()) if isinstance(value, str) else value


WordList = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Words, in YAML either a list or one string with blanks between."""


class MaskedExamples(Entry):
    """Posts that prove the list: `unmasked` as written -> as read; `kept` must stay as they are."""

    unmasked: dict[str, str] = Field(min_length=1)
    kept: tuple[str, ...] = Field(min_length=1)


class MaskedFile(Entry):
    """rules/text/masked.yaml: words that people write in disguise.

    Where several words fit ("s***"), the one listed first is meant. `insults` need more of their
    letters shown than `swears`.
    """

    swears: WordList = Field(min_length=1)
    insults: WordList = Field(min_length=1)
    spellings: dict[str, str] = Field(description="other spelling -> the word that is meant")
    abbreviations: WordList = Field(description="joined when written apart: W T F, f.f.s.")
    keep: WordList = Field(description="never read as another word: c3po, a$ap")
    examples: MaskedExamples


class HashtagExamples(Entry):
    """Hashtag -> as it is shown."""

    split: dict[str, str] = Field(min_length=1)


class WordsFile(Entry):
    """rules/text/words.yaml: English words, the commonest first."""

    words: WordList = Field(min_length=1)


class HashtagsFile(Entry):
    """rules/text/hashtags.yaml: words of hashtags that are no English words, and proof."""

    words: WordList = ()
    examples: HashtagExamples


class SentencesFile(Entry):
    """rules/text/sentences.yaml: abbreviations, in small letters and without the last full stop.

    After an `inside` one the sentence goes on; after an `either` one it ends only where one of
    `starters` follows with a capital.
    """

    inside: WordList
    either: WordList
    starters: WordList


class TextData(Entry):
    """Everything under rules/text/."""

    masked: MaskedFile
    hashtags: HashtagsFile
    sentences: SentencesFile
    words: tuple[str, ...]


@cache
def packaged_text_data() -> TextData:
    """Return the data that we ship, read once; raises RulebookError."""
    return load_text_data(bundled("rules") / "text")


def load_text_data(folder: Path) -> TextData:
    """Return the data in `folder`, as it is now; raises RulebookError."""
    return TextData(
        masked=read(folder / "masked.yaml", MaskedFile),
        hashtags=read(folder / "hashtags.yaml", HashtagsFile),
        sentences=read(folder / "sentences.yaml", SentencesFile),
        words=read(folder / "words.yaml", WordsFile).words,
    )

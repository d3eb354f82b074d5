"""One finder and one reader for the room's tests: both are pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from app.mentions import FoundMention, MentionFinder
from app.modelstore.reading import Reading
from app.resources import bundled
from app.results import Employer
from app.rulebook import load_rulebook
from app.text import TextReader

Mentions = Callable[..., list[tuple[str, str]]]
Find = Callable[..., tuple[FoundMention, ...]]


@pytest.fixture(scope="session")
def finder() -> MentionFinder:
    return MentionFinder(load_rulebook(bundled("rules")))


@pytest.fixture(scope="session")
def reader() -> TextReader:
    return TextReader()


@pytest.fixture(scope="session")
def find(finder: MentionFinder, reader: TextReader) -> Find:
    def found(
        post: str, employers: Sequence[Employer] = (), reading: Reading | None = None
    ) -> tuple[FoundMention, ...]:
        return finder.find(reader.read(post), employers, reading)

    return found


@pytest.fixture(scope="session")
def mentions(finder: MentionFinder, reader: TextReader) -> Mentions:
    """Return a function: post -> [(words as the author wrote them, kind)], by position."""

    def found(
        post: str, employers: Sequence[Employer] = (), reading: Reading | None = None
    ) -> list[tuple[str, str]]:
        text = reader.read(post)
        return [
            (post[slice(*text.to_original(m.start, m.end))], m.kind.value)
            for m in finder.find(text, employers, reading)
        ]

    return found

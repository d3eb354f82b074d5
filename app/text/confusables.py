"""Cyrillic and Greek letters that pass for Latin ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.text.mapped import Edit

# Letters that look the same in upright type: safe to read as Latin in a whole word.
_SAME = {
    **dict(zip("АВЕЅІЈКМНОРСТУХҮԌԚԜҺ", "ABESIJKMHOPCTYXYGQWH", strict=True)),
    **dict(zip("асеорхуѕіјһԁԛԝґӏ", "aceopxysijhdqwrl", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("ονϲϳɑɡıǀԍ", "ovcjagilG", strict=True)),
}
# Letters that only resemble Latin ones: read so only beside Latin letters.
_SIMILAR = {
    **dict(zip("αεηικρτυχγωβкмнтв", "aenikptuxywbkmhtb", strict=True)),
    **_SAME,
}
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0251\u0261\u0131]")
_WORD = re.compile(r"[^\W\d_][^\W_]*")
_LATIN = re.compile(r"[A-Za-z]")


def latin_letters(text: str) -> Iterator[Edit]:
    """Yield, in Latin letters, the words that mix in look-alikes or consist of nothing else.

    In a text that really uses the other alphabet only mixed words are read so.
    """
    if not _FOREIGN.search(text):
        return
    words = [match for match in _WORD.finditer(text) if _FOREIGN.search(match.group())]
    native = any(not _LATIN.search(w.group()) and not _all_in(w.group(), _SAME) for w in words)
    for match in words:
        word = match.group()
        if _LATIN.search(word):
            table = _SIMILAR
        elif not native and len(word) > 1 and _all_in(word, _SAME):
            table = _SAME
        else:
            continue
        new = "".join(table.get(letter, letter) for letter in word)
        if new != word:
            yield Edit(*match.span(), new)


def _all_in(word: str, table: dict[str, str]) -> bool:
    return all(letter in table for letter in word)

"""What the decoder says -> text: copies as the draft writes them, new words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from app.modelstore.beams import FIRST, INNER, Said
from app.modelstore.fates import SMALL

_CLOSING = re.compile(r"[.,;:!?)\]%’']")
_OPEN = frozenset("(@#$£€[/\n")
_MARKS, _STOPS = frozenset("-*•–"), frozenset(".!?")
_QUOTES, _ENDINGS = frozenset("\"'(["), "\"')]"
_TAILS = frozenset("t s re ve ll d m".split())
_AFTER_APOSTROPHE = re.compile(r"\w['’]$")
_LONE_I = re.compile(r"(?<![\w@#'’.])i(?=['’](?:m|ve|ll|d)\b|(?![\w'’.@]))")
_LOW_START = re.compile(r"\s*[a-z]")
_HIGH_START = re.compile(r"[.!?]\s+[A-Z]")
_SMALL_I = re.compile(r"(?<![\w@#'’.])i(?![\w.])")


def spell(
    text: str, offsets: Sequence[tuple[int, int]], vocabulary: Sequence[str], said: Said
) -> str:
    """Return the text of `said`; `offsets` are the ranges of the draft's pieces in `text`.

    Copies in a row stand as in the draft. At a seam, words get the capitals that their author uses
    at the start of a sentence, and common ones lose them elsewhere.
    """
    size, out = len(offsets), ""
    low = bool(_LOW_START.match(text)) and not _HIGH_START.search(text)
    common = {word for word in vocabulary if word.isalpha()} | SMALL
    before: int | None = None
    broken = ""  # the line that a stop from elsewhere ends
    for outcome in said.outcomes:
        inner, whole = False, True
        if outcome < size:
            start, end = offsets[outcome]
            if before is not None and outcome == before + 1:
                out += (broken or text[offsets[before][1] : start]) + text[start:end]
                before, broken = outcome, ""
                continue
            word = text[start:end]
            broken = _line_end(text, offsets, before) if word in _STOPS else ""
            lines = _breaks_before(text, offsets, outcome)
            if out and lines and (word in _MARKS or _ends(text, offsets, before, out)):
                out = out.rstrip() + lines
            elif out and _stand_apart(text, offsets, before, outcome):
                out += " "
            before, whole = outcome, not text[end : end + 1].isalnum()
        else:
            word, before, broken = vocabulary[outcome - size - FIRST], None, ""
            inner = word.startswith(INNER)
            word = word.removeprefix(INNER)
        known = common if whole else frozenset[str]()
        out = out + word if inner else _put(out, word, low=low, common=known)
    return out if _SMALL_I.search(text) else _LONE_I.sub("I", out)


def _breaks_before(text: str, offsets: Sequence[tuple[int, int]], piece: int) -> str:
    """Return the line breaks before a piece that opens a line of the draft, else nothing."""
    blanks = text[offsets[piece - 1][1] : offsets[piece][0]] if piece else ""
    return blanks[: blanks.rfind("\n") + 1]


def _line_end(text: str, offsets: Sequence[tuple[int, int]], piece: int | None) -> str:
    """Return the line breaks after a piece that ends a line of the draft, else nothing."""
    if piece is None or piece + 1 == len(offsets):
        return ""
    return _breaks_before(text, offsets, piece + 1)


def _ends(text: str, offsets: Sequence[tuple[int, int]], piece: int | None, out: str) -> bool:
    """Say whether the words so far end a line: with a sentence, or where the draft ends one."""
    ended = out.rstrip(_ENDINGS).endswith((".", "!", "?"))
    return ended or bool(_line_end(text, offsets, piece))


def _stand_apart(
    text: str, offsets: Sequence[tuple[int, int]], before: int | None, piece: int
) -> bool:
    """Say whether signs that elsewhere stand close are apart in the draft: "3/ so", "so :wave:"."""
    start, end = offsets[piece]
    named = text[start:end] == ":" and text[end : end + 1].isalpha()
    if named and text[start - 1 : start].isspace():
        return True
    if before is None:
        return False
    start, end = offsets[before]
    return text[start:end] == "/" and text[end : end + 1].isspace()


def _put(out: str, word: str, *, low: bool, common: Set[str]) -> str:
    """Return `out` with one more word behind it."""
    out = out if not out or out[-1] == " " or _is_glued(out, word) else f"{out} "
    if _opens(out):
        return out + (word if low else word[:1].upper() + word[1:])
    plain = word.lower()
    return out + (plain if word.istitle() and plain in common and plain != "i" else word)


def _opens(out: str) -> bool:
    """Say whether what comes next begins a sentence."""
    before = out[:-1] if out[-1:] in _QUOTES else out
    said = before.rstrip()
    if not said or "\n" in before[len(said) :]:
        return True
    return said != before and said.rstrip(_ENDINGS).endswith((".", "!", "?"))


def _is_glued(out: str, word: str) -> bool:
    """Say whether no space belongs between the words so far and the next one."""
    if out[-1] in _OPEN or word in ("/", "-"):
        return True
    if out[-1] == "-" and out[-2:-1].isalnum():
        return True
    if _CLOSING.match(word):
        return word not in ("'", "’") or out[-1].isalnum()
    return word in _TAILS and bool(_AFTER_APOSTROPHE.search(out))

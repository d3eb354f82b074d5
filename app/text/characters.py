"""One character at a time: what it stands for in plain writing."""

from __future__ import annotations

import unicodedata

_SINGLE = (
    "\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u02bb\u02c8\u00b4\uff07\u2039\u203a\u05f3\ua78c"
)
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02\u301d\u301e\u301f\u02ba\u05f4"
_BLANKS = "\t\u00a0\u1680\u202f\u205f\u3000\u2800\u115f\u1160\u3164\uffa0"
_BREAKS = "\u000b\u000c\u0085\u2028\u2029\u001c\u001d\u001e\u001f"
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_FIXED = {
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_BREAKS, "\n"),
    **_SMALL_CAPITALS,
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\u2015": "\u2014",
    "\u2044": "/",
    "\u2122": "",  # "Norvane™" is Norvane
    "\u00ae": "",
    "\u2120": "",
    "\ufffc": "",
}
_ENCLOSED = ((0x1F150, 0x1F169), (0x1F170, 0x1F189), (0x1F1E6, 0x1F1FF))
_OVERLAYS = (*range(0x0334, 0x0339), *range(0x20D0, 0x20F1), 0x0489, 0x0488)
_MOST_MARKS = 4
_LONGEST_FOLD = 4  # one Arabic ligature stands for 18 letters


def plain(character: str) -> str:
    """Return what one character stands for: nothing, itself, or one or more others."""
    fixed = _FIXED.get(character)
    if fixed is not None:
        return fixed
    code = ord(character)
    for first, last in _ENCLOSED:
        if first <= code <= last:
            return chr(ord("A") + code - first)
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category in {"Cc", "Cf"} or 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE01EF:
        return ""
    if category[0] == "Z":
        return " "
    folded = unicodedata.normalize("NFKC", character)
    unfolded = folded == character or len(folded) > _LONGEST_FOLD
    return character if unfolded else _settled(folded)


def composed(base: str, marks: str) -> str:
    """Return a letter with its accents as one character where there is one.

    Strokes through letters and stacks of marks (zalgo) fall away.
    """
    kept = "".join(mark for mark in marks if ord(mark) not in _OVERLAYS)
    latin = base < "\u0370"
    if not kept or base.isspace() or (latin and len(kept) > 2):
        return base
    whole = unicodedata.normalize("NFC", base + kept[:_MOST_MARKS])
    if not latin:
        return whole
    return whole if whole[0].isalpha() else base


def _settled(folded: str) -> str:
    """NFKC may bring in characters that have a plainer form of their own, such as U+2044."""
    if folded[0] == " ":
        return " "
    return "".join(_FIXED.get(character, character) for character in folded)

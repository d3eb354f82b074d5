"""The way back to what was typed, and the way there."""

from __future__ import annotations

import pytest

from app.text import TextReader, utf16_offsets


@pytest.mark.parametrize(
    ("typed", "words", "clean"),
    [
        ("one\r\ntwo clowns", "clowns", "clowns"),
        ("cafe\u0301 clowns", "cafe\u0301", "café"),
        ("a ﬁne ﬁrm", "ﬁrm", "firm"),
        ("so ＧＯＯＤ riddance", "ＧＯＯＤ riddance", "GOOD riddance"),
        ("👩‍👩‍👧‍👦🇬🇧 clowns", "clowns", "clowns"),
        ("oh f**k them", "f**k them", "fuck them"),
        ("oh c r a p here", "c r a p", "crap"),
        ("oh sooooo bad", "sooooo bad", "so bad"),
        ("what!!!!!!!! no", "what!!!!!!!!", "what!!!"),
        ("well… no", "well…", "well..."),
        ("at #WorstEmployerEver now", "#WorstEmployerEver", "#Worst Employer Ever"),
        ("at #WorstEmployerEver now", "Employer", "Employer"),
        ("cl\u200bown", "cl\u200bown", "clown"),
        ("“clowns” all", "“clowns”", '"clowns"'),
    ],
)
def test_words_are_found_there_and_back(
    reader: TextReader, typed: str, words: str, clean: str
) -> None:
    text = reader.read(typed)
    start = typed.index(words)
    there = text.to_clean(start, start + len(words))
    assert text.clean[slice(*there)] == clean
    assert text.to_original(*there) == (start, start + len(words))


def test_what_left_no_trace_has_an_empty_place(reader: TextReader) -> None:
    start, end = reader.read("a\u200b\u200bb").to_clean(1, 3)
    assert start == end == 1


@pytest.mark.parametrize("text", ["", "plain", "é漢", "🤡a🤡", "\ud83e a", "\ud83e\udd21🤡 x"])
def test_utf16_offsets_count_as_a_browser_does(text: str) -> None:
    offset = utf16_offsets(text)
    for position in range(len(text) + 1):
        units = len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
        assert offset(position) == units

"""Things found in a text, by the sentence they stand in."""

from __future__ import annotations

from app.text import Range, TextReader


def test_each_item_goes_to_every_sentence_it_touches() -> None:
    text = TextReader().read("One two. Three four. Five.")
    first, across, last = Range(0, 3), Range(4, 12), Range(21, 25)
    assert text.by_sentence([first, across, last]) == [[first, across], [across], [last]]


def test_nothing_found_gives_an_empty_list_a_sentence() -> None:
    assert TextReader().read("One. Two.").by_sentence([]) == [[], []]

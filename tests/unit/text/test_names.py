"""spaCy's names: found on demand, the same each time, and nothing of a draft remembered."""

from __future__ import annotations

from app.text import TextReader, load_entity_finder
from app.text.names import _pipeline

FIND = load_entity_finder()


def test_names_are_found_at_their_place() -> None:
    text = TextReader(FIND).read("Karen from Microsoft ignored me in London.")
    found = {text.clean[e.start : e.end]: e.label for e in text.entities}
    assert found["London"] == "GPE"
    assert "Karen" in found


def test_the_same_text_has_the_same_names() -> None:
    assert FIND("Five rounds with Microsoft.") == FIND("Five rounds with Microsoft.")


def test_without_spacy_there_are_no_names() -> None:
    assert TextReader().read("Karen from Microsoft ignored me.").entities == ()


def test_words_of_a_draft_are_forgotten() -> None:
    FIND("Zorblaxian kumquatters at Norvane.")
    assert "Zorblaxian" not in _pipeline().vocab.strings


def test_a_word_without_end_costs_its_length_and_hides_no_name() -> None:
    draft = "Karen said " + "'s" * 40_000 + " in London."
    [place] = [e for e in FIND(draft) if e.label == "GPE"]
    assert draft[place.start : place.end] == "London"


def test_half_a_character_hides_no_name() -> None:
    draft = "Karen \ud83e said so in London."
    assert [draft[e.start : e.end] for e in FIND(draft) if e.label == "GPE"] == ["London"]

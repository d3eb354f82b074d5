"""Disguised words come out as what they mean; everything that only looks alike stays."""

from __future__ import annotations

import pytest

from app.rulebook.textdata import packaged_text_data
from app.text import TextReader, ZoneKind

EXAMPLES = packaged_text_data().masked.examples


@pytest.mark.parametrize(("typed", "clean"), EXAMPLES.unmasked.items())
def test_a_disguised_word_is_shown_as_it_is_meant(
    reader: TextReader, typed: str, clean: str
) -> None:
    assert reader.read(typed).clean == clean


@pytest.mark.parametrize("typed", EXAMPLES.kept)
def test_what_only_looks_disguised_stays(reader: TextReader, typed: str) -> None:
    assert reader.read(typed).clean == typed


@pytest.mark.parametrize(
    ("typed", "disguised"),
    [
        ("what sh!t service", "sh!t"),
        ("such a c r a p place", "c r a p"),
        ("kiss my @ss today", "@ss"),
        ("f🤬k this", "f🤬k"),
        ("lazy motherf*****s.", "motherf*****s"),
        ("w s h i t", "s h i t"),
        ("d o n o t b u y here", "d o n o t b u y"),
    ],
)
def test_a_disguised_word_is_marked_and_leads_back_to_what_was_typed(
    reader: TextReader, typed: str, disguised: str
) -> None:
    text = reader.read(typed)
    [zone] = text.zones_of(ZoneKind.MASKED)
    start, end = text.to_original(zone.start, zone.end)
    assert typed[start:end] == disguised


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("ask @sh1t_hq", "ask @sh1t_hq"),
        ("see www.sh1t.com/f**k now", "see www.sh1t.com/f**k now"),
        ("mail h3ll@norvane.com", "mail h3ll@norvane.com"),
    ],
)
def test_addresses_are_left_alone(reader: TextReader, typed: str, clean: str) -> None:
    assert reader.read(typed).clean == clean


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("soooo tired", "so tired"),
        ("nooo", "no"),
        ("goooood", "good"),
        ("coooool", "cool"),
        ("tooo late", "too late"),
        ("gooo", "go"),
        ("fuuuuck", "fuck"),
        ("stooopid", "stupid"),
        ("worssssst", "worst"),
        ("PASSEDDDDD", "PASSED"),
        ("lmaoooo", "lmao"),
        ("what!!!!!!!", "what!!!"),
        ("why?????", "why???"),
        ("wait......", "wait..."),
        ("cool", "cool"),
        ("HRrr", "HRrr"),
        ("BBB and WWW", "BBB and WWW"),
        ("World War III", "World War III"),
        ("1000 or 5000000", "1000 or 5000000"),
        ("www.heyyyy.com", "www.heyyyy.com"),
        ("really?!", "really?!"),
    ],
)
def test_drawn_out_writing_is_squeezed(reader: TextReader, typed: str, clean: str) -> None:
    assert reader.read(typed).clean == clean

"""Characters as typed come out in plain writing."""

from __future__ import annotations

import pytest

from app.text import TextReader


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("cafe\u0301", "café"),
        ("ＧＯＯＤ　riddance", "GOOD riddance"),
        ("the ﬁnal ﬂoor", "the final floor"),
        ("𝓬𝓵𝓸𝔀𝓷 𝗕𝗢𝗦𝗦 𝚑𝚛", "clown BOSS hr"),
        ("ⓐⓢⓢ 🅱ad", "ass Bad"),
        ("cl\u200bow\u200dn", "clown"),
        ("gr\u00adaduate", "graduate"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("\ufeffHello", "Hello"),
        ("“great” ‘team’ it’s", "\"great\" 'team' it's"),
        ("«génial» „gut“", '"génial" "gut"'),
        ("well… no", "well... no"),
        ("a\u00a0b\u202fc\td", "a b c d"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one \n\n\n\n two", "one\n\ntwo"),
        ("  padded  text \n", "padded text"),
        ("nul\0 and lone \ud83e surrogate", "nul and lone \ufffd surrogate"),
        ("s̶u̶p̶p̶o̶r̶t̶ team", "support team"),
        ("z̷͑̓͝a̸͛͑̾l̵͒͐̕g̶͆̓͝o̵͐͌̕", "zalgo"),
        ("½ price", "1/2 price"),
        ("Norvane™ and Velto®", "Norvane and Velto"),
        ("5‑star −10", "5-star -10"),
        ("an en–dash, an em—dash", "an en–dash, an em—dash"),
        ("naïve Łódź Ñandú Ẹ̀kọ́", "naïve Łódź Ñandú Ẹ̀kọ́"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_characters_are_read_as_what_they_stand_for(
    reader: TextReader, typed: str, clean: str
) -> None:
    assert reader.read(typed).clean == clean


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("Αvoid Тheir rοbots", "Avoid Their robots"),
        ("tw\u0430t", "twat"),
        ("ѕсаm", "scam"),
        ("Это моя работа", "Это моя работа"),
        ("Мой boss говорит: scаm", "Мой boss говорит: scam"),
        ("π and Ω and 5 μm", "π and Ω and 5 μm"),
    ],
)
def test_look_alikes_are_latin_only_inside_latin_writing(
    reader: TextReader, typed: str, clean: str
) -> None:
    assert reader.read(typed).clean == clean


def test_plain_ascii_stays_as_it_is(reader: TextReader) -> None:
    post = "Five rounds with Norvane, then silence. I'd still apply again!"
    text = reader.read(post)
    assert text.clean == post
    assert list(text.starts) == list(range(len(post)))


def test_case_is_kept(reader: TextReader) -> None:
    assert reader.read("My BOSS at eBay").clean == "My BOSS at eBay"


@pytest.mark.parametrize(
    "piece",
    ["a", "#", "@", ">", '"', "'", "(", "*", "`", "0", "\u0301", "🤡", "\ud800", "\0", "f*", "ﷺ"],
)
def test_the_longest_draft_of_one_character_is_read(reader: TextReader, piece: str) -> None:
    text = reader.read(piece * (20_000 // len(piece)))
    assert len(text.clean) <= 20_000

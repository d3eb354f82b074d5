"""Emoji, hashtags, addresses, quotes and code are told from running text."""

from __future__ import annotations

import pytest

from app.rulebook.textdata import packaged_text_data
from app.text import Text, TextReader, ZoneKind


def shown(text: Text, *kinds: ZoneKind) -> list[str]:
    return [text.clean[zone.start : zone.end] for zone in text.zones_of(*kinds)]


@pytest.mark.parametrize(("typed", "clean"), packaged_text_data().hashtags.examples.split.items())
def test_hashtags_are_cut_into_words(reader: TextReader, typed: str, clean: str) -> None:
    assert reader.read(typed).clean == clean


@pytest.mark.parametrize(
    ("typed", "zone", "original"),
    [
        ("so #WorstEmployerEver!", "#Worst Employer Ever", "#WorstEmployerEver"),
        ("#tr@sh here", "#trash", "#tr@sh"),
        ("I'm #hiring.", "#hiring", "#hiring"),
    ],
)
def test_a_hashtag_is_marked_whole(
    reader: TextReader, typed: str, zone: str, original: str
) -> None:
    text = reader.read(typed)
    [found] = text.zones_of(ZoneKind.HASHTAG)
    start, end = text.to_original(found.start, found.end)
    assert (text.clean[found.start : found.end], typed[start:end]) == (zone, original)


@pytest.mark.parametrize("typed", ["we are #1", "C# and F#", "a#b", "# Heading"])
def test_other_number_signs_are_no_hashtags(reader: TextReader, typed: str) -> None:
    text = reader.read(typed)
    assert text.clean == typed
    assert text.zones_of(ZoneKind.HASHTAG) == ()


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("clowns🤡", "clowns :clown face:"),
        ("🤡clowns", ":clown face: clowns"),
        ("a 🤡 b", "a :clown face: b"),
        ("done 🤡.", "done :clown face:."),
        ("🗑️🚩", ":wastebasket: :triangular flag:"),
        ("👍🏽 ok", ":thumbs up: ok"),
        ("👩‍👩‍👧‍👦!", ":family woman woman girl boy:!"),
        ("🇬🇧", ":United Kingdom:"),
        ("🏃‍♀️", ":woman running:"),
        ("1️⃣ first", ":keycap 1: first"),
        ("🤡" * 7, ":clown face: :clown face: :clown face:"),
        (":) and :-( and <3", ":) and :-( and <3"),
    ],
)
def test_emoji_are_shown_by_name(reader: TextReader, typed: str, clean: str) -> None:
    assert reader.read(typed).clean == clean


@pytest.mark.parametrize("emoji", ["🤡", "🗑️", "👍🏽", "👩‍👩‍👧‍👦", "🇬🇧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "❤️"])
def test_an_emoji_leads_back_to_all_of_its_code_points(reader: TextReader, emoji: str) -> None:
    typed = f"see{emoji}there"
    text = reader.read(typed)
    [zone] = text.zones_of(ZoneKind.EMOJI)
    assert text.to_original(zone.start, zone.end) == (3, 3 + len(emoji))
    there = text.clean.index("there")
    assert text.to_original(there, there + 5) == (3 + len(emoji), len(typed))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("see https://norvane.com/jobs?a=b. Bad", ["https://norvane.com/jobs?a=b"]),
        ("www.velto.io, then norvane.co.uk/x!", ["www.velto.io", "norvane.co.uk/x"]),
        ("mail jo@norvane.com", ["jo@norvane.com"]),
        ("it took e.g. 3.5 hours. done.They left", []),
        ("share.....Ray", []),
        ("done.Online orders", []),
        ("HTTPS://Velto.COM and Booking.com", ["HTTPS://Velto.COM", "Booking.com"]),
    ],
)
def test_urls_are_found(reader: TextReader, typed: str, found: list[str]) -> None:
    assert shown(reader.read(typed), ZoneKind.URL) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("@norvane_hq. You lied", ["@norvane_hq"]),
        ("hi @jo.bsky.social!", ["@jo.bsky.social"]),
        ("hi @jo@mastodon.social", ["@jo@mastodon.social"]),
        ("by u/some_one on Reddit", ["u/some_one"]),
        ("@ 5pm, a@b", []),
    ],
)
def test_handles_are_found(reader: TextReader, typed: str, found: list[str]) -> None:
    assert shown(reader.read(typed), ZoneKind.HANDLE) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('He said "you are lazy" and left', ['"you are lazy"']),
        ("They call it “family”.", ['"family"']),
        ("They call it «family».", ['"family"']),
        ("an 'open door policy' here", ["'open door policy'"]),
        ("It's the customers' fault, isn't it", []),
        ("rock 'n' roll 'til I'm done", []),
        ('a 27" screen and a 24" one', []),
        ('"open and never\n\nclosed "here"', ['"here"']),
        ("> you are all lazy\nI disagree", ["> you are all lazy"]),
        ("5 > 3", []),
        (">50% of us left\n>:(", []),
        ("‘fast-paced’ and “dynamic”", ["'fast-paced'", '"dynamic"']),
    ],
)
def test_quotes_are_found(reader: TextReader, typed: str, found: list[str]) -> None:
    assert shown(reader.read(typed), ZoneKind.QUOTE) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("run `rm -rf` now", ["`rm -rf`"]),
        ("```\nboss = clown\n```\nok", ["```\nboss = clown\n```"]),
        ("a ` alone", []),
    ],
)
def test_code_is_found(reader: TextReader, typed: str, found: list[str]) -> None:
    assert shown(reader.read(typed), ZoneKind.CODE) == found

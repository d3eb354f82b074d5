"""What the decoder says is spelt as the draft spells it."""

from __future__ import annotations

import re

import pytest

from app.modelstore.beams import FIRST, Said
from app.modelstore.spelling import spell


def spelt(text: str, *outcomes: int | str) -> str:
    """Spell copies, by number of the draft's word or sign, and new words."""
    offsets = [m.span() for m in re.finditer(r"[@#]|\w+|[^\w\s]", text)]
    words = tuple(dict.fromkeys(o for o in outcomes if isinstance(o, str)))
    ids = tuple(
        len(offsets) + FIRST + words.index(o) if isinstance(o, str) else o for o in outcomes
    )
    return spell(text, offsets, words, Said(ids))


@pytest.mark.parametrize(
    ("text", "outcomes", "wanted"),
    [
        (
            "The clowns at Acme lied.",
            (0, "team", 2, 3, "were", "late", 5),
            "The team at Acme were late.",
        ),
        ("so late,  Acme", (0, 1, 2, 3), "so late,  Acme"),
        ("Useless. they called twice.", (2, 3, 4, 5), "They called twice."),
        ('"Is it safe?" and stop. We left.', (*range(12),), '"Is it safe?" and stop. We left.'),
        (
            "He lied. They paid. Norvane knew.",
            (0, 1, "and", 3, 4, "and", 6, 7),
            "He lied and they paid and Norvane knew",
        ),
        ("they lied", ("i", "did", "##n", "'", "t", "hear", "back"), "I didn't hear back"),
        ("i waited and i lied", (0, 1, 2, "i", "left"), "i waited and i left"),
        ("Wow @Acme (again)", ("late", 1, 2, 3, 4, 5), "Late @Acme (again)"),
        ("no hire lol", ("not", "a", "-", 1), "not a-hire"),
        ("We left\n\nRats. They paid.", (0, 1, 3, 4, 5, 6), "We left.\n\nThey paid."),
        ("We left\n\nRats. They paid.", (0, 1, 3, "so", 4, 5), "We left. So they paid"),
        ("3/ so it is that I left", (0, 1, 6, 7), "3/ I left"),
        ("and/or rats left", (0, 1, 3, 4), "and/rats left"),
        ("late you rats :wave:", (0, 3, 4, 5), "late :wave:"),
        ("- pay\n- rats\n- no lift", (0, 1, 4, 5, 6), "- pay\n- no lift"),
        ("We left.\n\nRats.\n\nThey paid.", (0, 1, 2, 5, 6, 7), "We left.\n\nThey paid."),
        ("I asked\nNorvane lied", (0, 1, "what", 2, "said"), "I asked what Norvane said"),
    ],
)
def test_spelling(text: str, outcomes: tuple[int | str, ...], wanted: str) -> None:
    assert spelt(text, *outcomes) == wanted


def test_all_copies_give_the_draft() -> None:
    text = "Well...  @Acme, I'm not 'amused' (3 weeks!).\n\nBye"
    count = len(re.findall(r"[@#]|\w+|[^\w\s]", text))
    assert spelt(text, *range(count)) == text


def test_the_first_part_of_a_name_keeps_its_capital_though_it_is_a_common_word() -> None:
    text = "So it is you, FastKart, that I asked fast. Fast or not."
    fast, kart, asked = text.index("Fast"), text.index("Kart"), text.index("asked")
    offsets = [(fast, kart), (kart, kart + 4), (asked, asked + 5), (43, 47)]
    words = ("I", "fast")
    assert spell(text, offsets, words, Said((4 + FIRST, 2, 0, 1))) == "I asked FastKart"
    assert spell(text, offsets, words, Said((2, 4 + FIRST, 3))) == "Asked I fast"

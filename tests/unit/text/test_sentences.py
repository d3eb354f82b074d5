"""Sentences as people write them in posts."""

from __future__ import annotations

import pytest

from app.text import Range, TextReader


@pytest.mark.parametrize(
    "sentences",
    [
        ["I left.", "They cheered!", "Why?", "No idea"],
        ["i quit.", "they suck.", "never again"],
        ["Mr. Smith of Acme Inc. said no.", "I left at 5 p.m. sharp."],
        ["I met J. K. Smith, e.g. at 3.50 or 10.30am.", "Fine."],
        ["We sell in the U.S. and the U.K. today.", "Good."],
        ["It ended at 5 p.m.", "They cheered."],
        ["I waited... and waited...", "Then nothing"],
        ["wow!!!", "really?!", "yes :)", "Never again."],
        ['Feedback: "fit". :clown face:', "Say you hire your friends."],
        ['He said "You are lazy. You are done." and left.', "So did I."],
        ['"You are lazy."', "I was speechless."],
        ["see www.acme.com/jobs.", "They lie."],
        ["1. Late.", "2. Rude.", "3. Gone."],
        ["done.", "They left"],
        ["They lied.", "P.S. I kept the mug."],
        ["**1. Late.", "**2. Rude."],
        ["Oh no.", "But No. 5 is alive."],
        ["(They never called.)", "Sad."],
    ],
)
def test_sentences_on_one_line(reader: TextReader, sentences: list[str]) -> None:
    glue = "" if sentences == ["done.", "They left"] else " "
    text = reader.read(glue.join(sentences))
    assert [text.clean[s.start : s.end] for s in text.sentences] == sentences


@pytest.mark.parametrize(
    ("post", "sentences"),
    [
        ("I quit\n\nThey cheered\nI cried", ["I quit", "They cheered", "I cried"]),
        ("Pros: coffee\nCons: no pay", ["Pros: coffee", "Cons: no pay"]),
        ("Pros: coffee Cons: no pay", ["Pros: coffee", "Cons: no pay"]),
        ("- late pay\n• rude\n✅ gone", ["- late pay", "• rude", ":check mark button: gone"]),
        ("1. late\n2. rude", ["1. late", "2. rude"]),
        (
            "This is one rather long line of a letter that somebody had wrapped at\nseventy. Yes.",
            [
                "This is one rather long line of a letter that somebody had wrapped at\nseventy.",
                "Yes.",
            ],
        ),
        (
            "Six rounds for this job 🤡 Then they ghosted me",
            ["Six rounds for this job :clown face:", "Then they ghosted me"],
        ),
        ("Sign 👏 your 👏 cards", ["Sign :clapping hands: your :clapping hands: cards"]),
        (
            "SACK 👏 THE 👏 WHOLE 👏 BOARD 👏 NOW",
            [
                "SACK :clapping hands: THE :clapping hands: WHOLE :clapping hands: "
                "BOARD :clapping hands: NOW"
            ],
        ),
    ],
)
def test_lines_lists_and_emoji_part_sentences(
    reader: TextReader, post: str, sentences: list[str]
) -> None:
    text = reader.read(post)
    assert [text.clean[s.start : s.end] for s in text.sentences] == sentences


def test_the_sentence_at_a_position_is_found(reader: TextReader) -> None:
    text = reader.read("One. Two. Three.")
    assert text.sentence_at(0) == Range(0, 4)
    assert text.sentence_at(6) == Range(5, 9)
    assert text.sentence_at(len(text.clean)) == Range(10, 16)


def test_a_blank_text_has_no_sentence(reader: TextReader) -> None:
    text = reader.read(" \n ")
    assert text.sentences == ()
    assert text.sentence_at(0) == Range(0, 0)

"""Whatever is typed, the text that comes out is whole, stable and leads back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.text import TextReader

READER = TextReader()
PIECES = st.sampled_from(
    [
        *"aAsSfkoO01345@$!|*#%&+._-'\"`><:;()[]/ \n\r\t.,?",
        *"éαаАοѕ̶́̈\u200b\u200d\ufe0f\u202e\u00ad“”‘’«»…½ﬁＡ𝓪Ⓐ™",
        *["🤡", "🤬", "👩‍👧", "🇬🇧", "👍🏽", "1️⃣", "\ud83e", "\udd21", "\0", "❤️", "♀", "‼"],
        *["f**k", "sh!t", "c r a p", "so", "#", "@ab", "http://a.b", "aaa", "!!!", "U.S.", "Mr. "],
        *["#WorstEmployer", "b.s.", "s u c k", "stoopid", "N0RVALE", ":clown face:", "Pros:"],
    ]
)
POSTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(PIECES, max_size=30).map("".join),
)


@given(POSTS)
@settings(max_examples=400, deadline=None)
def test_every_character_leads_back_into_what_was_typed(post: str) -> None:
    text = READER.read(post)
    assert len(text.clean) == len(text.starts) == len(text.ends)
    assert all(0 <= a <= b <= len(post) for a, b in zip(text.starts, text.ends, strict=True))
    assert all(a <= b for a, b in pairwise(text.starts))
    assert all(a <= b for a, b in pairwise(text.ends))


@given(POSTS)
@settings(max_examples=400, deadline=None)
def test_reading_the_clean_text_again_changes_nothing(post: str) -> None:
    clean = READER.read(post).clean
    assert READER.read(clean).clean == clean


@given(POSTS)
@settings(max_examples=400, deadline=None)
@example("a\ud800")
def test_sentences_are_in_order_and_cover_all_that_is_not_blank(post: str) -> None:
    text = READER.read(post)
    assert all(s.start < s.end for s in text.sentences)
    assert all(a.end <= b.start for a, b in pairwise(text.sentences))
    covered = {i for s in text.sentences for i in range(s.start, s.end)}
    blank = {i for i, c in enumerate(text.clean) if c.isspace()}
    assert covered | blank == set(range(len(text.clean)))


@given(POSTS)
@settings(max_examples=400, deadline=None)
def test_zones_lie_inside_the_text_and_the_text_can_be_written_down(post: str) -> None:
    text = READER.read(post)
    assert all(0 <= z.start < z.end <= len(text.clean) for z in text.zones)
    assert [z.start for z in text.zones] == sorted(z.start for z in text.zones)
    text.clean.encode("utf-8")


@given(st.text(st.sampled_from("abcdefgh .,!?\n"), min_size=1, max_size=80), st.data())
@settings(max_examples=200, deadline=None)
def test_a_range_there_and_back_holds_what_it_held(post: str, data: st.DataObject) -> None:
    text = READER.read(post)
    start = data.draw(st.integers(0, len(post) - 1))
    end = data.draw(st.integers(start + 1, len(post)))
    there = text.to_clean(start, end)
    if there[0] < there[1]:
        back = text.to_original(*there)
        assert text.to_clean(*back) == there

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.modelstore.clauses import to_clauses
from app.modelstore.reading import Label
from app.results import Kind

POST = "Five rounds, then nothing. What a bunch of clowns, honestly. The coffee was good."
SENTENCES = ((0, 26), (27, 60), (61, 81))


def marked(words: str) -> list[str]:
    start = POST.index(words)
    label = Label(start, start + len(words), Kind.INSULT, 0.9)
    return [POST[m.start : m.end] for m in to_clauses((label,), POST, SENTENCES)]


@pytest.mark.parametrize(
    ("mark", "meant"),
    [
        ("bunch of clowns", ["What a bunch of clowns,"]),
        ("nothing. What a bunch of clowns", [" then nothing.", "What a bunch of clowns,"]),
        ("nothing. What", [" then nothing."]),
        ("clowns", ["clowns"]),
        ("clowns, honestly. The", ["clowns, honestly."]),
    ],
)
def test_a_mark_stands_for_the_clause_that_it_mostly_covers(mark: str, meant: list[str]) -> None:
    assert marked(mark) == meant


@given(st.integers(0, 80), st.integers(1, 40))
def test_no_mark_crosses_a_sentence_or_reaches_one_it_did_not_touch(start: int, size: int) -> None:
    end = min(start + size, len(POST))
    label = Label(start, end, Kind.MOCKERY, 0.7)
    for made in to_clauses((label,), POST, SENTENCES):
        home = [(a, b) for a, b in SENTENCES if a <= made.start and made.end <= b]
        assert len(home) == 1
        assert home[0][0] < end
        assert start < home[0][1]

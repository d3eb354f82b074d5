import pytest

from app.rewriting.form import is_well_formed


@pytest.mark.parametrize(
    ("draft", "after"),
    [
        ("The HR lady told the whole office.", "The HR lady told."),
        ("They took my tips, the thieves.", "They took."),
        ("It was such a circus.", "It was such a."),
        ('"We care." About what?', '"We care.'),
        ("He left (what a coward) in May.", "He left (in May."),
        ("You are the worst of the worst.", "You are the worst of."),
        ("They are thugs with a badge.", "They are hard to deal with with a badge."),
        ("They lied on Friday. Shut. @Kestrel", "@Kestrel on Friday. Shut. @kestrel"),
    ],
)
def test_a_loose_end_is_found(draft: str, after: str) -> None:
    assert not is_well_formed(draft, after)


@pytest.mark.parametrize(
    ("draft", "after"),
    [
        ("I was told, by a clown, to wait.", "I was told."),
        ("What are you so afraid of, you cowards?", "What are you so afraid of?"),
        ("Not what I was told. Liars.", "Not what I was told."),
        ('They said "soon. Clowns.', 'They said "soon.'),
        ("I had had enough of these rats.", "I had had enough."),
        ("Two weeks, and no answer. Snakes.", "Two weeks, and no answer."),
    ],
)
def test_a_whole_sentence_is_none(draft: str, after: str) -> None:
    assert is_well_formed(draft, after)


@pytest.mark.parametrize(
    ("after", "holds"),
    [
        ("Norvane, you kept my deposit and you have not told me why.", True),
        ("Norvane kept my deposit and you have not told me why.", False),
        ("Norvane kept my deposit.", True),
    ],
)
def test_who_is_spoken_to_stays_spoken_to(after: str, holds: bool) -> None:
    draft = "Shame on you, Norvane. You kept my deposit and you have not told me why."
    assert is_well_formed(draft, after) is holds

"""Pieces and changes: nothing of the text is lost or doubled, and the gravest finding shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.results import Edit, Finding, Kind, Severity, Source
from app.web.marks import changes, mark


def finding(start: int, end: int, severity: Severity = Severity.LOW) -> Finding:
    return Finding(
        start=start,
        end=end,
        rule="insult.clown",
        kind=Kind.INSULT,
        severity=severity,
        text="",
        why="Why.",
        advice="",
        source=Source.RULE,
        confidence=1,
    )


def test_where_findings_overlap_the_gravest_shows() -> None:
    pieces = mark("a big clown", [finding(0, 11), finding(2, 5, Severity.HIGH)])
    assert [(p.text, p.finding) for p in pieces] == [("a ", 0), ("big", 1), (" clown", 0)]


def test_of_equals_the_first_in_the_list_shows() -> None:
    pieces = mark("clown", [finding(0, 5), finding(0, 5)])
    assert [(p.text, p.finding) for p in pieces] == [("clown", 0)]


@given(st.data(), st.text(max_size=30))
def test_the_pieces_are_the_text(data: st.DataObject, text: str) -> None:
    places = st.integers(0, len(text))
    spans = data.draw(
        st.lists(st.tuples(places, places, st.sampled_from(list(Severity))), max_size=5)
    )
    findings = [finding(min(a, b), max(a, b), severity) for a, b, severity in spans]
    assert "".join(piece.text for piece in mark(text, findings)) == text


@given(st.data(), st.text(max_size=30))
def test_kept_and_deleted_are_the_draft_and_kept_and_inserted_the_rewrite(
    data: st.DataObject, text: str
) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits = [
        Edit(
            start=start,
            end=end,
            text=text[start:end],
            replacement=data.draw(st.text(max_size=3)),
            why="",
        )
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    rewritten, done = "", 0
    for edit in edits:
        rewritten += text[done : edit.start] + edit.replacement
        done = edit.end
    rewritten += text[done:]
    shown = changes(text, edits)
    assert "".join(change.text for change in shown if change.kind != "ins") == text
    assert "".join(change.text for change in shown if change.kind != "del") == rewritten

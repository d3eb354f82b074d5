"""The canvas keeps the way back to the draft, whatever is done to the copy."""

from __future__ import annotations

from app.rewriting.canvas import Canvas, apply_edits


def test_an_untouched_canvas_has_no_edits() -> None:
    assert Canvas("Five rounds, then silence.").edits() == ()


def test_edits_applied_to_the_draft_give_the_text() -> None:
    canvas = Canvas("The clowns at Acme lost it!")
    canvas.replace(4, 10, "people", "kinder")
    canvas.replace(26, 27, ".", "calmer")
    assert canvas.text == "The people at Acme lost it."
    assert apply_edits(canvas.draft, canvas.edits()) == canvas.text


def test_an_edit_covers_whole_words_and_says_why() -> None:
    canvas = Canvas("They stole it.")
    canvas.replace(5, 10, "stored", "kinder")
    [edit] = canvas.edits()
    assert (edit.text, edit.replacement, edit.why) == ("stole", "stored", "kinder")


def test_two_changes_of_one_word_are_one_edit() -> None:
    canvas = Canvas("an UNFAIR day")
    canvas.replace(3, 4, "u", "calmer")
    canvas.replace(4, 9, "nfair", "calmer")
    assert [(e.text, e.replacement) for e in canvas.edits()] == [("UNFAIR", "unfair")]


def test_positions_count_code_points_of_the_draft() -> None:
    canvas = Canvas("🤡 They lost é́ my bag 🤡")
    canvas.replace(len(canvas.text) - 2, len(canvas.text), "", "no emoji")
    [edit] = canvas.edits()
    assert canvas.draft[edit.start : edit.end] == edit.text == " 🤡"

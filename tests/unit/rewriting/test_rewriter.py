"""A burning draft comes back calmer, with every fact, or is refused with a reason."""

from __future__ import annotations

import pytest

from app.checker import Checker
from app.modelstore.critic import Critic
from app.modelstore.recasting import Recasting, Version
from app.results import Options, Rewrite, Style, Verdict
from app.rewriting.canvas import apply_edits


def rewrite_of(checker: Checker, draft: str) -> Rewrite:
    report = checker.check(draft)
    assert report.rewrites, report.rewrite_refused
    return report.rewrites[0]


def test_the_attack_goes_and_the_story_stays(checker: Checker) -> None:
    draft = (
        "Five rounds with Norvane and then silence. What a bunch of clowns, avoid them at all "
        "costs!!!"
    )
    made = rewrite_of(checker, draft)
    assert made.text == "Five rounds with Norvane and then silence."
    assert made.verdict is not Verdict.WARN
    assert "Norvane" in made.facts.kept
    assert made.facts.added == ()


@pytest.mark.parametrize(
    ("draft", "calm"),
    [
        ("Great job, Norvane, ghosting me after six rounds.", "I didn't hear back from Norvane"),
        ("The clowns at Norvane lost my file twice.", "The people at Norvane lost my file twice."),
        ("They lied about the salary, the crooks.", "The salary was not what I had been told"),
        ("Norvane are thieves, they kept my deposit of £950.", "£950"),
    ],
)
def test_heat_is_recast_as_what_happened(checker: Checker, draft: str, calm: str) -> None:
    assert calm in rewrite_of(checker, draft).text


def test_shouting_is_lowered_and_acronyms_stay(checker: Checker) -> None:
    made = rewrite_of(checker, "HR AT NORVANE LOST MY CONTRACT, THE CLOWNS!!! Six weeks.")
    assert "HR at Norvane lost my contract" in made.text
    assert "!" not in made.text


def test_the_edits_make_the_text_and_each_says_why(checker: Checker) -> None:
    draft = "The useless clowns at Norvane lost my bag 🤡. Never fly with them! Six weeks now."
    made = rewrite_of(checker, draft)
    assert apply_edits(draft, made.edits) == made.text
    assert all(edit.why and draft[edit.start : edit.end] == edit.text for edit in made.edits)


def test_pure_abuse_is_refused_with_something_to_do_instead(checker: Checker) -> None:
    report = checker.check("Fuck off, you pathetic clowns. Rot in hell.")
    assert report.rewrites == ()
    assert report.rewrite_refused is not None
    assert report.rewrite_refused.alternatives


@pytest.mark.parametrize(
    ("label", "event"),
    [
        ("My manager is a snake", "My manager is a snake, she told payroll that I had quit"),
        ("all recruiters are scum", "all recruiters are scum, mine sent my CV to my own boss"),
        ("My boss is a useless idiot and I hate him", "My boss is an idiot. He lost my contract."),
        ("Vantro are crooks, all of them.", "Vantro ghosted me, the crooks, all of them."),
    ],
)
def test_a_softer_label_is_no_rewrite(full_checker: Checker, label: str, event: str) -> None:
    refused = full_checker.check(label)
    assert not refused.rewrites, refused.rewrites[0].text
    assert refused.rewrite_refused is not None
    assert full_checker.check(event).rewrites


def test_a_clear_draft_gets_no_rewrite(checker: Checker) -> None:
    report = checker.check("Happy to say I start at Norvane on Monday.")
    assert report.rewrites == ()
    assert report.rewrite_refused is None


def test_a_rewrite_of_a_rewrite_changes_nothing(checker: Checker) -> None:
    made = rewrite_of(checker, "The clowns at Norvane fired me by text on 3 May. Avoid them!!!")
    again = checker.check(made.text)
    assert not again.rewrites or again.rewrites[0].text == made.text


CALM = (
    "I was laid off from Kestrel Systems after 9 years, by a 4 minute call. "
    "My manager didn't turn his camera on."
)


def test_what_burns_beside_a_calm_complaint_goes_and_the_complaint_stays(
    full_checker: Checker,
) -> None:
    made = rewrite_of(full_checker, f"{CALM} Coward.")
    assert "oward" not in made.text
    assert "didn't turn his camera on" in made.text


@pytest.mark.parametrize("draft", [CALM, "Lumen Bank, I was on hold for 47 minutes this time."])
def test_a_calm_complaint_is_changed_surely_or_not_at_all(
    full_checker: Checker, draft: str
) -> None:
    report = full_checker.check(draft)
    assert report.verdict is Verdict.CAUTION
    assert not any(made.doubtful for made in report.rewrites)
    assert report.rewrites or "calm" in str(report.rewrite_refused)


def test_a_few_hot_words_in_a_measured_draft_take_a_good_version_and_not_a_sure_one(
    full_checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = "I left Norvane after five months. The job was mostly cold calling, and nobody said so."
    draft = f"{calm} Stay away."
    assert full_checker.check(draft).verdict is Verdict.CAUTION
    monkeypatch.setattr(Critic, "sure", 1.1)
    (made,) = full_checker.check(draft).rewrites
    assert (made.text, made.doubtful) == (calm, True)
    monkeypatch.setattr(Critic, "measured", 1.1)
    assert full_checker.check(draft).rewrites == ()


LEAKED = "My manager might have leaked my salary to the whole team in May, the snake."
TOLD = "The clown of a manager told the driver to go home at 5. What a circus."


@pytest.mark.parametrize(
    ("draft", "version", "fair"),
    [
        (LEAKED, "My manager might have leaked my salary to the whole team in May.", True),
        (LEAKED, "My manager leaked my salary to the whole team in May.", False),
        (LEAKED, "My manager might have leaked my salary in May, and I was hurt.", False),
        (TOLD, "The manager told the driver to go home at 5.", True),
        (TOLD, "The driver told the manager to go home at 5.", False),
        (TOLD, "The manager always told the driver to go home at 5.", False),
    ],
)
def test_what_the_decoder_says_claims_no_more_than_the_draft(
    full_checker: Checker, monkeypatch: pytest.MonkeyPatch, draft: str, version: str, fair: bool
) -> None:
    def say(_self: Recasting, _count: int, leanings: object = ()) -> list[list[Version]]:
        return [[Version(version, -0.05)]]

    monkeypatch.setattr(Recasting, "versions", say)
    monkeypatch.setattr(Critic, "least", 0.0)
    monkeypatch.setattr(Critic, "sure", 2.0)
    report = full_checker.rewrite(draft, Options(), (Style.NEUTRAL,), 5)
    assert (version in {made.text for made in report.rewrites}) is fair


def test_the_private_style_names_nobody(checker: Checker) -> None:
    draft = "The clowns at Norvane cancelled my interview twice."
    report = checker.rewrite(draft, Options(), (Style.PRIVATE,), 1)
    assert report.rewrites, report.rewrite_refused
    assert "Norvane" not in report.rewrites[0].text
    assert "Norvane" in report.rewrites[0].facts.dropped


def test_thanks_are_never_put_in_the_authors_mouth(checker: Checker) -> None:
    report = checker.rewrite("The clowns at Norvane lost my bag.", Options(), (Style.GRACIOUS,), 1)
    assert report.rewrites == ()
    assert report.rewrite_refused is not None


def test_where_every_version_reads_badly_the_reason_says_so(
    full_checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = "Norvane cancelled my interview twice on the day. What a bunch of clowns, avoid them!"
    assert full_checker.check(draft).rewrites
    monkeypatch.setattr(Critic, "least", 1.1)
    monkeypatch.setattr(Critic, "sure", 1.1)
    refused = full_checker.check(draft).rewrite_refused
    assert refused is not None
    assert refused.reason.startswith("I found calmer wordings")

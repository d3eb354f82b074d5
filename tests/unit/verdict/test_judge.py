"""From evidence to a word: whom it is about, what matters most, and what despair asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.modelstore import Verdicts
from app.modelstore.manifest import Threshold
from app.results import GrievanceKind, Kind, Source, TargetKind, Tolerance, Verdict
from app.rulebook import Rulebook
from app.verdict import Combination, Judge
from app.verdict.features import FEATURES
from tests.unit.verdict.conftest import (
    CALM,
    GLOOMY,
    Judging,
    company,
    grievance,
    hit,
    reading,
    spared,
    text_of,
)


@pytest.mark.parametrize(
    ("hits", "verdict"),
    [
        ([], Verdict.CLEAR),
        ([hit(Kind.INSULT, 0.8)], Verdict.WARN),
        ([hit(Kind.COMPLAINT, 0.5)], Verdict.CAUTION),
        ([hit(Kind.COMPLAINT, 1.0)] * 9, Verdict.CAUTION),
        ([hit(Kind.SHOUTING, 1.0)] * 9, Verdict.CLEAR),
        ([hit(Kind.MOCKERY, 0.35), hit(Kind.ACCUSATION, 0.35)], Verdict.WARN),
        ([hit(Kind.MOCKERY, 0.35)], Verdict.CAUTION),
    ],
    ids=[
        "nothing",
        "an insult",
        "a complaint",
        "many complaints",
        "only shouting",
        "two small attacks",
        "one small attack",
    ],
)
def test_the_word_follows_from_the_reasons(judged: Judging, hits: list, verdict: Verdict) -> None:
    assert judged(*hits).verdict is verdict


@pytest.mark.parametrize("weight", [0.1, 0.2, 0.4, 0.5, 0.6, 0.9])
def test_strict_says_no_less_than_standard_and_relaxed_no_more(
    judged: Judging, weight: float
) -> None:
    strict, standard, relaxed = (
        judged(hit(weight=weight), tolerance=tolerance).verdict.rank for tolerance in Tolerance
    )
    assert strict >= standard >= relaxed


def test_what_matters_most_comes_first_and_equals_by_position(judged: Judging) -> None:
    small, great = hit(Kind.COMPLAINT, 0.3, at=(0, 3)), hit(Kind.INSULT, 0.9, at=(8, 11))
    unsure, later = hit(Kind.THREAT, 0.9, 0.2, at=(4, 6)), hit(Kind.COMPLAINT, 0.3, at=(12, 14))
    assert judged(later, small, unsure, great).hits == (great, small, later, unsure)


@pytest.mark.parametrize("source", [Source.RULE, Source.LEXICON])
def test_a_clear_post_still_shows_what_a_rule_marked(judged: Judging, source: Source) -> None:
    faint = hit(Kind.MOCKERY, 0.1, 0.2, source=source)
    assert judged(faint).hits == (faint,)


def test_a_clear_post_hides_the_faint_marks_of_the_model(judged: Judging) -> None:
    assert judged(hit(Kind.MOCKERY, 0.1, 0.2, source=Source.MODEL)).hits == ()


# --- whom it is about ---------------------------------------------------------------------------


def test_a_verdict_other_than_clear_is_about_a_company(judged: Judging) -> None:
    found = judged(hit(), spared=(spared(TargetKind.OTHER, 1.0),))
    assert found.target is TargetKind.COMPANY
    assert found.target_confidence >= 0.5


@pytest.mark.parametrize("target", [TargetKind.OTHER, TargetKind.SELF])
def test_heat_at_somebody_else_is_clear_and_named(judged: Judging, target: TargetKind) -> None:
    found = judged(spared=(spared(target, 1.0),))
    assert (found.verdict, found.target, found.risk) == (Verdict.CLEAR, target, 0.0)
    assert found.heat > 0.5


def test_where_nothing_is_negative_it_is_about_nobody(judged: Judging) -> None:
    found = judged()
    assert (found.target, found.heat) == (TargetKind.NONE, 0.0)


def test_gloomy_words_ask_for_caution_where_a_company_is_spoken_of(judged: Judging) -> None:
    assert judged(mentions=(company(),), moods=(GLOOMY,)).verdict is Verdict.CAUTION
    assert judged(moods=(GLOOMY,)).verdict is Verdict.CLEAR


def test_gloomy_words_that_were_spared_do_not_count(judged: Judging) -> None:
    found = judged(mentions=(company(),), moods=(GLOOMY,), spared=(spared(TargetKind.OTHER),))
    assert found.verdict is Verdict.CLEAR


# --- serious matters ----------------------------------------------------------------------------


def test_a_grievance_never_changes_the_verdict(judged: Judging) -> None:
    pay = (grievance(GrievanceKind.PAY),)
    for hits in ([], [hit(Kind.COMPLAINT, 0.5)], [hit()]):
        assert judged(*hits, grievances=pay).verdict is judged(*hits).verdict


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ([], None),
        ([(GrievanceKind.PAY, 0.3)], None),
        ([(GrievanceKind.PAY, 0.8)], GrievanceKind.PAY),
        ([(GrievanceKind.PAY, 0.3), (GrievanceKind.PAY, 0.4)], GrievanceKind.PAY),
        ([(GrievanceKind.PAY, 0.6), (GrievanceKind.SAFETY, 0.9)], GrievanceKind.SAFETY),
    ],
    ids=["none", "unsure", "sure", "two hints", "the surer of two"],
)
def test_the_surest_grievance_is_named(
    judged: Judging, found: list, kind: GrievanceKind | None
) -> None:
    found_ones = tuple(grievance(*one) for one in found)
    judgement = judged(hit(Kind.COMPLAINT, 0.5), grievances=found_ones)
    assert judgement.grievance is kind
    assert judgement.grievance_confidence >= 0.5


def test_a_clear_post_raises_none(judged: Judging) -> None:
    assert judged(grievances=(grievance(GrievanceKind.PAY),)).grievance is None


# --- sentences ----------------------------------------------------------------------------------


def test_the_worst_sentence_carries_the_verdict(judged: Judging) -> None:
    text = text_of("Norvane called.", "What clowns.", "It rained.")
    first, second, third = judged(hit(at=(21, 27)), text=text, moods=(CALM, GLOOMY, CALM)).sentences
    assert [s.verdict for s in (first, second, third)] == [
        Verdict.CLEAR,
        Verdict.WARN,
        Verdict.CLEAR,
    ]
    assert text.clean[second.start : second.end] == "What clowns."
    assert second.risk > first.risk == third.risk == 0.0
    assert second.sentiment == GLOOMY.compound


# --- despair ------------------------------------------------------------------------------------


def test_despair_gets_support_and_no_talk_about_tone(judged: Judging, book: Rulebook) -> None:
    text = text_of("Norvane are clowns.", "I want to die.")
    found = judged(hit(), text=text, grievances=(grievance(GrievanceKind.PAY),))
    assert found.supportive
    assert found.verdict is Verdict.CLEAR
    assert (found.hits, found.grievance) == ((), None)
    assert found.notices == ("despair",)
    assert found.summary == book.summaries["support"]
    assert [s.verdict for s in found.sentences] == [Verdict.CLEAR, Verdict.CLEAR]


def test_a_figure_of_speech_is_no_despair(judged: Judging) -> None:
    assert not judged(text=text_of("I want to die laughing.")).supportive


# --- together with a learned reader -------------------------------------------------------------

BY_READER = Combination(
    warn=tuple(float(name == "warn") for name in FEATURES),
    clear=tuple(float(name == "clear") for name in FEATURES),
    thresholds=dict.fromkeys(Tolerance, Threshold(warn=0.5, clear=0.5)),
)
HOT, COOL = Verdicts(0.05, 0.05, 0.9), Verdicts(0.9, 0.05, 0.05)


def test_with_a_reader_its_word_counts_too(judged: Judging, book: Rulebook) -> None:
    judge = Judge(book, BY_READER)
    text = text_of("All good.", "So much for that.")
    read = reading(COOL, HOT, post=HOT, heat=0.7)
    found = judged(by=judge, text=text, reading=read)
    assert found.verdict is Verdict.WARN
    assert found.heat == 0.7
    assert [s.verdict for s in found.sentences] == [Verdict.CLEAR, Verdict.WARN]
    assert judged(by=judge, text=text, reading=reading(COOL, COOL, post=COOL)).verdict is (
        Verdict.CLEAR
    )


@pytest.mark.parametrize(("most", "verdict"), [(0.5, Verdict.CAUTION), (1.0, Verdict.CLEAR)])
def test_what_is_likelier_a_rant_than_not_is_clear_only_where_asked(
    judged: Judging, book: Rulebook, most: float, verdict: Verdict
) -> None:
    points = dict.fromkeys(Tolerance, Threshold(warn=0.6, clear=0.1, most=most))
    judge = Judge(book, replace(BY_READER, thresholds=points))
    torn = Verdicts(0.36, 0.0, 0.64)
    found = judged(by=judge, reading=reading(torn, post=torn))
    assert 0.5 < found.risk < 0.6
    assert found.verdict is verdict


def test_no_sentence_reads_worse_than_the_whole_post(judged: Judging, book: Rulebook) -> None:
    read = reading(HOT, post=COOL)
    [sentence] = judged(by=Judge(book, BY_READER), reading=read).sentences
    assert sentence.verdict is Verdict.CLEAR


def test_a_reader_that_knows_no_company_can_still_warn(judged: Judging, book: Rulebook) -> None:
    read = replace(reading(HOT, post=HOT), targets={TargetKind.NONE: 1.0})
    assert judged(by=Judge(book, BY_READER), reading=read).target is TargetKind.COMPANY

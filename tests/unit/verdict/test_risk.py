"""The arithmetic of judgement: what adds up, and what never does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ModelError
from app.modelstore import Label, Reading, Verdicts
from app.modelstore.manifest import CombinationSpec
from app.results import Kind, TargetKind, Tolerance, Verdict
from app.verdict import Combination, features, risk
from tests.unit.verdict.conftest import hit, spared

SHARES = st.floats(0.0, 1.0)
KINDS = st.sampled_from(list(Kind))


def hits_of(kinds: st.SearchStrategy[Kind]) -> st.SearchStrategy[list]:
    return st.lists(st.builds(hit, kinds, SHARES, SHARES), max_size=12)


ANY = hits_of(KINDS)
MEASURED = hits_of(st.sampled_from(sorted(features.MEASURED)))
AGGRAVATING = hits_of(st.sampled_from(sorted(features.AGGRAVATING)))


@pytest.mark.parametrize(
    ("shares", "together"),
    [((), 0.0), ((0.4,), 0.4), ((0.5, 0.5), 0.75), ((1.0, 0.2), 1.0), ((0.0, 0.3), 0.3)],
)
def test_independent_witnesses_add_up(shares: tuple[float, ...], together: float) -> None:
    assert features.noisy_or(shares) == pytest.approx(together)


@given(ANY, st.builds(hit, KINDS, SHARES, SHARES))
def test_one_more_reason_never_lowers_the_risk(hits: list, more: object) -> None:
    before, after = risk.rules_alone(hits), risk.rules_alone([*hits, more])
    assert after.warn >= before.warn - 1e-12
    assert after.clear <= before.clear + 1e-12


@given(ANY, SHARES)
def test_probabilities_stay_probabilities(hits: list, gloom: float) -> None:
    found = risk.rules_alone(hits, gloom)
    assert 0.0 <= found.warn <= 1.0
    assert 0.0 <= found.clear <= 1.0
    assert found.warn + found.clear <= 1.0 + 1e-12


@given(MEASURED)
def test_measured_words_never_make_a_rant_however_many(hits: list) -> None:
    assert all(features.rules_warn(hits) < step.warn for step in risk.RULES_ALONE.values())


@given(AGGRAVATING)
def test_shouting_and_generalising_alone_say_nothing(hits: list) -> None:
    found = risk.rules_alone(hits)
    assert (found.warn, found.clear) == (0.0, 1.0)


def test_shouting_makes_an_insult_worse() -> None:
    insult = hit(Kind.INSULT, weight=0.5)
    shouted = [insult, hit(Kind.SHOUTING, weight=0.5)]
    assert features.rules_warn(shouted) > features.rules_warn([insult])


def test_gloomy_talk_about_a_company_is_not_quite_clear() -> None:
    assert risk.rules_alone([], gloom=0.9).clear < risk.rules_alone([]).clear == 1.0


def test_a_stricter_reader_speaks_up_no_later() -> None:
    strict, standard, relaxed = (risk.RULES_ALONE[t] for t in Tolerance)
    assert strict.warn <= standard.warn <= relaxed.warn
    assert strict.clear >= standard.clear >= relaxed.clear


# --- together with a learned reader -------------------------------------------------------------

THRESHOLDS = {
    "strict": {"warn": 0.3, "clear": 0.7},
    "standard": {"warn": 0.5, "clear": 0.5},
    "relaxed": {"warn": 0.7, "clear": 0.4},
}


def weights(**named: float) -> tuple[float, ...]:
    return tuple(named.get(name, 0.0) for name in features.FEATURES)


def said(post: Verdicts, *sentences: Verdicts) -> Reading:
    return Reading(
        post=post,
        sentences=sentences or (post,),
        heat=0.5,
        targets={TargetKind.COMPANY: 0.5, TargetKind.OTHER: 0.1},
        grievances={},
        kinds={Kind.MOCKERY: 0.5, Kind.COMPLAINT: 0.5},
        risky=(Label(0, 4, Kind.MOCKERY, 0.9), Label(5, 9, Kind.COMPLAINT, 0.95)),
        mentions=(),
    )


def spec(**changes: object) -> CombinationSpec:
    content = {
        "features": features.FEATURES,
        "warn": weights(warn=1.0, rules_warn=2.0),
        "clear": weights(clear=1.0, rules_negative=-2.0),
        "thresholds": THRESHOLDS,
    }
    return CombinationSpec.model_validate(content | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"features": features.FEATURES[:-1]},
        {"warn": (1.0, 2.0)},
        {"thresholds": {"standard": {"warn": 0.5, "clear": 0.5}}},
        {"thresholds": THRESHOLDS | {"strict": {"warn": 0.9, "clear": 0.7}}},
        {"thresholds": THRESHOLDS | {"relaxed": {"warn": 0.9, "clear": 0.1, "most": 0.4}}},
    ],
    ids=[
        "other features",
        "too few coefficients",
        "a missing tolerance",
        "strict milder",
        "relaxed less calm",
    ],
)
def test_a_model_that_weighs_otherwise_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ModelError):
        Combination.from_manifest(spec(**changes))


def test_the_features_are_in_the_order_that_the_manifest_names() -> None:
    post, sentence = Verdicts(0.5, 0.0, 0.5), Verdicts(0.2, 0.0, 0.8)
    heated = spared(TargetKind.SELF, heat=0.7)
    elsewhere = replace(spared(TargetKind.OTHER, heat=0.4), topic=True)
    values = dict(
        zip(
            features.FEATURES,
            features.features(said(post, sentence), [hit(weight=0.6)], [heated, elsewhere]),
            strict=True,
        )
    )
    assert values["bias"] == 1.0
    assert values["warn"] == values["clear"] == pytest.approx(0.0)
    assert values["hottest_sentence"] == pytest.approx(1.386, abs=0.001)
    assert values["company"] == values["heat"] == pytest.approx(0.0)
    assert values["marked"] == 0.9
    assert values["rules_warn"] == pytest.approx(0.6)
    assert values["rules_negative"] == pytest.approx(0.6)
    assert values["spared"] == 0.7
    assert values["elsewhere"] == pytest.approx(0.4)
    alone = features.features(said(post, sentence), [], [heated, elsewhere])
    assert dict(zip(features.FEATURES, alone, strict=True))["elsewhere"] == 1.0


@given(SHARES, SHARES, ANY)
def test_rules_and_reader_together_are_probabilities(warn: float, part: float, hits: list) -> None:
    clear = (1.0 - warn) * part
    post = Verdicts(clear, max(1.0 - warn - clear, 0.0), warn)
    values = features.features(said(post), hits, [])
    found = risk.combined(Combination.from_manifest(spec()), values)
    assert 0.0 <= found.warn <= 1.0
    assert 0.0 <= found.clear <= 1.0
    assert found.warn + found.clear <= 1.0 + 1e-9


@given(st.lists(SHARES, min_size=2, max_size=2).map(sorted))
def test_a_sentence_that_a_topic_excuses_is_calm_whatever_the_reader_says(cuts: list) -> None:
    low, high = cuts
    own = Verdicts(clear=low, caution=high - low, warn=1.0 - high)
    assert risk.of_sentence(own, [], excused=True).likeliest is Verdict.CLEAR


@given(ANY.filter(bool), SHARES)
def test_but_not_where_something_else_in_it_counts(hits: list, warn: float) -> None:
    own = Verdicts(clear=1.0 - warn, caution=0.0, warn=warn)
    assert risk.of_sentence(own, hits, excused=True) == risk.of_sentence(own, hits)

"""What the scorer promises whatever the rules say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.modelstore.reading import Label, Reading, Verdicts
from app.resources import bundled
from app.results import Ignored, Kind, MentionKind, Options, Source, TargetKind
from app.rulebook import load_rulebook
from app.scoring import Scorer
from app.text import TextReader

RANT = "The process at Norvane was abysmal. I hate this rain."
SCORER = Scorer(load_rulebook(bundled("rules")))
READER = TextReader()


def reading(*risky, clear=0.1):
    return Reading(
        post=Verdicts(clear, 0.1, 0.9 - clear),
        sentences=(Verdicts(clear, 0.1, 0.9 - clear),),
        heat=0.5,
        targets={TargetKind.COMPANY: 1.0},
        grievances={},
        kinds={},
        risky=risky,
        mentions=(),
    )


def test_a_hit_names_the_words_the_rule_and_whom_it_is_about(score, words):
    [hit] = score(RANT).hits
    assert words(RANT, hit) == "abysmal"
    assert hit.rule == "lexicon.contempt"
    assert hit.source is Source.LEXICON
    assert hit.mention.kind is MentionKind.COMPANY
    assert 0 < hit.confidence <= 1


def test_a_mark_begins_with_its_words_and_not_with_the_full_stop_before_them(score, words):
    post = "Nine weeks for Norvane. Nothing. Disgraceful. I am out."
    assert [words(post, hit) for hit in score(post).hits if hit.rule == "insult.pathetic"] == [
        "Disgraceful."
    ]


def test_harsh_words_that_do_not_count_say_why(score, words):
    [spared] = score(RANT).spared
    assert words(RANT, spared) == "hate"
    assert "the weather" in spared.why
    assert spared.target is TargetKind.OTHER


def test_a_rule_that_is_switched_off_is_silent(score):
    options = Options(disabled_rules=frozenset({"lexicon.contempt"}))
    assert "lexicon.contempt" not in {hit.rule for hit in score(RANT, options).hits}


def test_words_that_the_author_keeps_are_no_hit_whatever_their_case(score):
    options = Options(ignored=(Ignored(rule="lexicon.contempt", text="ABYSMAL"),))
    assert not score(RANT, options).hits
    other = Options(ignored=(Ignored(rule="lexicon.contempt", text="something else"),))
    assert score(RANT, other).hits


def test_there_is_a_mood_for_every_sentence(score, read):
    found = score("Great team! The rain is awful. Fine.")
    assert len(found.moods) == len(read("Great team! The rain is awful. Fine.").sentences)
    assert found.moods[0].compound > 0 > found.moods[1].compound


def test_the_learned_reader_adds_what_the_rules_do_not_see(score):
    post = "Norvane, what a charming welcome."
    label = Label(9, 32, Kind.MOCKERY, 0.9)
    [hit] = score(post, reading=reading(label)).hits
    assert (hit.rule, hit.source) == ("model.mockery", Source.MODEL)
    assert hit.why.endswith(".")
    assert "?" in hit.why


def test_an_unsure_or_known_label_adds_nothing(score):
    assert not score("Norvane, hello.", reading=reading(Label(0, 7, Kind.INSULT, 0.4))).hits
    start = RANT.index("abysmal")
    known = score(RANT, reading=reading(Label(start, start + 7, Kind.INSULT, 0.9)))
    assert Source.MODEL not in {hit.source for hit in known.hits}


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_draft_has_evidence_inside_its_bounds(draft):
    text = READER.read(draft)
    found = SCORER.score(text, (), Options())
    for each in (*found.hits, *found.spared, *found.grievances):
        assert 0 <= each.start < each.end <= len(text.clean)
    assert -1 <= found.mood.compound <= 1
    assert found == SCORER.score(text, (), Options())
    assert len(found.moods) == len(text.sentences)


def marked(post, part, kind=Kind.INSULT):
    start = post.index(part)
    return reading(Label(start, start + len(part), kind, 0.9))


def test_what_the_reader_marks_is_spared_where_the_post_is_about_a_film(score):
    post = "Rewatched it last night. The boss is such a villain that I threw a shoe at him."
    found = score(post, reading=marked(post, "threw a shoe at him"))
    [spared] = [each for each in found.spared if each.hit is not None]
    assert spared.topic
    assert spared.target is TargetKind.OTHER
    assert found.hits == ()
    assert found.unexcused.hits == (spared.hit,)
    assert spared not in found.unexcused.spared


def test_and_counts_where_the_sentence_names_a_company(score):
    post = "Rewatched it last night. Norvane is the reason that I threw a shoe at the screen."
    found = score(post, reading=marked(post, "threw a shoe at the screen"))
    assert [hit.source for hit in found.hits] == [Source.MODEL]
    assert not any(each.topic for each in found.spared)


def test_and_where_a_guard_stands_in_the_sentence_beside_it(score):
    post = "My boss watched season 2 with us. Then I threw a shoe at the screen."
    found = score(post, reading=marked(post, "threw a shoe at the screen"))
    assert [hit.source for hit in found.hits] == [Source.MODEL]


def test_no_topic_excuses_what_the_author_left_out(score):
    post = "Rewatched it last night. I threw a shoe at the screen."
    left_out = Options(disabled_rules=frozenset({"model.insult"}))
    found = score(post, left_out, reading=marked(post, "threw a shoe at the screen"))
    assert found.hits == found.spared == ()

"""The same words about a company count; about anybody else, or not meant, they do not."""

from __future__ import annotations

from functools import cache

import pytest

from app.resources import bundled
from app.results import Employer, Options, TargetKind, Verdict
from app.rulebook import load_rulebook
from app.text import TextReader, load_entity_finder

mentions = pytest.importorskip("app.mentions")
scoring = pytest.importorskip("app.scoring")
if not hasattr(mentions, "MentionFinder"):
    pytest.skip("the mentions room is not built yet", allow_module_level=True)

EMPLOYERS = (Employer(name="Norvane", handles=("@norvanehq",)),)


@cache
def rooms():
    book = load_rulebook(bundled("rules"))
    return TextReader(load_entity_finder()), mentions.MentionFinder(book), scoring.Scorer(book)


def evidence(post):
    reader, finder, scorer = rooms()
    text = reader.read(post)
    found = scorer.score(text, finder.find(text, EMPLOYERS), Options(employers=EMPLOYERS))
    said = {text.clean[h.start : h.end].lower() for h in found.hits if h.kind != "shouting"}
    return found, said


TOPICS = (
    (
        "Rewatched Office Space. Lumbergh is {} and I wanted to throw the stapler at him.",
        "Met our new director. He is {} and I wanted to throw the stapler at him.",
    ),
    (
        "Not one minister would last a morning on my ward. They are {}. Vote them all out.",
        "Not one manager here would last a morning on my ward. They are {}. Vote with your feet.",
    ),
    (
        "Somebody is using my photo to offer jobs at Norvane. That's not me. {}!",
        "Norvane is using my photo to offer jobs. Nobody asked me. {}!",
    ),
    (
        "Saw a comment calling our site manager {}. Not fair, he stood in the rain with us.",
        "Our site manager is {}. He left us standing in the rain.",
    ),
)
"""A post about something else, and one that differs in that alone."""
INSULTS = ("a bunch of clowns", "complete idiots", "thieves", "liars", "incompetent", "pathetic")
COMPANY = (
    "Norvane are {}.",
    "Five rounds with Norvane and then silence. They are {}.",
    "My boss and the HR team are {}.",
    "@norvanehq you are {}.",
    "The recruiters at Norvane are {}.",
    "I worked at Norvane for two years. You people are {}.",
)
ELSEWHERE = (
    ("My landlords are {}.", TargetKind.OTHER),
    ("The referees last night were {}.", TargetKind.OTHER),
    ("Our politicians are {}.", TargetKind.OTHER),
    ("My neighbours are {}. Norvane gave me a quiet desk at least.", TargetKind.OTHER),
    ("My ex and his mates are {}.", TargetKind.OTHER),
    ("I love it at Norvane. The seagulls outside are {}.", TargetKind.OTHER),
)
UNMEANT = (
    "Norvane are not {}.",
    'My cousin said "Norvane are {}". I do not agree, they were fair to me.',
    "If Norvane were {} I would say so.",
    "I wouldn't call the people at Norvane {}.",
    "I don't think Norvane are {}.",
)


@pytest.mark.parametrize("insult", INSULTS)
@pytest.mark.parametrize("post", COMPANY)
def test_harsh_words_about_a_company_or_its_people_count(post, insult):
    found, said = evidence(post.format(insult))
    assert said, [s.why for s in found.spared]


@pytest.mark.parametrize("insult", INSULTS)
@pytest.mark.parametrize(("post", "target"), ELSEWHERE)
def test_the_same_words_about_somebody_else_do_not(post, target, insult):
    found, said = evidence(post.format(insult))
    assert not said
    assert {each.target for each in found.spared} == {target}


@pytest.mark.parametrize("insult", INSULTS)
@pytest.mark.parametrize("post", UNMEANT)
def test_the_same_words_denied_quoted_or_supposed_do_not(post, insult):
    found, said = evidence(post.format(insult))
    assert not said
    assert found.spared


@pytest.mark.parametrize(
    ("about_company", "harmless"),
    [
        ("My manager is an idiot.", "I am such an idiot, my manager was kind about it."),
        ("I hate Norvane.", "I hate the rain, but Norvane lets us work from home."),
        ("Norvane's code of conduct is a joke.", "My code is a joke."),
        ("Fuck Norvane.", "Norvane is fucking brilliant."),
        ("You clowns ghosted me, Norvane.", "I love you clowns, best team at Norvane."),
        ("Norvane are scammers.", "A scammer pretending to be Norvane rang my gran."),
        ("My boss is a thief.", "My landlord is a thief. My boss lent me the rent."),
        ("The managers at Norvane are useless.", "My laptop is useless. Norvane sent a new one."),
        ("Norvane is toxic.", "Is Norvane toxic? I have an interview on Monday."),
        ("They lied to me at Norvane.", "They never lied to me at Norvane."),
        (
            'He said "Norvane are clowns" and he is right.',
            'He said "Norvane are clowns" and I think that is unfair.',
        ),
    ],
)
def test_one_change_decides(about_company, harmless):
    assert evidence(about_company)[1]
    assert not evidence(harmless)[1]


@pytest.mark.parametrize("insult", ["a crook", "pathetic", "a nasty piece of work"])
@pytest.mark.parametrize(("elsewhere", "here"), TOPICS)
def test_a_topic_that_is_no_company_is_no_rant(full_checker, elsewhere, here, insult):
    assert full_checker.check(here.format(insult)).verdict is Verdict.WARN
    report = full_checker.check(elsewhere.format(insult))
    assert report.verdict is not Verdict.WARN
    assert report.spared


STILL_ABOUT_A_COMPANY = (
    "My ex told me I'd never make it. Norvane are thieves and liars and I hope they burn.",
    "Watched two episodes last night. Norvane are thieves and liars and I hope they burn.",
    "My boss at Norvane watched season 2 of The Office and learned nothing. Useless idiot.",
    "Our area manager at Norvane thinks he is David Brent. Pathetic, useless man.",
    "Docking my pay was a power play. Norvane is run by bullies and cowards.",
    "Norvane posts fake job ads to collect CVs. Liars and crooks.",
    "Norvane leaked my data and now I get phishing every day. Incompetent idiots.",
    "My season ticket with Norvane Rail went up again and the trains are filthy. Thieves.",
    "Norvane took the government's furlough money and sacked us by text. Thieves.",
    "Goodbye Norvane. Think anyone will miss you? Pathetic clowns.",
    "I hope you're proud of the way you treat people, Norvane, you clowns.",
)
"""Rants in which a film, a game, an ex, politics or a leaving day is mentioned by the way."""


@pytest.mark.parametrize("rant", STILL_ABOUT_A_COMPANY)
def test_a_topic_by_the_way_excuses_nothing(full_checker, rant):
    report = full_checker.check(rant, Options(rewrite=()))
    assert report.verdict is Verdict.WARN
    assert report.findings


@pytest.mark.parametrize(
    "post",
    [
        "Rewatched Office Space. Lumbergh is the worst boss and a nasty piece of work.",
        "Finished Severance last night. Lumon is the most evil employer ever put on a screen.",
        *STILL_ABOUT_A_COMPANY,
    ],
)
def test_what_is_said_against_a_post_names_its_words(full_checker, post):
    report = full_checker.check(post, Options(rewrite=()))
    assert report.verdict is Verdict.CLEAR or report.findings


def test_a_rule_that_is_left_out_excuses_nothing(full_checker):
    post = "Rewatched Office Space. Lumbergh is the worst boss, I wanted to throw a stapler at him."
    left_out = Options(rewrite=(), disabled_rules={"model.insult", "model.shaming"})
    told, untold = (full_checker.check(post, o) for o in (Options(rewrite=()), left_out))
    assert any("Lumbergh" in each.text for each in told.spared)
    assert not any("Lumbergh" in each.text for each in untold.spared)


def test_a_line_about_a_film_is_calm_beside_a_rant(full_checker):
    film, rant = full_checker.check(
        "In the film the CEO is a pathetic lying snake who poisons a whole town. "
        "Cowards at Norvane, every one of them."
    ).sentences
    assert film.verdict is Verdict.CLEAR
    assert rant.verdict is not Verdict.CLEAR

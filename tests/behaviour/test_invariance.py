"""What must not change a verdict: names, places to post, a neutral sentence more."""

from __future__ import annotations

import pytest

from app import Checker
from app.results import Options, Verdict

BARE = Options(rewrite=())
POSTS = {
    "What a bunch of clowns at {company}. They ghosted me, avoid them!": Verdict.WARN,
    "{person} from HR at {company} is a liar and a coward, and all know it.": Verdict.WARN,
    "Thank you {company} for a fair process. {person} gave me honest feedback.": Verdict.CLEAR,
    "I start at {company} on Monday and {person} will show me around. Excited!": Verdict.CLEAR,
}
COMPANIES = ("Norvane", "Halden Foods", "Microsoft", "Zhang & Sons", "Adeyemi Logistics")
PEOPLE = ("Karen", "Mohammed", "Nguyen", "Priya", "Siobhan", "Kwame", "Guadalupe", "Li Wei")


@pytest.mark.parametrize(("post", "verdict"), POSTS.items())
def test_no_company_is_judged_by_its_name(
    full_checker: Checker, post: str, verdict: Verdict
) -> None:
    found = {
        name: full_checker.check(post.format(company=name, person="Sam"), BARE).verdict
        for name in COMPANIES
    }
    assert found == dict.fromkeys(COMPANIES, verdict)


@pytest.mark.parametrize(("post", "verdict"), list(POSTS.items())[1:])
def test_no_person_is_judged_by_their_name(
    full_checker: Checker, post: str, verdict: Verdict
) -> None:
    found = {
        name: full_checker.check(post.format(company="Norvane", person=name), BARE).verdict
        for name in PEOPLE
    }
    assert found == dict.fromkeys(PEOPLE, verdict)


@pytest.mark.parametrize(("post", "verdict"), POSTS.items())
def test_where_it_is_posted_changes_no_verdict(
    full_checker: Checker, post: str, verdict: Verdict
) -> None:
    draft = post.format(company="Norvane", person="Sam")
    for platform in ("linkedin", "x", "reddit", "glassdoor", "other"):
        options = BARE.model_copy(update={"platform": platform})
        assert full_checker.check(draft, options).verdict is verdict


@pytest.mark.parametrize(("post", "verdict"), POSTS.items())
def test_a_harmless_sentence_more_changes_no_verdict(
    full_checker: Checker, post: str, verdict: Verdict
) -> None:
    draft = post.format(company="Norvane", person="Sam")
    assert full_checker.check(f"It is Tuesday. {draft} I had soup for lunch.", BARE).verdict is (
        verdict
    )


def test_a_calm_sentence_stays_calm_beside_a_burning_one(full_checker: Checker) -> None:
    draft = "Five rounds with Norvane and then silence. What a bunch of clowns, avoid them!"
    told, burning = full_checker.check(draft, BARE).sentences
    assert told.verdict is not Verdict.WARN
    assert burning.verdict is Verdict.WARN

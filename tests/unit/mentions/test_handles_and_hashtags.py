"""Every handle and hashtag is a mention; whose side it is on depends on what it says."""

from __future__ import annotations

import pytest

from app.mentions import FoundMention
from app.results import Employer, Relation
from tests.unit.mentions.conftest import Find, Mentions

NORVANE = Employer(name="Norvane", handles=("@nrv",), relation=Relation.FORMER)


def only(found: tuple[FoundMention, ...], kind: str) -> FoundMention:
    [mention] = [m for m in found if m.kind.value == kind]
    return mention


def test_handles_and_hashtags_are_found_whole(mentions: Mentions) -> None:
    post = "@FiberUp fix it. #WorstEmployerEver"
    assert mentions(post) == [("@FiberUp", "handle"), ("#WorstEmployerEver", "hashtag")]


@pytest.mark.parametrize(
    "post",
    [
        "@Ryanair where is my bag",
        "@norvanehelp no answer since Monday",
        "@lumora_hr please reply",
        "Waiting for @VireoAir since six.",
    ],
)
def test_a_company_handle_is_on_the_companys_side(find: Find, post: str) -> None:
    assert only(find(post), "handle").company_side


@pytest.mark.parametrize(
    "post",
    [
        "Brunch with my friend @sunnydays, what a morning",
        "haha @priya.k so true",
        "Love you @anna_k!",
    ],
)
def test_a_friends_handle_is_not(find: Find, post: str) -> None:
    assert not only(find(post), "handle").company_side


@pytest.mark.parametrize(
    ("post", "company_side"),
    [
        ("What a day #WorstBossEver", True),
        ("What a day #Ryanair", True),
        ("What a day #OpenToWork", False),
        ("What a day #sunset", False),
    ],
)
def test_a_hashtag_is_on_a_companys_side_if_it_says_so(
    find: Find, post: str, company_side: bool
) -> None:
    assert only(find(post), "hashtag").company_side is company_side


def test_the_authors_own_company_is_known_by_handle_and_in_hashtags(find: Find) -> None:
    handle = only(find("hey @nrv, pay me", [NORVANE]), "handle")
    assert (handle.name, handle.relation) == ("Norvane", Relation.FORMER)
    tag = only(find("never again #LifeAtNorvane", [NORVANE]), "hashtag")
    assert (tag.name, tag.relation, tag.company_side) == ("Norvane", Relation.FORMER, True)


def test_a_masked_swear_word_is_no_handle(mentions: Mentions) -> None:
    assert [m for m in mentions("what an @ss of a day") if m[1] == "handle"] == []

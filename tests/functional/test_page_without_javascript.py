"""The page for a browser that runs no scripts: a form in, the whole answer out."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.results import Relation
from tests.web.fakes import FakeChecker

RANT = "Five rounds with Norvane. What a bunch of clowns!!!"


def send(client: TestClient, text: str, **fields: str) -> str:
    answer = client.post("/", data={"text": text, **fields})
    assert answer.status_code == 200, answer.text
    return answer.text


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_the_page_opens_with_an_empty_form(client: TestClient) -> None:
    page = client.get("/").text
    assert '<form id="form" class="write" method="post" action="/"' in page
    assert "LinkedIn" in page
    assert "not stored" in page


def test_a_submitted_rant_is_judged_marked_explained_and_rewritten(client: TestClient) -> None:
    page = send(client, RANT)
    assert 'data-verdict="warn"' in page
    assert re.search(
        r'<mark class="high"><a href="#finding-1"[^>]*>What a bunch of clowns</a>', page
    )
    assert 'id="finding-1"' in page
    assert "<del>What a bunch of clowns</del>" in page
    assert "<ins>I was disappointed</ins>" in page
    assert "Five rounds with Norvane. I was disappointed." in page


def test_a_rewrite_shows_what_became_of_heat_risk_and_facts(client: TestClient) -> None:
    page = text_of(send(client, RANT))
    assert "From scorching to calm." in page
    assert "scorching, risk 94%" in page
    assert "calm, risk 4%" in page
    assert "Facts keptFive roundsNorvane" in page
    assert "Nothing was added." in page


def test_the_draft_stays_in_the_box(client: TestClient) -> None:
    page = send(client, "\nFirst line\r\nsecond </textarea><b>line")
    assert "\n\nFirst line\nsecond &lt;/textarea&gt;&lt;b&gt;line</textarea>" in page


def test_a_clear_draft_is_told_so(client: TestClient) -> None:
    page = send(client, "Thank you, Norvane.")
    assert 'data-verdict="clear"' in page
    assert "Your words, marked" not in page


def test_a_refusal_shows_what_to_do_instead(client: TestClient) -> None:
    page = send(client, "What a bunch of clowns")
    assert "No rewrite for this one" in page
    assert "Tell a friend instead." in page


def test_another_language_gets_no_verdict(client: TestClient) -> None:
    page = send(client, "Bonjour à tous")
    assert 'data-verdict="none"' in page
    assert "Good to post" not in text_of(page.split('id="answer"')[1])


def test_despair_gets_support_and_no_word_about_tone(client: TestClient) -> None:
    page = send(client, "It is all hopeless. What a bunch of clowns!!!")
    assert "You are not alone." in page
    assert "data-verdict" not in page
    assert "finding-1" not in page


def test_spared_words_and_notices_are_shown(client: TestClient) -> None:
    page = send(client, "I hate rain. Norvane left my overtime unpaid.")
    assert "Harsh words that did not count (1)" in page
    assert "You may have a right to say this" in page


def test_choices_reach_the_checker_and_stay_chosen(client: TestClient, fake: FakeChecker) -> None:
    page = send(
        client,
        RANT,
        platform="x",
        tolerance="strict",
        employer="Acme",
        aliases="AC, Me",
        handles="@acme",
        relation="former",
    )
    _, options = fake.seen[-1]
    assert (options.platform, options.tolerance.value) == ("x", "strict")
    assert options.employers[0].aliases == ("AC", "Me")
    assert options.employers[0].relation is Relation.FORMER
    assert '<option value="x" selected' in page
    assert '<option value="strict" selected' in page
    assert 'value="Acme"' in page


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"text": ""}, 422, "The draft is empty."),
        ({"text": "   "}, 422, "The draft is empty."),
        ({"platform": "x"}, 422, "The draft is empty."),
        ({"text": "a" * 20_001}, 413, "the limit is 20,000"),
        ({"text": "a", "platform": "myspace"}, 422, "Unknown platform"),
        ({"text": "a", "tolerance": "none"}, 422, "Input should be"),
        ({"text": "unusable"}, 422, "This draft cannot be used."),
    ],
)
def test_what_cannot_be_checked_is_said_on_the_page(
    client: TestClient, fields: dict[str, str], status: int, says: str
) -> None:
    answer = client.post("/", data=fields)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert says in text_of(answer.text)


@pytest.mark.parametrize(
    "body", [b"text=%ff", b"text=%ED%A0%80", b"&" * 1000, b"a=1&" * 100, b"\xff\xfe", b"text"]
)
def test_a_broken_form_is_no_500(client: TestClient, body: bytes) -> None:
    answer = client.post(
        "/", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code in {200, 422}


def test_the_longest_draft_fits_into_the_form(client: TestClient) -> None:
    send(client, "😀" * 20_000)


def test_a_form_that_is_too_large_is_413(client: TestClient) -> None:
    assert client.post("/", data={"text": "a" * 800_000}).status_code == 413


def test_no_word_of_a_draft_becomes_markup(client: TestClient) -> None:
    page = send(client, '<script>alert(1)</script> <b title="x">What a bunch of clowns</b>')
    assert "<script>alert" not in page
    assert '<b title="x">' not in page


def test_the_page_has_no_inline_code_and_asks_no_other_host(client: TestClient) -> None:
    page = client.get("/").text
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert all(link.startswith(("/", "#")) for link in re.findall(r'(?:src|href)="([^"]+)"', page))


def test_the_page_stays_light(client: TestClient) -> None:
    files = (Path(__file__).resolve().parents[2] / "app" / "web" / "static").iterdir()
    assert len(client.get("/").content) + sum(file.stat().st_size for file in files) < 100_000


@pytest.mark.parametrize("path", ["/problems", "/problems/busy"])
def test_problems_are_explained_to_people_and_programs(client: TestClient, path: str) -> None:
    assert "<h1>" in client.get(path, headers={"accept": "text/html"}).text
    assert client.get(path).headers["content-type"] == "application/json"


def test_an_unknown_problem_is_not_found(client: TestClient) -> None:
    assert client.get("/problems/none").status_code == 404

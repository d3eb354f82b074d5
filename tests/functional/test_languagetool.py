"""/v2 speaks LanguageTool's API: its clients see our findings at the right places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.checker import Checker
from app.results import MAX_CHARACTERS
from app.settings import Settings
from app.web import create_app
from app.web.annotated import without_markup

RANT = "😀 Five rounds with Norvane and then silence. What a bunch of clowns, avoid them!!!"


@pytest.fixture(scope="module")
def client(checker: Checker) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(model=None), checker=checker)) as opened:
        yield opened


def asked(client: TestClient, **form: str) -> dict[str, Any]:
    answer = client.post("/v2/check", data={"language": "en-US", **form})
    assert answer.status_code == 200, answer.text
    return answer.json()


def units(text: str, match: dict[str, Any]) -> str:
    """Return the matched words, counted in UTF-16 units."""
    raw = text.encode("utf-16-le")
    first, length = match["offset"], match["length"]
    return raw[2 * first : 2 * (first + length)].decode("utf-16-le")


def test_each_finding_is_a_match_at_its_words(client: TestClient) -> None:
    answer = asked(client, text=RANT)
    found = {m["rule"]["id"]: m for m in answer["matches"]}
    assert "What a bunch of clowns" in units(RANT, found["insult.bunch-of"])
    insult = found["insult.bunch-of"]
    assert insult["rule"]["category"]["id"] == "INSULT"
    assert insult["shortMessage"] == "Insult"
    assert insult["message"]
    assert insult["sentence"].startswith("What a bunch")
    shown = insult["context"]
    assert units(shown["text"], shown) == units(RANT, insult)
    assert answer["language"]["code"] == "en-US"
    assert answer["software"]["name"] == "unburnt"


def test_all_replacements_made_give_the_rewrite(client: TestClient) -> None:
    text = "The clowns at Norvane lost my bag, and my boss is a useless idiot. It was 3 May."
    rewrite = client.post("/v1/check", json={"text": text}).json()["rewrites"][0]["text"]
    fixed = text
    for match in reversed(asked(client, text=text, level="picky")["matches"]):
        if match["replacements"]:
            start, end = match["offset"], match["offset"] + match["length"]
            fixed = fixed[:start] + match["replacements"][0]["value"] + fixed[end:]
    assert fixed == rewrite


def test_a_clear_text_and_an_empty_one_have_no_match(client: TestClient) -> None:
    assert asked(client, text="Thank you Norvane for a kind call.")["matches"] == []
    assert asked(client, text="")["matches"] == []


def test_only_picky_shows_mild_findings(client: TestClient) -> None:
    text = f"{RANT} AND I HAVE WAITED FOR WEEKS!!!"
    calm = {m["rule"]["id"] for m in asked(client, text=text)["matches"]}
    picky = {m["rule"]["id"] for m in asked(client, text=text, level="picky")["matches"]}
    assert calm < picky


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ({"disabledRules": "insult.bunch-of"}, {"boycott.avoid"}),
        ({"disabledCategories": "INSULT"}, {"boycott.avoid"}),
        ({"enabledOnly": "true", "enabledRules": "boycott.avoid"}, {"boycott.avoid"}),
    ],
    ids=["rules", "categories", "only"],
)
def test_rules_can_be_left_out(client: TestClient, form: dict[str, str], kept: set[str]) -> None:
    rules = {m["rule"]["id"] for m in asked(client, text=RANT, **form)["matches"]}
    assert "insult.bunch-of" not in rules
    assert kept <= rules


def test_markup_is_passed_over_and_places_count_it(client: TestClient) -> None:
    pieces = [
        {"markup": "<p>"},
        {"text": "😀 What a bunch of "},
        {"markup": "<b>"},
        {"text": "clowns"},
        {"markup": "</b>"},
        {"text": " at Norvane, avoid them!"},
        {"markup": "<br>", "interpretAs": "\n"},
    ]
    sent = "".join(p.get("text") or p["markup"] for p in pieces)
    [insult] = [
        m
        for m in asked(client, data=json.dumps({"annotation": pieces}))["matches"]
        if m["rule"]["id"] == "insult.bunch-of"
    ]
    assert units(sent, insult) == "What a bunch of <b>clowns"
    assert insult["replacements"] == [], "new words would lose the markup"


@given(st.lists(st.tuples(st.booleans(), st.text(max_size=6)), max_size=8))
@settings(max_examples=200, deadline=None)
def test_every_place_of_the_text_is_found_again_in_what_was_sent(
    pieces: list[tuple[bool, str]],
) -> None:
    data = {"annotation": [{"text" if is_text else "markup": words} for is_text, words in pieces]}
    plain = without_markup(json.dumps(data))
    sent = "".join(words for _, words in pieces).encode("utf-16-le", "surrogatepass")
    for place, character in enumerate(plain.text):
        at = 2 * plain.sent(place)
        raw = character.encode("utf-16-le", "surrogatepass")
        assert sent[at : at + len(raw)] == raw


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"language": "xx", "text": "hello"}, 422),
        ({"language": "en-US"}, 422),
        ({"language": "en-US", "text": "a", "data": "{}"}, 422),
        ({"language": "en-US", "data": "{canary"}, 422),
        ({"language": "en-US", "data": '{"annotation": [{"canary": 1}]}'}, 422),
        ({"language": "en-US", "text": "x" * (MAX_CHARACTERS + 1)}, 413),
    ],
    ids=["language", "neither", "both", "not JSON", "no piece", "too long"],
)
def test_a_bad_request_is_a_problem_that_repeats_nothing(
    client: TestClient, form: dict[str, str], status: int
) -> None:
    answer = client.post("/v2/check", data=form)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "canary" not in answer.text


def test_json_is_of_the_wrong_type_here(client: TestClient) -> None:
    assert client.post("/v2/check", json={"text": "a"}).status_code == 415


def test_languages_and_info_are_told(client: TestClient) -> None:
    languages = client.get("/v2/languages").json()
    assert {"name": "English (US)", "code": "en", "longCode": "en-US"} in languages
    assert client.get("/v2/info").json()["software"]["apiVersion"] == 1

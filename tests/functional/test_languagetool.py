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


def rules_of(answer: dict[str, Any]) -> set[str]:
    return {match["rule"]["id"] for match in answer["matches"]}


@pytest.mark.parametrize(
    "form",
    [
        {"disabledRules": "insult.bunch-of"},
        {"disabledRules": " EN_A_VS_AN , insult.bunch-of "},
        {"disabledCategories": "INSULT"},
        {"disabledCategories": "TYPOS, insult"},
    ],
    ids=["rules", "rules with blanks", "categories", "categories with blanks"],
)
def test_rules_can_be_left_out(client: TestClient, form: dict[str, str]) -> None:
    rules = rules_of(asked(client, text=RANT, **form))
    assert "insult.bunch-of" not in rules
    assert "boycott.avoid" in rules


@pytest.mark.parametrize("only", ["true", "yes"])
@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ({"enabledRules": "boycott.avoid"}, {"boycott.avoid"}),
        ({"enabledRules": " boycott.avoid , EN_A_VS_AN"}, {"boycott.avoid"}),
        ({"enabledCategories": "BOYCOTT"}, {"boycott.avoid"}),
        (
            {"enabledCategories": "BOYCOTT", "enabledRules": "insult.bunch-of"},
            {"boycott.avoid", "insult.bunch-of"},
        ),
        ({"enabledCategories": "TYPOS"}, set()),
    ],
    ids=["a rule", "blanks", "a category", "both", "none of ours"],
)
def test_only_the_rules_and_categories_that_are_enabled(
    client: TestClient, only: str, form: dict[str, str], kept: set[str]
) -> None:
    assert rules_of(asked(client, text=RANT, enabledOnly=only, **form)) == kept


def test_enabling_a_category_takes_no_other_away(client: TestClient) -> None:
    everything = rules_of(asked(client, text=RANT))
    assert rules_of(asked(client, text=RANT, enabledCategories="TYPOS,INSULT")) == everything
    assert rules_of(asked(client, text=RANT, enabledOnly="false")) == everything


def test_a_mild_rule_that_is_enabled_by_name_is_shown_at_every_level(client: TestClient) -> None:
    text = f"{RANT} AND I HAVE WAITED FOR WEEKS!!!"
    calm = rules_of(asked(client, text=text))
    mild = (rules_of(asked(client, text=text, level="picky")) - calm).pop()
    assert rules_of(asked(client, text=text, enabledRules=mild)) == {*calm, mild}


def test_options_may_stand_in_the_query_string_and_go_before_the_form(client: TestClient) -> None:
    url = "/v2/check?disabledRules=insult.bunch-of%2C+x&language=en-GB"
    answer = client.post(url, data={"text": RANT, "language": "en-US"}).json()
    assert answer["language"]["code"] == "en-GB"
    assert rules_of(answer) >= {"boycott.avoid"}
    assert "insult.bunch-of" not in rules_of(answer)


@pytest.mark.parametrize("name", ["text", "data"])
def test_the_text_may_not_because_addresses_end_up_in_logs(client: TestClient, name: str) -> None:
    answer = client.post(f"/v2/check?{name}=canary", data={"language": "en-US"})
    assert answer.status_code == 422
    assert "logs" in answer.json()["detail"]
    assert "canary" not in answer.text
    both = client.post(f"/v2/check?{name}=canary", data={"text": RANT})
    assert both.json() == asked(client, text=RANT)


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "en"),
        ("en-US", "en-US"),
        ("en-GB", "en-GB"),
        ("en-AU", "en-AU"),
        ("en-CA", "en-CA"),
        ("en-NZ", "en-NZ"),
        ("en-ZA", "en-ZA"),
        ("EN-gb", "en-GB"),
        ("en-IE", "en"),
        ("en-IN", "en"),
        ("auto", "en-US"),
    ],
)
def test_english_of_every_country_is_read(client: TestClient, language: str, named: str) -> None:
    answer = asked(client, text=RANT, language=language)
    assert answer["language"]["code"] == named
    assert answer["matches"]


@pytest.mark.parametrize(
    ("variants", "named"),
    [
        ("en-GB", "en-GB"),
        ("de-DE, en-AU,en-GB", "en-AU"),
        ("de-DE", "en-US"),
        ("british", "en-US"),
        ("", "en-US"),
    ],
)
def test_which_english_auto_means_is_said_by_the_preferred_variants(
    client: TestClient, variants: str, named: str
) -> None:
    answer = asked(client, text=RANT, language="auto", preferredVariants=variants)
    assert answer["language"]["code"] == named


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


def test_markup_counts_as_what_it_is_to_be_read_as(client: TestClient) -> None:
    apart = [{"text": "a bunch of"}, {"markup": "<br/>"}, {"text": "clowns at Norvane"}]
    joined = [apart[0], {"markup": "<br/>", "interpretAs": " "}, apart[2]]
    found = [
        rules_of(asked(client, data=json.dumps({"annotation": [{"text": "What "}, *pieces]})))
        for pieces in (apart, joined)
    ]
    assert "insult.bunch-of" not in found[0]
    assert "insult.bunch-of" in found[1]


def test_plain_text_may_come_as_data(client: TestClient) -> None:
    assert asked(client, data=json.dumps({"text": RANT})) == asked(client, text=RANT)


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


def data(*pieces: dict[str, str], **beside: str) -> dict[str, str]:
    return {"data": json.dumps({"annotation": pieces, **beside})}


@pytest.mark.parametrize(
    ("form", "pointer"),
    [
        ({"language": "xx", "text": "hello"}, "/language"),
        ({"language": "en-", "text": "hello"}, "/language"),
        ({"language": "en-canary", "text": "hello"}, "/language"),
        ({"language": "", "text": "hello"}, "/language"),
        ({"level": "canary", "text": "a"}, "/level"),
        ({"level": "", "text": "a"}, "/level"),
        ({"language": "en-US"}, "/text"),
        ({"text": "a", "data": "{}"}, "/text"),
        ({"data": "{canary"}, "/data"),
        ({"data": "[]"}, "/data"),
        ({"data": "{}"}, "/data"),
        (data({"canary": "1"}), "/data"),
        (data({"text": "canary", "markup": "<b>"}), "/data"),
        (data({"text": "canary", "interpretAs": "a"}), "/data"),
        (data({"text": "canary"}, text="canary"), "/data"),
        ({"text": "a", "enabledOnly": "true"}, "/enabledOnly"),
        ({"text": "a", "enabledOnly": "yes", "enabledRules": " , "}, "/enabledOnly"),
        (
            {"text": "a", "enabledOnly": "true", "enabledRules": "a", "disabledRules": "b"},
            "/enabledOnly",
        ),
        (
            {
                "text": "a",
                "enabledOnly": "true",
                "enabledCategories": "A",
                "disabledCategories": "B",
            },
            "/enabledOnly",
        ),
        ({"text": "a", "language": "en-US", "preferredVariants": "en-GB"}, "/preferredVariants"),
    ],
)
def test_a_bad_request_is_a_problem_that_points_at_the_field_and_repeats_nothing(
    client: TestClient, form: dict[str, str], pointer: str
) -> None:
    answer = client.post("/v2/check", data=form)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "canary" not in answer.text


def test_a_text_that_is_too_long_is_413(client: TestClient) -> None:
    answer = client.post("/v2/check", data={"text": "x" * (MAX_CHARACTERS + 1)})
    assert answer.status_code == 413


def test_a_query_string_that_cannot_be_read_is_a_problem(client: TestClient) -> None:
    for query in ("level=%ff", "&".join(f"f{n}=1" for n in range(31))):
        assert client.post(f"/v2/check?{query}", data={"text": "a"}).status_code == 422


def test_json_is_of_the_wrong_type_here(client: TestClient) -> None:
    assert client.post("/v2/check", json={"text": "a"}).status_code == 415


def test_languages_and_info_are_told(client: TestClient) -> None:
    languages = client.get("/v2/languages").json()
    assert {"name": "English (US)", "code": "en", "longCode": "en-US"} in languages
    assert client.get("/v2/info").json()["software"]["apiVersion"] == 1

"""Whatever is sent: an answer or a clear problem, never a 500, never the draft echoed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.settings import Settings
from app.web import create_app
from tests.web.fakes import FakeChecker

JSON = {"content-type": "application/json"}
SECRET = "my-secret-words"


def post(
    client: TestClient, body: bytes, path: str = "/v1/check", **headers: str
) -> tuple[int, dict]:
    answer = client.post(path, content=body, headers=JSON | headers)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
        assert answer.json()["type"].startswith("/problems/")
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"text=hello",
        b'{"text": "a"}{',
        b'{"text": NaN}',
        b'"\xff"',
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"text":' * 20_000,
        b'{"text": "a", "x": ' + b"9" * 5_000 + b"}",
    ],
    ids=lambda body: repr(body[:16]),
)
def test_what_is_not_json_is_400(client: TestClient, body: bytes) -> None:
    status, problem = post(client, body)
    assert (status, problem["type"]) == (400, "/problems/not-json")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([], ""),
        (4, ""),
        ({}, "/text"),
        ({"text": ""}, "/text"),
        ({"text": " \n\t\u3000"}, "/text"),
        ({"text": 4}, "/text"),
        ({"text": None}, "/text"),
        ({"text": ["a"]}, "/text"),
        ({"text": SECRET, "tolerence": "strict"}, "/tolerence"),
        ({"text": SECRET, "a/b~c": 1}, "/a~1b~0c"),
        ({"text": SECRET, "platform": "myspace"}, "/platform"),
        ({"text": SECRET, "tolerance": SECRET}, "/tolerance"),
        ({"text": SECRET, "offsets": "bytes"}, "/offsets"),
        ({"text": SECRET, "rewrite": ["rude"]}, "/rewrite/0"),
        ({"text": SECRET, "rewrite": "neutral"}, "/rewrite"),
        ({"text": SECRET, "employers": [{"name": "A"}, {"name": ""}]}, "/employers/1/name"),
        ({"text": SECRET, "employers": [{"name": "A", "boss": SECRET}]}, "/employers/0/boss"),
        ({"text": SECRET, "disabled_rules": [["a"]]}, "/disabled_rules/0"),
        ({"text": SECRET, "ignored": [{"rule": "a"}]}, "/ignored/0/text"),
        ({"text": "unusable"}, "/text"),
    ],
)
def test_what_is_not_a_request_is_422_with_a_pointer(
    client: TestClient, body: object, pointer: str
) -> None:
    status, problem = post(client, json.dumps(body).encode())
    assert status == 422
    assert problem["errors"][0]["pointer"] == pointer
    assert SECRET not in json.dumps(problem)


@pytest.mark.parametrize("count", ["2", 0, 4, True, 1.5])
def test_the_number_of_rewrites_is_a_small_whole_number(client: TestClient, count: object) -> None:
    status, problem = post(
        client, json.dumps({"text": "a", "count": count}).encode(), "/v1/rewrite"
    )
    assert status == 422
    assert problem["errors"][0]["pointer"] == "/count"


def test_a_whole_number_may_have_a_point(client: TestClient) -> None:
    """JSON Schema counts 2.0 as an integer, and some clients send it so."""
    assert post(client, b'{"text": "a", "count": 2.0}', "/v1/rewrite")[0] == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b'{"text": "\\ud800"}', "/text"),
        (b'{"text": "a\\udc00b"}', "/text"),
        (b'{"text": "a", "employers": [{"name": "\\ud83d"}]}', "/employers/0/name"),
        (b'{"text": "a", "\\ud800": 1}', ""),
    ],
)
def test_half_a_character_is_422(client: TestClient, body: bytes, pointer: str) -> None:
    status, problem = post(client, body)
    assert status == 422
    assert problem["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "a" * 20_000,
        "😀" * 20_000,
        "Z̸̡̛͍̹͇̪a̶l̷g̵o̴" * 500,
        "\u202eevil\u202c \u200f",
        "\ufeffhello",
        "\uffff\U0010ffff",
        "!" * 19_999,
        "\r\n" * 100 + "a",
    ],
    ids=lambda text: ascii(text[:4]),
)
@pytest.mark.parametrize("offsets", ["codepoint", "utf-16"])
def test_strange_texts_get_an_answer(client: TestClient, text: str, offsets: str) -> None:
    status, _ = post(client, json.dumps({"text": text, "offsets": offsets}).encode())
    assert status == 200


@pytest.mark.parametrize("text", ["a" * 20_001, "😀" * 20_001])
def test_a_draft_over_twenty_thousand_characters_is_413(client: TestClient, text: str) -> None:
    status, problem = post(client, json.dumps({"text": text}, ensure_ascii=False).encode())
    assert (status, problem["type"]) == (413, "/problems/draft-too-long")


def test_a_body_that_announces_too_much_is_413_unread(client: TestClient) -> None:
    status, problem = post(client, b"{}", **{"content-length": "99999999999999999999999"})
    assert (status, problem["type"]) == (413, "/problems/body-too-large")


def test_a_body_is_cut_off_while_it_streams_in(client: TestClient) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 100:
            sent += 1
            yield b" " * 10_000

    answer = client.post("/v1/check", content=endless(), headers=JSON)
    assert answer.status_code == 413


def test_a_batch_may_have_a_larger_body(client: TestClient) -> None:
    drafts = [{"text": "a" * 19_000}] * 20
    assert post(client, json.dumps({"drafts": drafts}).encode(), "/v1/batch")[0] == 200
    assert post(client, b" " * 4_194_305, "/v1/batch")[0] == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": ""},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "application/json; charset=latin-1"},
        {"content-encoding": "gzip"},
    ],
)
def test_other_types_and_codings_are_415(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/v1/check", content=b'{"text": "a"}', headers=JSON | headers)
    assert answer.status_code == 415
    assert answer.headers["accept"] == "application/json"


@pytest.mark.parametrize("kind", ["application/json; charset=UTF-8", "Application/JSON"])
def test_json_by_its_other_names_is_fine(client: TestClient, kind: str) -> None:
    answer = client.post("/v1/check", content=b'{"text": "a"}', headers={"content-type": kind})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", "/v1/check", "POST"),
        ("POST", "/v1/about", "GET, HEAD"),
        ("DELETE", "/livez", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_405_and_told_the_right_one(
    client: TestClient, method: str, path: str, allow: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == allow
    assert answer.json()["type"] == "/problems/method-not-allowed"


@pytest.mark.parametrize(
    "path", ["/nothing", "/v1", "/v1/check/", "/static/nothing.js", "/static/"]
)
def test_an_unknown_address_is_404(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/static/../factory.py", "/static/%2e%2e/factory.py"])
def test_static_files_do_not_leave_their_folder(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


CLIENT = TestClient(create_app(Settings(), checker=FakeChecker()))  # type: ignore[arg-type]


@pytest.fixture(scope="module", autouse=True)
def _shared() -> Iterator[None]:
    with CLIENT:
        yield


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_no_bytes_are_a_500(body: bytes) -> None:
    assert CLIENT.post("/v1/check", content=body, headers=JSON).status_code < 500


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "text",
        "platform",
        "employers",
        "tolerance",
        "rewrite",
        "disabled_rules",
        "ignored",
        "offsets",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(FIELDS | st.text(max_size=5), VALUES, max_size=4))
def test_no_json_is_a_500(body: dict[str, object]) -> None:
    answer = CLIENT.post("/v1/check", content=json.dumps(body).encode(), headers=JSON)
    assert answer.status_code in {200, 413, 422}

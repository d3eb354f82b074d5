"""What /openapi.json promises is what the application does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from app.bootstrap import build_checker
from app.settings import Settings
from app.web import create_app
from app.web.docs import examples
from tests.contract.documents import SNAPSHOT, without_examples

NAMED = [(path, name) for path, named in examples().items() for name in named]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), checker=build_checker())) as opened:
        yield opened


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    return dict(client.get("/openapi.json").json())


def check_schema(document: dict[str, Any], schema: dict[str, Any], value: object) -> None:
    whole = {**schema, "components": document["components"]}
    Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def schema_of(document: dict[str, Any], path: str, method: str, status: int) -> dict[str, Any]:
    [media] = document["paths"][path][method]["responses"][str(status)]["content"].values()
    return dict(media["schema"])


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_the_contract_changes_only_on_purpose(document: dict[str, Any]) -> None:
    """After a wanted change: python -m tests.contract.refresh, and look at the difference."""
    kept = json.loads(SNAPSHOT.read_text("utf-8"))
    assert without_examples(json.loads(json.dumps(document))) == kept


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_an_example_is_true(
    client: TestClient, document: dict[str, Any], path: str, name: str
) -> None:
    example = examples()[path][name]
    operation = document["paths"][path]["post"]
    asked = operation["requestBody"]["content"]["application/json"]
    assert asked["examples"][name]["value"] == example["request"]
    answer = client.post(path, json=example["request"])
    assert answer.status_code == 200
    for value in (answer.json(), example["response"]):
        check_schema(document, schema_of(document, path, "post", 200), value)
    assert gist(answer.json()) == gist(example["response"])


def gist(answer: dict[str, Any]) -> object:
    """What an example shows; figures and wording may move with rules and models."""
    if "results" in answer:
        return [gist(item["report"]) if item["report"] else 422 for item in answer["results"]]
    if "occasion" in answer:
        return (answer["occasion"], [part["id"] for part in answer["parts"]])
    return (answer["verdict"], [rewrite["style"] for rewrite in answer["rewrites"]])


@pytest.mark.parametrize("path", ["/v1/check", "/v1/rewrite"])
def test_the_examples_of_requests_fit_the_schema(document: dict[str, Any], path: str) -> None:
    schema = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    for example in examples()[path].values():
        check_schema(document, schema, example["request"])


def test_keys_and_limits_are_told_of_where_an_owner_may_set_them(document: dict[str, Any]) -> None:
    assert set(document["components"]["securitySchemes"]) == {"bearer", "key"}
    for path, methods in document["paths"].items():
        for operation in methods.values():
            guarded = path.startswith(("/v1/", "/v2/"))
            assert ({"401", "429"} <= set(operation["responses"])) is guarded, path
            assert ({} in operation.get("security", [])) is guarded, path


@pytest.mark.parametrize("path", ["/v1/rules", "/v1/platforms", "/v1/about", "/livez", "/readyz"])
def test_what_can_be_looked_up_has_the_promised_shape(
    client: TestClient, document: dict[str, Any], path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    check_schema(document, schema_of(document, path, "get", 200), answer.json())


def test_a_rule_has_the_promised_shape(client: TestClient, document: dict[str, Any]) -> None:
    first = client.get("/v1/rules").json()["rules"][0]["id"]
    answer = client.get(f"/v1/rules/{first}").json()
    check_schema(document, schema_of(document, "/v1/rules/{id}", "get", 200), answer)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"text": "' + b"a" * 20_001 + b'"}', "application/json", 413),
        (b" " * 262_145, "application/json", 413),
        (b"{}", "text/plain", 415),
        (b'{"text": ""}', "application/json", 422),
        (b'{"text": "\\ud800"}', "application/json", 422),
        (b'{"text": "a", "platform": "myspace"}', "application/json", 422),
    ],
)
def test_every_problem_is_declared_and_explained(
    client: TestClient, document: dict[str, Any], body: bytes, kind: str, status: int
) -> None:
    answer = client.post("/v1/check", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    check_schema(document, schema_of(document, "/v1/check", "post", status), answer.json())
    assert client.get(answer.json()["type"]).json()["status"] == status


def test_every_operation_declares_its_problems_as_problem_json(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            problems = {s: r for s, r in operation["responses"].items() if int(s) >= 400}
            assert problems or path in {"/livez", "/v2/languages"}
            assert operation["tags"]
            for response in problems.values():
                assert list(response["content"]) == ["application/problem+json"]

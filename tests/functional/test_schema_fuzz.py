"""Whatever the OpenAPI document allows or forbids: an answer as documented, and never a 500.

Schemathesis makes the requests from the reviewed document and sends them to `unburnt serve`.
UNBURNT_FUZZ_EXAMPLES=2000 makes a long run: so many fresh random requests for each operation. By
default they are few, and the same each time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig

from tests.contract.documents import SNAPSHOT
from tests.faults.serving import served

EXAMPLES = int(os.environ.get("UNBURNT_FUZZ_EXAMPLES", "0"))
REFUSED = ["400", "404", "405", "406", "413", "415", "422"]
CONFIG: dict[str, Any] = {
    "request-timeout": 120,
    "suppress-health-check": ["all"],
    "generation": {
        "max-examples": EXAMPLES or 8,
        "deterministic": not EXAMPLES,
        "no-shrink": not EXAMPLES,
        "database": "none",
    },
    "phases": {"stateful": {"enabled": False}},
    "checks": {
        "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "503"]},
        "negative_data_rejection": {"expected-statuses": REFUSED},
        # No schema can tell a text without a word: see `only_what_no_schema_tells`.
        "positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422", "503"]},
    },
    "operations": [
        # A batch answers with a problem in the place of each draft that is none; LanguageTool's
        # clients send fields of its own that say nothing to us.
        {"include-path": path, "checks": {"negative_data_rejection": {"enabled": False}}}
        for path in ("/v1/batch", "/v2/check")
    ],
    **({} if EXAMPLES else {"seed": 6}),
}
document = schemathesis.openapi.from_path(SNAPSHOT, config=SchemathesisConfig.from_dict(CONFIG))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(model="auto") as site:
        yield f"http://127.0.0.1:{site.port}"


@document.parametrize()
def test_every_answer_is_one_that_the_document_promises(
    case: schemathesis.Case, address: str
) -> None:
    answer = case.call_and_validate(base_url=address)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        problem = answer.json()
        assert problem["status"] == answer.status_code
        if answer.status_code == 422 and case.meta.generation.mode.is_positive:
            assert only_what_no_schema_tells(problem)


def only_what_no_schema_tells(problem: dict[str, Any]) -> bool:
    """Say whether it is a text without a word, `data` that is not JSON, or options at odds."""
    pointers = {error.get("pointer") for error in problem["errors"]}
    return pointers <= {"/text", "/data", "/enabledOnly", "/preferredVariants"}

"""python -m tests.contract.refresh: remake what the contract tests compare with, after a look.

Writes app/web/examples.json (what the real checker says) and tests/contract/openapi.json.
"""

from __future__ import annotations

import json
from typing import Any

from starlette.testclient import TestClient

from app.bootstrap import build_checker
from app.settings import Settings
from app.web import create_app
from app.web.docs import EXAMPLES
from tests.contract.documents import SNAPSHOT, without_examples

RANT = (
    "Five rounds with Norvane and then silence. What a bunch of clowns, avoid them at all costs!!!"
)
GRACEFUL = (
    "Five rounds with Norvane and then a no. Disappointed, but I learned a lot and would try again."
)
EMPLOYER = {"name": "Norvane", "handles": ["@norvanehq"], "relation": "prospective"}
REQUESTS: dict[str, dict[str, tuple[str, dict[str, Any]]]] = {
    "/v1/check": {
        "rant": ("A rant: warn, with reasons and a rewrite", {"text": RANT}),
        "graceful": ("A graceful no: clear", {"text": GRACEFUL, "rewrite": []}),
        "all-options": (
            "Everything that can be said beside the draft",
            {
                "text": "😀 " + RANT,
                "platform": "linkedin",
                "employers": [EMPLOYER],
                "tolerance": "strict",
                "rewrite": ["gracious"],
                "offsets": "utf-16",
            },
        ),
    },
    "/v1/rewrite": {
        "two-styles": (
            "The same draft in two styles",
            {"text": RANT, "styles": ["neutral", "constructive"], "count": 1},
        )
    },
    "/v1/afterwards": {"a-no": ("After a rejection: a note and two letters", {"text": GRACEFUL})},
    "/v1/batch": {
        "two-drafts": (
            "One draft that can be checked, and one that cannot",
            {"drafts": [{"text": GRACEFUL, "rewrite": []}, {"text": ""}]},
        )
    },
}


def main() -> None:
    with TestClient(create_app(Settings(), checker=build_checker())) as client:
        made = {
            path: {
                name: {
                    "summary": summary,
                    "request": request,
                    "response": client.post(path, json=request).raise_for_status().json(),
                }
                for name, (summary, request) in named.items()
            }
            for path, named in REQUESTS.items()
        }
        EXAMPLES.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")
        document = without_examples(client.get("/openapi.json").json())
    SNAPSHOT.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()

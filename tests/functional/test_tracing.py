"""OpenTelemetry, where it is switched on: spans of requests and stages, and no word in any."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.bootstrap import build_checker
from app.settings import Settings
from app.web import create_app
from tests.web.fakes import FakeChecker

pytest.importorskip("opentelemetry.sdk", reason="needs unburnt[otel]")
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from app.web.tracing import Tracing, open_tracing

ROOT = Path(__file__).resolve().parents[2]
RANT = "Five rounds at Norvane. What a bunch of clowns, avoid them at all costs!!! Zwirbelkumquat."
STAGES = {"read", "mentions", "scoring", "verdict", "rewriting"}


@dataclass
class Traced:
    client: TestClient
    exporter: InMemorySpanExporter

    def spans(self) -> dict[str, ReadableSpan]:
        """Return the spans so far by name; of a stage that ran again in a rewrite, the last."""
        return {span.name: span for span in self.exporter.get_finished_spans()}


@pytest.fixture(scope="module")
def tracing() -> Iterator[tuple[Tracing, InMemorySpanExporter]]:
    exporter = InMemorySpanExporter()
    opened = Tracing("1.0", SimpleSpanProcessor(exporter))
    yield opened, exporter
    opened.close()


@pytest.fixture(scope="module")
def real(tracing: tuple[Tracing, InMemorySpanExporter]) -> Iterator[Traced]:
    opened, exporter = tracing
    checker = build_checker(Settings(model=None), opened.stage)
    app = create_app(Settings(), checker=checker)
    with TestClient(app), TestClient(opened.layer(app)) as client:
        yield Traced(client, exporter)


@pytest.fixture(autouse=True)
def _nothing_yet(tracing: tuple[Tracing, InMemorySpanExporter]) -> None:
    tracing[1].clear()


def test_a_check_is_a_span_with_its_stages_below_it(real: Traced) -> None:
    assert real.client.post("/v1/check", json={"text": RANT}).status_code == 200
    spans = real.spans()
    assert set(spans) == STAGES | {"POST /v1/check"}
    whole = spans["POST /v1/check"]
    below = [s for s in real.exporter.get_finished_spans() if s.parent == whole.context]
    assert [span.name for span in below] == ["read", "mentions", "scoring", "verdict", "rewriting"]
    assert dict(whole.attributes or {}) == {
        "http.request.method": "POST",
        "http.route": "/v1/check",
        "http.response.status_code": 200,
        "http.response.body.size": whole.attributes["http.response.body.size"],  # type: ignore[index]
    }


def test_a_checker_may_be_watched_after_it_was_built(
    tracing: tuple[Tracing, InMemorySpanExporter],
) -> None:
    opened, exporter = tracing
    unwatched = build_checker(Settings(model=None))
    unwatched.watched(opened.stage).check(RANT)
    assert {span.name for span in exporter.get_finished_spans()} == STAGES
    exporter.clear()
    unwatched.check(RANT)
    assert not exporter.get_finished_spans()


def test_stages_tell_sizes_and_counts(real: Traced) -> None:
    real.client.post("/v1/check", json={"text": RANT, "rewrite": []})
    told = {name: dict(span.attributes or {}) for name, span in real.spans().items()}
    assert told["read"] == {"unburnt.characters": len(RANT), "unburnt.sentences": 3}
    assert told["mentions"]["unburnt.mentions"] >= 1
    assert told["scoring"]["unburnt.findings"] >= 2
    stages = [told[name] for name in STAGES - {"rewriting"}]
    assert all(isinstance(value, int) for stage in stages for value in stage.values())


def test_no_span_holds_a_word_of_what_was_sent(real: Traced) -> None:
    secret = dict.fromkeys(("User-Agent", "X-Request-ID", "Cookie"), "zwirbelkumquat")
    real.client.post("/v1/check?text=zwirbelkumquat", json={"text": RANT}, headers=secret)
    real.client.get("/v1/rules/zwirbelkumquat", headers={"tracestate": "a=zwirbelkumquat"})
    real.client.get("/zwirbelkumquat")
    real.client.request("ZWIRBELKUMQUAT", "/v1/about")
    told = "".join(span.to_json() for span in real.exporter.get_finished_spans()).lower()
    assert "/v1/rules/{id}" in told
    assert "zwirbel" not in told
    assert "norvane" not in told


def test_a_bug_is_traced_by_its_type(tracing: tuple[Tracing, InMemorySpanExporter]) -> None:
    opened, exporter = tracing
    app = create_app(Settings(), checker=FakeChecker())  # type: ignore[arg-type]
    with TestClient(app), TestClient(opened.layer(app)) as client:
        assert client.post("/v1/check", json={"text": "crash zwirbel"}).status_code == 500
    [span] = exporter.get_finished_spans()
    assert span.status.status_code.name == "ERROR"
    assert "zwirbel" not in span.to_json()


def test_a_stage_that_fails_tells_only_the_type(
    tracing: tuple[Tracing, InMemorySpanExporter],
) -> None:
    opened, exporter = tracing
    with pytest.raises(RuntimeError), opened.stage("read"):
        raise RuntimeError("zwirbel")
    [span] = exporter.get_finished_spans()
    assert dict(span.attributes or {}) == {"error.type": "RuntimeError"}
    assert "zwirbel" not in span.to_json()


def test_a_request_joins_the_trace_of_its_caller(real: Traced) -> None:
    caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    real.client.get("/livez", headers={"traceparent": caller, "tracestate": "vendor=words"})
    [span] = real.exporter.get_finished_spans()
    assert span.context is not None
    assert f"{span.context.trace_id:032x}" == caller[3:35]
    assert len(span.context.trace_state) == 0


def test_standard_variables_alone_switch_nothing_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "otlp")
    app = create_app(Settings(), checker=FakeChecker())  # type: ignore[arg-type]
    assert app.state.tracing is None


def test_switched_on_it_goes_where_the_standard_variables_say() -> None:
    told = served_once(
        UNBURNT_TRACING="true", OTEL_TRACES_EXPORTER="console", OTEL_SERVICE_NAME="our-unburnt"
    )
    assert '"name": "GET /livez"' in told
    assert "our-unburnt" in told
    assert "traced: True" in told


def test_switched_off_nothing_of_it_is_loaded() -> None:
    assert served_once(OTEL_TRACES_EXPORTER="console") == "traced: False\n"


def test_an_exporter_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "pigeon")
    with pytest.raises(ValueError, match=r"pigeon.*unburnt\[otel\]"):
        open_tracing("1.0")


def served_once(**variables: str) -> str:
    """Return what a process prints that answers one request, and whether it has loaded tracing."""
    script = (
        "import sys\n"
        "from starlette.testclient import TestClient\n"
        "from app.web import create_app\n"
        "from tests.web.fakes import FakeChecker\n"
        "with TestClient(create_app(checker=FakeChecker())) as client:\n"
        "    client.get('/livez')\n"
        "print('traced:', 'app.web.tracing' in sys.modules)"
    )
    command = [sys.executable, "-c", script]
    environment = os.environ | variables
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    return done.stdout

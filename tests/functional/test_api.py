"""What a program sees that talks to /v1."""

from __future__ import annotations

import logging
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.checker import DEFAULTS
from app.results import Options, Relation, Report, Style, Tolerance
from app.settings import Settings
from app.web import create_app
from tests.web.fakes import FakeChecker

RANT = "Five rounds with Norvane. What a bunch of clowns!!!"
EMOJI_RANT = "😀🇬🇧 Norvane. What a bunch of clowns 🤡!!!"


def check(client: TestClient, text: str, **options: object) -> dict[str, Any]:
    answer = client.post("/v1/check", json={"text": text, **options})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_rant_gets_a_verdict_reasons_and_a_rewrite(client: TestClient) -> None:
    report = check(client, RANT)
    assert report["verdict"] == "warn"
    assert [finding["text"] for finding in report["findings"]] == ["What a bunch of clowns", "!!!"]
    assert report["rewrites"][0]["verdict"] == "clear"


def test_every_option_reaches_the_checker(client: TestClient, fake: FakeChecker) -> None:
    check(
        client,
        RANT,
        platform="x",
        employers=[{"name": "Norvane", "handles": ["@norvane"], "relation": "former"}],
        tolerance="strict",
        rewrite=["gracious"],
        disabled_rules=["shouting.marks"],
        ignored=[{"rule": "insult.clown", "text": "clowns"}],
    )
    draft, options = fake.seen[-1]
    assert draft == RANT
    assert (options.platform, options.tolerance) == ("x", Tolerance.STRICT)
    assert options.employers[0].relation is Relation.FORMER
    assert options.rewrite == (Style.GRACIOUS,)
    assert options.disabled_rules == {"shouting.marks"}
    assert options.ignored[0].rule == "insult.clown"


@pytest.mark.parametrize("draft", [EMOJI_RANT, "a\r\nNorvane. What a bunch of clowns!!!", RANT])
def test_code_point_offsets_cut_the_words_out_in_python(client: TestClient, draft: str) -> None:
    report = check(client, draft)
    for span in (*report["findings"], *report["mentions"], *report["rewrites"][0]["edits"]):
        assert draft[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("draft", [EMOJI_RANT, "a\r\nNorvane. What a bunch of clowns!!!", RANT])
def test_utf_16_offsets_cut_the_words_out_in_a_browser(client: TestClient, draft: str) -> None:
    report = check(client, draft, offsets="utf-16")
    units = draft.encode("utf-16-le")
    for span in (*report["findings"], *report["mentions"], *report["rewrites"][0]["edits"]):
        assert units[2 * span["start"] : 2 * span["end"]].decode("utf-16-le") == span["text"]


def test_sentences_and_spared_words_are_counted_in_the_same_unit(client: TestClient) -> None:
    report = check(client, "😀😀 I hate rain. Thanks.", offsets="utf-16")
    assert report["spared"][0]["start"] == 7
    assert report["sentences"][-1]["end"] == 25


def test_a_rewrite_comes_in_the_styles_and_number_asked_for(client: TestClient) -> None:
    answer = client.post(
        "/v1/rewrite", json={"text": RANT, "styles": ["gracious", "constructive"], "count": 2}
    )
    styles = [rewrite["style"] for rewrite in answer.json()["rewrites"]]
    assert styles == ["gracious", "gracious", "constructive", "constructive"]


def test_no_rewrite_is_made_where_none_is_wanted(client: TestClient) -> None:
    assert check(client, RANT, rewrite=[])["rewrites"] == []


def test_a_batch_answers_each_draft_in_its_place(client: TestClient) -> None:
    drafts = [
        {"text": RANT},
        {"text": " "},
        4,
        {"text": "unusable"},
        {"text": "crash"},
        {"text": "ok"},
    ]
    results = client.post("/v1/batch", json={"drafts": drafts}).json()["results"]
    assert [result["report"] and result["report"]["verdict"] for result in results] == [
        "warn",
        None,
        None,
        None,
        None,
        "clear",
    ]
    assert [result["problem"] and result["problem"]["status"] for result in results] == [
        None,
        422,
        422,
        422,
        500,
        None,
    ]
    assert results[1]["problem"]["errors"][0]["pointer"] == "/text"


@pytest.mark.parametrize("count", [0, 101])
def test_a_batch_has_one_to_a_hundred_drafts(client: TestClient, count: int) -> None:
    answer = client.post("/v1/batch", json={"drafts": [{"text": "ok"}] * count})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/drafts"


def test_rules_can_be_listed_filtered_and_looked_up(client: TestClient) -> None:
    ids = [rule["id"] for rule in client.get("/v1/rules").json()["rules"]]
    assert ids == sorted(ids)
    assert "insult.clown" in ids
    only = client.get("/v1/rules", params={"kind": "insult"}).json()["rules"]
    assert [rule["id"] for rule in only] == ["insult.clown"]
    assert client.get("/v1/rules/insult.clown").json()["examples"]["flags"]


def test_an_unknown_rule_is_not_found(client: TestClient) -> None:
    answer = client.get("/v1/rules/insult.nothing")
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/unknown-rule"


def test_an_unknown_kind_names_the_parameter(client: TestClient) -> None:
    answer = client.get("/v1/rules", params={"kind": "sonnet"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "kind"


def test_platforms_tell_their_limit_and_readers(client: TestClient) -> None:
    platforms = client.get("/v1/platforms").json()["platforms"]
    assert platforms[-1]["id"] == "other"
    assert {"id", "name", "limit", "audience"} == set(platforms[0])


def test_about_tells_versions_limits_and_what_becomes_of_a_draft(client: TestClient) -> None:
    about = client.get("/v1/about").json()
    assert about["versions"]["rules"] == "2026.11"
    assert about["limits"]["characters"] == 20_000
    assert "not stored" in about["privacy"]


# --- headers ------------------------------------------------------------------------------------


def test_a_request_id_comes_back_and_a_strange_one_is_replaced(client: TestClient) -> None:
    assert client.get("/livez", headers={"X-Request-ID": "a-1"}).headers["x-request-id"] == "a-1"
    replaced = client.get("/livez", headers={"X-Request-ID": "a b<script>"}).headers["x-request-id"]
    assert re.fullmatch("[0-9a-f]{32}", replaced)


@pytest.mark.parametrize("path", ["/", "/v1/about", "/nothing", "/static/main.js", "/problems"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "x-request-id" in headers


def test_nothing_about_a_draft_is_kept_by_a_cache(client: TestClient) -> None:
    answer = client.post("/v1/check", json={"text": RANT})
    assert answer.headers["cache-control"] == "no-store"
    assert client.get("/").headers["cache-control"] == "no-store"


READ = (
    "/",
    "/livez",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/problems",
    "/problems/busy",
    "/static/main.js",
    "/v1/about",
    "/v1/platforms",
    "/v1/rules",
    "/v1/rules/insult.clown",
    "/v2/info",
    "/v2/languages",
)


@pytest.mark.parametrize("path", READ)
def test_head_is_get_without_a_body_and_allowed_where_get_is(client: TestClient, path: str) -> None:
    answer, whole = client.head(path), client.get(path)
    assert (answer.status_code, answer.content) == (whole.status_code, b"") == (200, b"")
    assert answer.headers["content-type"] == whole.headers["content-type"]
    refused = client.delete(path)
    assert refused.status_code == 405
    allowed = refused.headers["allow"].split(", ")
    assert {"GET", "HEAD"} <= set(allowed)
    assert len(allowed) == len(set(allowed))


def test_head_is_not_answered_where_get_is_not(client: TestClient) -> None:
    answer = client.head("/v1/check")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_every_address_that_can_be_read_is_in_that_list(client: TestClient) -> None:
    told = client.get("/openapi.json").json()["paths"]
    read = {path.replace("{id}", "insult.clown") for path, each in told.items() if "get" in each}
    assert read <= set(READ)


# --- readiness and load -------------------------------------------------------------------------


def test_live_and_ready(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_a_checker_with_wrong_answers_is_not_ready(
    client: TestClient, fake: FakeChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = fake.check("All is well.")
    monkeypatch.setattr(fake, "check", lambda *_: calm)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/not-ready"


def test_a_service_with_a_full_queue_is_still_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    fake, started, go_on = FakeChecker(), threading.Event(), threading.Event()
    known = fake.check

    def check(draft: str, options: Options = DEFAULTS) -> Report:
        if draft == RANT:
            started.set()
            go_on.wait(60)
        return known(draft, options)

    monkeypatch.setattr(fake, "check", check)
    app = create_app(Settings(threads=1, queue=1), checker=fake)  # type: ignore[arg-type]
    with TestClient(app) as client, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(client.post, "/v1/check", json={"text": RANT})
        started.wait(60)
        assert client.post("/v1/check", json={"text": "All is well."}).status_code == 503
        assert client.get("/readyz").status_code == 200
        go_on.set()
        assert waiting.result().status_code == 200


def test_drafts_of_a_batch_for_which_there_is_no_time_are_told_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake, go_on = FakeChecker(), threading.Event()
    known = fake.check

    def check(draft: str, options: Options = DEFAULTS) -> Report:
        if draft == RANT:
            go_on.wait(60)
        return known(draft, options)

    monkeypatch.setattr(fake, "check", check)
    app = create_app(Settings(batch_timeout=1), checker=fake)  # type: ignore[arg-type]
    drafts = [{"text": "All is well."}, {"text": RANT}, {"text": "All is well."}, {"text": ""}]
    with TestClient(app) as client:
        answer = client.post("/v1/batch", json={"drafts": drafts})
        go_on.set()
    assert answer.status_code == 200
    first, *others = answer.json()["results"]
    assert first["report"]["verdict"] == "clear"
    assert [each["problem"]["type"] for each in others] == ["/problems/busy"] * 3
    assert "clowns" not in str(others)


def test_a_shutdown_waits_for_the_longest_that_was_accepted() -> None:
    settings = Settings(batch_timeout=300, timeout=10, receive_timeout=10)
    assert settings.grace >= 310


def test_while_the_checker_is_built_only_livez_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    built = threading.Event()

    def build(*_: object) -> FakeChecker:
        built.wait(20)
        return FakeChecker()

    monkeypatch.setattr("app.web.service._build_checker", build)
    with TestClient(create_app(Settings(timeout=20))) as client:
        assert client.get("/livez").status_code == 200
        assert client.get("/openapi.json").status_code == 200
        for answer in (client.get("/readyz"), client.post("/v1/check", json={"text": RANT})):
            assert answer.status_code == 503
            assert int(answer.headers["retry-after"]) >= 1
        built.set()
        assert client.get("/").status_code == 200  # the page waits for the checker
        assert client.get("/readyz").status_code == 200


def test_a_checker_that_cannot_be_built_is_told_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def build(*_: object) -> FakeChecker:
        raise RuntimeError("a rule file is broken")

    monkeypatch.setattr("app.web.service._build_checker", build)
    with TestClient(create_app(Settings(timeout=5))) as client:
        page = client.get("/")
        assert page.status_code == 503
        assert "could not be started" in page.text
        assert "refresh" in page.headers
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "could not be started" in answer.json()["detail"]
    assert "a rule file is broken" in caplog.text


def test_a_full_queue_turns_drafts_away_and_recovers() -> None:
    checker = FakeChecker()
    with TestClient(create_app(Settings(queue=1), checker=checker)) as client:  # type: ignore[arg-type]
        waiting = threading.Thread(
            target=client.post, args=("/v1/check",), kwargs={"json": {"text": "slow"}}
        )
        waiting.start()
        assert checker.entered.wait(20)
        answer = client.post("/v1/check", json={"text": RANT})
        assert answer.status_code == 503
        assert answer.json()["type"] == "/problems/busy"
        assert int(answer.headers["retry-after"]) >= 1
        assert client.get("/livez").status_code == 200
        checker.hold.set()
        waiting.join(20)
        assert check(client, RANT)["verdict"] == "warn"


def test_a_draft_that_takes_too_long_is_given_up() -> None:
    checker = FakeChecker()
    with TestClient(create_app(Settings(timeout=0.05), checker=checker)) as client:  # type: ignore[arg-type]
        answer = client.post("/v1/check", json={"text": "slow"})
        checker.hold.set()
    assert answer.status_code == 503
    assert "retry-after" in answer.headers


# --- privacy ------------------------------------------------------------------------------------


def test_a_bug_is_answered_and_logged_without_the_draft(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = client.post("/v1/check", json={"text": "crash on my secret words"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_fast_api_exports_no_traces_of_requests(client: TestClient) -> None:
    telemetry = client.app._telemetry  # type: ignore[attr-defined]
    assert not any(telemetry[part] for part in ("tracing", "metrics", "logs", "auto_configure"))


def test_the_event_loop_stays_free_while_a_draft_is_read() -> None:
    checker = FakeChecker()
    with TestClient(create_app(Settings(), checker=checker)) as client:  # type: ignore[arg-type]
        waiting = threading.Thread(
            target=client.post, args=("/v1/check",), kwargs={"json": {"text": "slow"}}
        )
        waiting.start()
        assert checker.entered.wait(20)
        assert client.get("/v1/about").status_code == 200
        assert waiting.is_alive()
        checker.hold.set()
        waiting.join(20)

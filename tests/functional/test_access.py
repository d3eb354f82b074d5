"""Who may ask, how often, from which page: all off by default, each on by its setting."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.cli import main
from app.keys import line_of, new_key
from app.settings import Settings
from app.web import create_app
from tests.web.fakes import FakeChecker
from tests.web.redis_server import redis_server

DRAFT = {"text": "What a bunch of clowns at Norvane"}


def opened(**changes: Any) -> TestClient:
    return TestClient(create_app(Settings(**changes), checker=FakeChecker()))  # type: ignore[arg-type]


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, str]:
    key = new_key()
    file = tmp_path / "keys"
    file.write_text(f"# ours\n{line_of('ada', key)}\n")
    return file, key


def test_nobody_needs_a_key_by_default() -> None:
    with opened() as client:
        assert client.post("/v1/check", json=DRAFT).status_code == 200


@pytest.mark.parametrize("path", ["/v1/check", "/v1/rewrite", "/v1/batch", "/v2/check", "/"])
def test_with_a_key_file_no_draft_is_read_without_a_key(keys: tuple[Path, str], path: str) -> None:
    with opened(api_keys=keys[0]) as client:
        refused = client.post(path, json=DRAFT)
        wrong = client.post(path, json=DRAFT, headers={"X-API-Key": new_key()})
    for answer in (refused, wrong):
        assert answer.status_code == 401
        assert answer.json()["type"] == "/problems/key-needed"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.headers["X-Request-ID"]
        assert "clowns" not in answer.text


@pytest.mark.parametrize("form", ["Bearer {}", "bearer {}", None])
def test_a_known_key_opens_the_api(keys: tuple[Path, str], form: str | None) -> None:
    file, key = keys
    headers = {"Authorization": form.format(key)} if form else {"X-API-Key": key}
    with opened(api_keys=file) as client:
        assert client.post("/v1/check", json=DRAFT, headers=headers).status_code == 200


def test_what_reads_no_draft_stays_open(keys: tuple[Path, str]) -> None:
    with opened(api_keys=keys[0]) as client:
        for path in ("/livez", "/readyz", "/", "/static/main.js", "/problems"):
            assert client.get(path).status_code == 200, path


def test_keys_come_and_go_without_a_restart(keys: tuple[Path, str]) -> None:
    file, first = keys
    second = new_key()
    with opened(api_keys=file) as client:
        ask = lambda key: client.post("/v1/check", json=DRAFT, headers={"X-API-Key": key})  # noqa: E731
        assert (ask(first).status_code, ask(second).status_code) == (200, 401)
        file.write_text(f"{line_of('grace-the-second', second)}\n")
        assert (ask(first).status_code, ask(second).status_code) == (401, 200)
        file.unlink()
        assert ask(second).status_code == 401


def test_a_new_key_can_be_given_out_before_the_old_one_of_the_same_name_ends(
    keys: tuple[Path, str],
) -> None:
    file, first = keys
    second = new_key()
    file.write_text(f"{line_of('ada', first)}\n{line_of('ada', second)}\n")
    with opened(api_keys=file) as client:
        for key in (first, second):
            answer = client.post("/v1/check", json=DRAFT, headers={"X-API-Key": key})
            assert answer.status_code == 200


def test_a_key_file_that_cannot_be_read_lets_nobody_in_and_says_so_once(
    keys: tuple[Path, str], caplog: pytest.LogCaptureFixture
) -> None:
    file, key = keys
    file.write_bytes(file.read_bytes() + b"\xff\n")
    with opened(api_keys=file) as client:
        codes = [
            client.post("/v1/check", json=DRAFT, headers={"X-API-Key": key}).status_code
            for _ in range(3)
        ]
    assert codes == [401] * 3
    assert caplog.text.count("lets nobody in") == 1


def test_lines_that_hold_no_key_are_logged_by_their_number(
    keys: tuple[Path, str], caplog: pytest.LogCaptureFixture
) -> None:
    file, key = keys
    file.write_text(f"{file.read_text()}\ngrace:{key}\n")
    with opened(api_keys=file) as client:
        assert client.post("/v1/check", json=DRAFT, headers={"X-API-Key": key}).status_code == 200
    assert "[4]" in caplog.text
    assert key not in caplog.text


def test_the_file_holds_nothing_that_opens(keys: tuple[Path, str]) -> None:
    file, key = keys
    assert key not in file.read_text()
    hashed = file.read_text().split(":")[1].strip()
    with opened(api_keys=file) as client:
        answer = client.post("/v1/check", json=DRAFT, headers={"X-API-Key": hashed})
    assert answer.status_code == 401


def test_the_command_makes_a_key_and_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["key", "ada"])
    assert ended.value.code == 0
    key, line = (row.split(": ", 1)[1].strip() for row in capsys.readouterr().out.splitlines())
    file = tmp_path / "keys"
    file.write_text(line)
    with opened(api_keys=file) as client:
        answer = client.post("/v1/check", json=DRAFT, headers={"X-API-Key": key})
    assert answer.status_code == 200


def test_after_the_limit_comes_429_and_when_to_come_back() -> None:
    with opened(rate_limit="3/minute") as client:
        answers = [client.post("/v1/check", json=DRAFT) for _ in range(5)]
        health = client.get("/livez")
    assert [a.status_code for a in answers] == [200, 200, 200, 429, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"default";q=3;w=60'
    assert answers[0].headers["RateLimit"].startswith('"default";r=2;t=')
    assert answers[2].headers["RateLimit"].startswith('"default";r=0;t=')
    refused = answers[3]
    assert refused.json()["type"] == "/problems/too-many-requests"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert health.status_code == 200


def test_each_draft_of_a_batch_counts() -> None:
    with opened(rate_limit="5/minute") as client:
        fits = client.post("/v1/batch", json={"drafts": [DRAFT] * 3})
        too_many = client.post("/v1/batch", json={"drafts": [DRAFT] * 3})
        one = client.post("/v1/check", json=DRAFT)
    assert fits.status_code == 200
    assert fits.headers["RateLimit"].startswith('"default";r=2;t=')
    assert too_many.status_code == 429
    assert "Each draft of a batch counts" in too_many.json()["detail"]
    assert one.status_code == 200  # of the refused batch the request alone was counted


def test_an_address_that_tries_key_after_key_is_slowed_down(keys: tuple[Path, str]) -> None:
    file, key = keys
    with opened(api_keys=file, rate_limit="2/minute") as client:
        tried = [
            client.post("/v1/check", json=DRAFT, headers={"X-API-Key": new_key()}).status_code
            for _ in range(3)
        ]
        known = client.post("/v1/check", json=DRAFT, headers={"X-API-Key": key}).status_code
    assert tried == [401, 401, 429]
    assert known == 200  # its count is the key's own


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", [200, 429]),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", [200, 200]),
        ("192.0.2.1", "192.0.2.2", [200, 200]),
    ],
)
def test_who_has_many_addresses_of_one_connection_is_counted_once(
    first: str, second: str, codes: list[int]
) -> None:
    with opened(rate_limit="1/minute") as client:
        got = []
        for address in (first, second):
            client._transport.client = (address, 50_000)  # type: ignore[attr-defined]
            got.append(client.post("/v1/check", json=DRAFT).status_code)
    assert got == codes


def test_each_key_has_its_own_count(tmp_path: Path) -> None:
    first, second = new_key(), new_key()
    file = tmp_path / "keys"
    file.write_text(f"{line_of('a', first)}\n{line_of('b', second)}\n")
    with opened(api_keys=file, rate_limit="1/minute") as client:
        codes = [
            client.post("/v1/check", json=DRAFT, headers={"X-API-Key": key}).status_code
            for key in (first, first, second)
        ]
    assert codes == [200, 429, 200]


def test_a_counter_that_cannot_be_reached_silences_nobody() -> None:
    with opened(rate_limit="1/minute", rate_storage="redis://127.0.0.1:1") as client:
        codes = [client.post("/v1/check", json=DRAFT).status_code for _ in range(3)]
    assert codes == [200, 200, 200]


def test_a_counter_that_never_answers_is_not_waited_for_by_everybody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        storage = f"redis://127.0.0.1:{silent.getsockname()[1]}"
        with opened(rate_limit="1/minute", rate_storage=storage) as client:
            codes = [client.post("/v1/check", json=DRAFT).status_code for _ in range(12)]
        silent.settimeout(0.2)
        asked = 0
        with suppress(TimeoutError):
            while True:
                silent.accept()[0].close()
                asked += 1
    assert codes == [200] * 12
    assert 1 <= asked < 12


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    with redis_server(tmp_path) as address:
        yield address


def test_two_services_count_together_in_a_real_redis(redis: str) -> None:
    setting = {"rate_limit": "3/minute", "rate_storage": redis}
    with opened(**setting) as one, opened(**setting) as other:
        codes = [
            service.post("/v1/check", json=DRAFT).status_code
            for service in (one, other, one, other, one)
        ]
    assert codes == [200, 200, 200, 429, 429]


@pytest.mark.parametrize("limit", ["fast", "60", "0.5/minute", "10/fortnight"])
def test_a_limit_that_means_nothing_is_refused_at_the_start(limit: str) -> None:
    with pytest.raises(ValueError, match="rate_limit"):
        Settings(rate_limit=limit)


@pytest.mark.parametrize(
    ("storage", "fault"),
    [
        ("http://:sesame@127.0.0.1:1", "begins with"),
        ("sesame", "begins with"),
        ("unix:///run/sesame.sock", "begins with"),
        ("redis://:ses#ame@127.0.0.1:1", "percent-encoded"),
        ("redis://:sesame@[::1:1", "a host and a port"),
        ("rediss://:sesame@redis", "a host and a port"),
    ],
)
def test_a_counter_that_cannot_be_is_refused_at_the_start_without_its_password(
    storage: str, fault: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNBURNT_RATE_STORAGE", storage)
    with pytest.raises(ValueError, match=fault) as told:
        Settings()
    for words in (str(told.value), repr(told.value)):
        assert "ses" not in words
    with pytest.raises(SystemExit):
        main(["serve"])
    said = capsys.readouterr().err
    assert "UNBURNT_RATE_STORAGE" in said
    assert "ses" not in said


def test_no_representation_of_the_settings_shows_the_password_of_the_counter() -> None:
    settings = Settings(rate_storage="redis://:sesame@127.0.0.1:1")  # type: ignore[arg-type]
    shown = (repr(settings), str(settings), settings.model_dump_json(), str(vars(settings)))
    assert not any("sesame" in words for words in shown)


EXTENSION = "chrome-extension://abcdefghijklmnop"


def test_only_the_named_origins_may_ask_from_a_browser() -> None:
    with opened(cors_origins=f"https://intranet.example,{EXTENSION}") as client:
        for origin in ("https://intranet.example", EXTENSION):
            answer = client.post("/v1/check", json=DRAFT, headers={"Origin": origin})
            assert answer.headers["Access-Control-Allow-Origin"] == origin
        for origin in ("https://evil.example", "https://intranet.example.evil", "null"):
            answer = client.post("/v1/check", json=DRAFT, headers={"Origin": origin})
            assert "Access-Control-Allow-Origin" not in answer.headers
        asked = {"Origin": EXTENSION, "Access-Control-Request-Method": "POST"}
        assert client.options("/v1/check", headers=asked).status_code == 200


PREFLIGHT = {"Origin": EXTENSION, "Access-Control-Request-Method": "POST"}


@pytest.mark.parametrize(
    "changed",
    [
        {"Origin": "https://evil.example"},
        {"Origin": f"{EXTENSION}q"},
        {"Origin": f"{EXTENSION},https://intranet.example"},
        {"Access-Control-Request-Method": "DELETE"},
        {"Access-Control-Request-Headers": "x-clowns"},
    ],
)
def test_a_preflight_that_is_refused_is_told_so_in_a_problem(changed: dict[str, str]) -> None:
    with opened(cors_origins=f"https://intranet.example,{EXTENSION}") as client:
        answer = client.options("/v1/check", headers=PREFLIGHT | changed)
        meaning = client.get(answer.json()["type"])
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Origin" in answer.headers["Vary"]
    if "Origin" in changed:
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.json()["title"] == "This page may not ask here"
    assert "clowns" not in answer.text
    assert meaning.json()["status"] == 400


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_named_page_may_ask_with_a_key_in_each_way_that_is_answered(method: str) -> None:
    asked = PREFLIGHT | {
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type, x-api-key",
    }
    with opened(cors_origins=EXTENSION) as client:
        answer = client.options("/v1/check", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == EXTENSION


def test_by_default_no_origin_may() -> None:
    with opened() as client:
        answer = client.post("/v1/check", json=DRAFT, headers={"Origin": "https://a.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    "origins", ["*", "https://*.example", "https://a.example/path", "a.example"]
)
def test_no_origin_is_a_pattern(origins: str) -> None:
    with pytest.raises(ValueError, match="cors_origins"):
        Settings(cors_origins=origins)


def test_metrics_count_routes_statuses_and_verdicts_and_hold_no_word() -> None:
    with opened() as client:
        client.post("/v1/check", json=DRAFT)
        client.post("/v1/check", json={"text": " "})
        client.get("/v1/rules/secret-clowns")
        client.get("/secret-clowns")
        shown = client.get("/metrics")
    assert shown.headers["content-type"].startswith("text/plain")
    for line in (
        'unburnt_requests_total{route="/v1/check",status="200"} 1.0',
        'unburnt_requests_total{route="/v1/check",status="422"} 1.0',
        'unburnt_requests_total{route="/v1/rules/{id}",status="404"} 1.0',
        'unburnt_requests_total{route="other",status="404"} 1.0',
        'unburnt_verdicts_total{verdict="warn"} 1.0',
        "unburnt_drafts_waiting 0.0",
    ):
        assert line in shown.text, line
    assert "clowns" not in shown.text


def test_metrics_know_where_refused_requests_were_going(keys: tuple[Path, str]) -> None:
    with opened(api_keys=keys[0], rate_limit="1/minute") as client:
        for _ in range(2):
            client.post("/v1/check", json=DRAFT)
        client.post("/v1/check/secret-clowns", json=DRAFT)
        shown = client.get("/metrics", headers={"X-API-Key": keys[1]}).text
    assert 'unburnt_requests_total{route="/v1/check",status="401"} 1.0' in shown
    assert 'unburnt_requests_total{route="/v1/check",status="429"} 1.0' in shown
    assert 'unburnt_requests_total{route="other",status="429"} 1.0' in shown


def test_metrics_can_be_switched_off() -> None:
    with opened(metrics=False) as client:
        assert client.get("/metrics").status_code == 404

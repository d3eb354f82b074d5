"""Requests made to break the service: each gets a problem or an answer, never a 500 or a crash."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.serving import FINE, HEAD, JSON, Site, post, read_all, served, statuses

BIG = 3_000_000


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile") / "log"


@pytest.fixture(scope="module")
def site(log: Path) -> Iterator[Site]:
    with served(log=log, receive_timeout=20) as running:
        yield running
        assert running.process.poll() is None
        assert running.answers()
        assert "Traceback" not in log.read_text()


def is_problem(answer: bytes, status: int, kind: str) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    told = json.loads(body)
    assert (statuses(answer), told["type"]) == ([status], f"/problems/{kind}")
    return b"application/problem+json" in head and told["status"] == status


@pytest.mark.parametrize(
    "fields",
    [
        b"X-Large: " + b"a" * 1_000_000,
        b"\r\n".join(b"X-%d: a" % number for number in range(20_000)),
        b"Cookie: " + b"a=b; " * 5_000,
    ],
    ids=["one", "many", "cookie"],
)
def test_huge_headers_are_431(site: Site, fields: bytes) -> None:
    assert is_problem(site.asks(HEAD + fields + b"\r\n\r\n"), 431, "head-too-large")


def test_a_huge_address_is_431(site: Site) -> None:
    answer = site.asks(b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    assert is_problem(answer, 431, "head-too-large")


def test_trailers_and_chunk_extensions_do_not_grow_for_ever(site: Site) -> None:
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    trailers = b"1\r\n{\r\n0\r\n" + b"X-Trailer: a\r\n" * 100_000
    extension = b"1;name=" + b"a" * 1_000_000
    for rest in (trailers, extension):
        assert is_problem(site.asks(chunked + rest), 431, "head-too-large")


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500,
        b"GET / HTTP/1.1\r\nHost: a\r\nno colon here\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        HEAD + b"Content-Length: -5\r\n\r\n",
        HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
    ids=["tls", "header", "version", "negative", "both", "lengths", "chunk", "connect"],
)
def test_what_is_not_http_is_400(site: Site, request_: bytes) -> None:
    assert is_problem(site.asks(request_), 400, "bad-request")


def test_a_gzip_bomb_is_415_and_not_unpacked(site: Site) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    answer = site.asks(post(bomb, b"Content-Encoding: gzip"))
    assert is_problem(answer, 415, "unsupported-media-type")
    assert b"accept-encoding: identity\r\n" in answer


@pytest.mark.parametrize("kind", [b"text/plain", b"multipart/form-data; boundary=x", b"", b"\xff"])
def test_a_wrong_content_type_is_415(site: Site, kind: bytes) -> None:
    answer = site.asks(post(FINE).replace(b"application/json", kind))
    assert is_problem(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize("size", [BIG, 30_000_000])
def test_a_body_over_the_limit_is_413_also_for_a_client_that_sends_it_all_first(
    site: Site, size: int
) -> None:
    client = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    client.request("POST", "/v1/check", b" " * size, JSON)
    answer = client.getresponse()
    assert (answer.status, json.load(answer)["type"]) == (413, "/problems/body-too-large")
    client.request("POST", "/v1/check", FINE, JSON)  # and the connection is still good
    assert client.getresponse().status == 200
    client.close()


def test_chunks_over_the_limit_are_413(site: Site) -> None:
    chunk = b"%x\r\n%s\r\n" % (10_000, b" " * 10_000)
    with site.connect() as client:
        client.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 100)
        assert client.recv(65_536).startswith(b"HTTP/1.1 413")
        client.sendall(b"0\r\n\r\n" + post(FINE))
        assert statuses(read_all(client)) == [200]


KEYS = b", ".join(b'"k%d": 0' % number for number in range(15_000))


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"[" * 200_000, 400, "not-json"),
        (b'{"text": ' * 20_000, 400, "not-json"),
        (b'{"a":' * 190 + b"1" + b"}" * 190, 422, "invalid-request"),
        (b'{"text": NaN}', 400, "not-json"),
        (b'{"text": "a", "x": Infinity}', 400, "not-json"),
        (b'{"text": "a", "x": ' + b"9" * 200_000 + b"}", 400, "not-json"),
        (b'{"text": "a", "x": 1e999999}', 422, "invalid-request"),
        (b'{"text": "a \\ud83d b"}', 422, "invalid-draft"),
        (b'{"text": "a", %s}' % KEYS, 422, "invalid-draft"),
        (b'{"text": "a", "ignored": [%s0]}' % (b"0," * 120_000), 422, "invalid-draft"),
        (b'{"text": "a", "employers": [{%s}]}' % KEYS, 422, "invalid-draft"),
        (b"\x00" * 1_000, 400, "not-json"),
        (FINE.decode().encode("utf-16"), 400, "not-json"),
    ],
    ids=lambda value: repr(value[:14]) if isinstance(value, bytes) else None,
)
def test_json_bombs_are_problems(site: Site, body: bytes, status: int, kind: str) -> None:
    assert is_problem(site.asks(post(body)), status, kind)


def test_of_keys_that_are_given_twice_the_last_one_counts(site: Site) -> None:
    twice = b'{"text": "What a bunch of clowns at Norvane!!!", ' + FINE[1:]
    answer = site.asks(post(twice))
    assert statuses(answer) == [200]
    assert b"clowns" not in answer


def test_a_batch_of_bombs_is_told_so_at_once(site: Site) -> None:
    drafts = b", ".join(b'{"text": "a", "x": [%s0]}' % (b"0," * 20_000) for _ in range(90))
    request = post(b'{"drafts": [%s]}' % drafts).replace(b"/check", b"/batch")
    assert is_problem(site.asks(request), 422, "invalid-draft")


def test_an_annotation_of_nothing_but_faults_is_422(site: Site) -> None:
    body = b"language=en&data=" + b'{"annotation":[%s0]}' % (b"0," * 350_000)
    request = post(body).replace(b"/v1/check", b"/v2/check")
    request = request.replace(b"application/json", b"application/x-www-form-urlencoded")
    assert is_problem(site.asks(request), 422, "invalid-draft")


def test_requests_sent_ahead_are_answered_in_order(site: Site) -> None:
    one = HEAD + b"X-Request-ID: a%02d\r\nContent-Length: %d\r\n\r\n%s"
    ahead = b"".join(one % (number, len(FINE), FINE) for number in range(10))
    answer = site.asks(ahead + post(FINE, b"X-Request-ID: a10"))
    assert statuses(answer) == [200] * 11
    places = [answer.index(b"x-request-id: a%02d" % number) for number in range(11)]
    assert places == sorted(places)


def test_who_sends_very_many_requests_ahead_gets_some_answers_and_a_hang_up(site: Site) -> None:
    answer = site.asks(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n" * 20_000)
    assert set(statuses(answer)) == {200}
    assert len(statuses(answer)) < 50


def test_a_request_before_nonsense_is_answered(site: Site) -> None:
    whole = HEAD + b"Content-Length: %d\r\n\r\n" % len(FINE) + FINE
    answer = site.asks(whole + b"\x00\x01 nonsense\r\n\r\n")
    assert statuses(answer) == [200]


@pytest.mark.parametrize("protocol", [b"websocket", b"h2c"])
def test_who_asks_for_another_protocol_gets_this_one(site: Site, protocol: bytes) -> None:
    with site.connect() as client:
        client.sendall(
            b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: "
            + protocol
            + b"\r\nSec-WebSocket-Version: 13\r\n"
            + b"Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
        )
        assert client.recv(4_096).startswith(b"HTTP/1.1 200")

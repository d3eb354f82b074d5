"""The ways in which a request can end, each provoked with a canary on every route it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.privacy.canary import BUG, STUCK
from tests.privacy.cases import (
    BATCH_LIMIT,
    BODY_LIMIT,
    FORM,
    HEAD_LIMIT,
    JSON,
    Case,
    Cases,
    Route,
    has_path_words,
    is_open,
)

NewKey = Callable[[], str]
LONG = "and so on. " * 2_000
HEADERS = dict.fromkeys(
    ("User-Agent", "Referer", "X-Request-ID", "X-Forwarded-For", "Origin", "X-CANARY"), "CANARY"
) | {
    "Cookie": "draft=CANARY",
    "Accept": "CANARY/CANARY",
    "Accept-Language": "CANARY",
    "traceparent": "00-CANARY-CANARY-01",
    "tracestate": "draft=CANARY",
    "Forwarded": 'for="CANARY"',
}
WRONG = (
    b'{"text": {"CANARY": ["CANARY"]}, "CANARY": "CANARY", "tolerance": "CANARY", '
    b'"styles": ["CANARY"], "drafts": "CANARY", "employers": [{"CANARY": 1}]}'
)


def usual(cases: Cases, route: Route, new_key: NewKey) -> Iterator[Case]:
    """Yield what one client after the other can provoke alone."""
    fine = 404 if has_path_words(route) else 200
    yield cases.case(route, "answered", fine, key=new_key())
    query = "text=CANARY&CANARY=1"
    yield cases.case(route, "query", 200, key=new_key(), query=query, known=True)
    yield cases.case(route, "headers", fine, key=new_key(), headers=HEADERS)
    closed = fine if is_open(route) else 401
    yield cases.case(route, "no key", closed, headers=_another_address(cases))
    wrong = {"Authorization": "Bearer CANARY"} | _another_address(cases)
    yield cases.case(route, "wrong key", closed, headers=wrong)
    yield cases.case(
        route, "wrong method", 405, key=new_key(), method="PUT", body=b'{"text": "CANARY"}'
    )
    much = {"X-Much": "CANARY" * (HEAD_LIMIT // 100)}
    yield cases.case(route, "large head", 431, key=new_key(), headers=much)
    yield from _with_body(cases, route, new_key) if route.kind else _without(cases, route, new_key)


def _another_address(cases: Cases) -> dict[str, str]:
    """Return a header by which our proxy, which the test is, says that it asks for somebody else.

    Who has no key is counted by the address, and only so many are told that they need one.
    """
    number = len(cases.made)
    return {"X-Forwarded-For": f"198.51.{number // 256}.{number % 256}"}


def _without(cases: Cases, route: Route, new_key: NewKey) -> Iterator[Case]:
    fine = 404 if has_path_words(route) else 200
    yield cases.case(route, "body", fine, key=new_key(), body=b'{"text": "CANARY"}')
    if query := [each["name"] for each in route.parameters if each["in"] == "query"]:
        words = "&".join(f"{name}=CANARY" for name in query)
        yield cases.case(route, "wrong shape", 422, key=new_key(), query=words)


def _with_body(cases: Cases, route: Route, new_key: NewKey) -> Iterator[Case]:
    def case(outcome: str, expected: int, **how: object) -> Case:
        return cases.case(route, outcome, expected, key=new_key(), **how)  # type: ignore[arg-type]

    limit = BATCH_LIMIT if route.holds_items else 3 * BODY_LIMIT
    if route.kind == JSON:
        yield case("not JSON", 400, body=b'{"text": "CANARY')
        yield case("not UTF-8", 400, body=b'{"text": "CANARY \xff"}')
        yield case("wrong shape", 422, body=WRONG)
        yield case("half sign", 422, body=b'{"text": "CANARY \\ud800", "CANARY": 1}')
    else:
        yield case("not UTF-8", 422, body=b"text=CANARY%ff")
        shape = b"text=CANARY&data=CANARY&language=CANARY&platform=CANARY&tolerance=CANARY"
        yield case("wrong shape", 422, body=shape)
    if "platform" in route.schema["properties"]:
        yield case("unknown platform", 422, body=_simple(route, b"CANARY", b"CANARY"))
    whole = 200 if route.holds_items else 413
    yield case("too long", whole, body=_simple(route, LONG.encode() + b"CANARY"))
    yield case("large body", 413, body=_simple(route, b"CANARY" + b"x" * limit))
    yield case("wrong type", 415, headers={"Content-Type": "text/plain; words=CANARY"})
    yield case("bad chunks", 400, headers={"Transfer-Encoding": "chunked"})
    form = {"Content-Type": "multipart/form-data; boundary=CANARY"}
    yield case("multipart", 415, headers=form)
    yield case("compressed", 415, headers={"Content-Encoding": "gzip, CANARY"})
    failed = 200 if route.holds_items else 500
    yield case("bug", failed, extra=BUG)


def _simple(route: Route, text: bytes, platform: bytes = b"") -> bytes:
    if route.kind == FORM:
        return b"text=" + text + (b"&platform=" + platform if platform else b"&language=auto")
    draft = b'{"text": "' + text + b'"'
    draft += b', "platform": "' + platform + b'"}' if platform else b"}"
    return b'{"drafts": [' + draft + b"]}" if route.holds_items else draft


def starting(cases: Cases, route: Route, new_key: NewKey) -> Case:
    """Return a request to a server whose checker is not built yet."""
    return cases.case(route, "starting", 200, 404, 503, key=new_key())


def slow(cases: Cases, route: Route, new_key: NewKey) -> Case:
    """Return a request whose body never ends."""
    length = len(cases.body(route, "")) + 5_000
    return cases.case(route, "slow body", 408, key=new_key(), announced=length)


def late(cases: Cases, route: Route, new_key: NewKey) -> Case:
    """Return a draft that takes longer than it may; in a batch, that is its own problem."""
    failed = 200 if route.holds_items else 503
    return cases.case(route, "late", failed, key=new_key(), extra=STUCK)


def busy(cases: Cases, route: Route, new_key: NewKey) -> Case:
    """Return a request to a server whose queue is full."""
    failed = 200 if route.holds_items else 503
    return cases.case(route, "busy", failed, key=new_key())


def leaving(cases: Cases, route: Route, new_key: NewKey) -> Iterator[Case]:
    """Yield requests whose client is gone: before the answer, and within its own body."""
    yield cases.case(route, "left", 0, key=new_key())
    if route.kind:
        length = len(cases.body(route, "")) + 5_000
        yield cases.case(route, "left early", 0, key=new_key(), announced=length)


def too_many(cases: Cases, route: Route, key: str) -> Case:
    """Return a request with a key that was used too often."""
    return cases.case(route, "too many", 429, key=key)


def is_limited(route: Route) -> bool:
    return route.path.startswith(("/v1/", "/v2/")) or route.method == "POST"


def reads_drafts(route: Route) -> bool:
    return bool(route.kind)

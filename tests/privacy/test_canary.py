"""Privacy proven: a canary goes through every route and every way to end, and is found nowhere.

`pytest -s tests/privacy/test_canary.py` prints the matrix of routes and statuses.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, Mount

from app.settings import Settings
from app.web import create_app
from tests.privacy.canary import OTHERS, found, found_below, sentence, word
from tests.privacy.cases import HIDDEN, Case
from tests.privacy.provoke import Run, provoke
from tests.web.fakes import FakeChecker

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return provoke(tmp_path_factory.mktemp("canary"))


@pytest.mark.parametrize("form", ["plain", "loud", "utf-16", "base64", "hex", "a fragment"])
def test_the_search_finds_a_canary(form: str) -> None:
    said = f"x{sentence(7)}"
    data = {
        "plain": said.encode(),
        "loud": said.upper().encode(),
        "utf-16": said.encode("utf-16-le"),
        "base64": b64encode(said.encode()),
        "hex": said.encode().hex().encode(),
        "a fragment": f"... {word(7)} ...".encode(),
    }[form]
    assert found(data)
    assert not found(b"Nothing of it is here.")


def test_every_canary_met_the_end_that_was_meant_for_it(run: Run) -> None:
    print(f"\n{matrix(run)}")
    wrong = [
        (case.route.name, case.outcome, run.answers[case.number].status, sorted(case.expected))
        for case in run.cases.made.values()
        if run.answers[case.number].status not in case.expected
    ]
    assert wrong == []


def test_every_route_and_every_status_it_declares_has_a_canary(run: Run) -> None:
    for route in run.cases.routes:
        of_route = [case for case in run.cases.made.values() if case.route.name == route.name]
        got = {run.answers[case.number].status for case in of_route}
        assert route.declared <= got, route.name
        assert len(of_route) > 5, route.name


def test_no_route_is_hidden_from_the_canaries() -> None:
    app = create_app(Settings(), checker=FakeChecker())  # type: ignore[arg-type]
    hidden = {name.partition(" ")[2] for name in HIDDEN}
    assert set(hidden_paths(app.routes)) == hidden


def test_no_output_holds_a_canary(run: Run) -> None:
    assert found(run.out) == set()
    assert found(run.err) == set()
    assert b'"/v1/check"' in run.err, "requests were logged"
    assert b"RuntimeError < " in run.err, "errors were logged"
    assert b'"name": "rewriting"' in run.out, "requests were traced"


def test_no_file_holds_a_canary_and_none_was_made(run: Run) -> None:
    places = [run.folder / name for name in ("work", "home", "scratch")]
    assert [path for place in places for path in place.rglob("*")] == []
    shared = (Path("/dev/shm"), Path("/var/tmp"))  # noqa: S108
    assert found_below(run.folder, *shared, since=run.began) == {}
    assert run.written == 0, "bytes written to a disk"


def test_nobody_else_is_told_a_canary(run: Run) -> None:
    assert [answer.status for answer in run.later] == [200] * len(run.cases.routes)
    for answer in run.later:
        assert found(answer.head + answer.body) == set()


def test_no_problem_repeats_the_draft_that_it_is_about(run: Run) -> None:
    """A problem names an unknown rule or field as it was sent; else, not even to its own client."""
    for number, answer in run.answers.items():
        case = run.cases.made[number]
        if answer.is_problem and case.outcome != "wrong shape" and answer.status != 404:
            assert found(answer.head + answer.body) == set(), (case.route.name, case.outcome)


def test_the_crash_at_the_end_is_told_by_its_place(run: Run) -> None:
    assert run.code not in (0, -9)
    for said in (
        b"the shutdown failed",
        b"a thread ends",
        b"the process ends",
        b"in the event loop",
    ):
        assert said in run.err, said
    assert b"nobody can catch" in run.err


def hidden_paths(routes: Iterable[BaseRoute]) -> Iterator[str]:
    """Yield the paths of routes that are not in the OpenAPI document."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from hidden_paths(included.routes)
        elif isinstance(route, Mount):
            yield f"{route.path}/{{path}}"
        elif not getattr(route, "include_in_schema", False):
            yield str(getattr(route, "path", route))


def matrix(run: Run) -> str:
    """Return a line a route: each outcome with the status that the canary met."""
    lines = []
    for name in dict.fromkeys(case.route.name for case in run.cases.made.values()):
        cells = [_cell(run, case) for case in run.cases.made.values() if case.route.name == name]
        lines.append(f"{name}: {', '.join(cells)}")
    sizes = f"stdout {len(run.out):,} bytes, stderr {len(run.err):,} bytes"
    later = sum(len(answer.body) for answer in run.later)
    lines.append(
        f"{len(run.cases.made)} canaries on {len(run.cases.routes)} routes; searched: {sizes}, "
        f"{len(run.later)} later answers of {later:,} bytes, files in 3 folders; "
        f"words looked for: {', '.join((*OTHERS, word(0)[:-1]))}"
    )
    return "\n".join(lines)


def _cell(run: Run, case: Case) -> str:
    return f"{case.outcome} {run.answers[case.number].status or 'gone'}"

"""One text after the other: in process, over HTTP, beside the bare encoder and beside rivals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack

from tests.benchmarks.figures import Clock, Goal, Timing, clocked, in_turns, short, table
from tests.benchmarks.rivals import RIVALS, Rival
from tests.benchmarks.serving import check_of, serving
from tests.benchmarks.setting import BARE, LENGTHS, Setting

Rows = dict[str, list[Timing]]
FORWARD, CHECK = "bare forward pass", "check"
TIMES, PLUS = 1.5, 2.0
"""A check may take so many times the forward pass, and so many milliseconds on top."""


def in_process(setting: Setting) -> list[Goal]:
    rows = _measured(setting, {FORWARD: setting.encoder.clock, CHECK: _check(setting)})
    rewriting = _measured(setting, {"check and rewrite": clocked(setting.checker.check)})
    _show("in process", rows | rewriting, FORWARD)
    return [
        Goal(
            f"check of {pieces} tokens, without rewrite, p50",
            mine.p50,
            TIMES * bare.p50 + PLUS,
            "ms",
        )
        for pieces, mine, bare in zip(LENGTHS, rows[CHECK], rows[FORWARD], strict=True)
    ]


def over_http(setting: Setting) -> list[Goal]:
    with serving() as server, server.client() as client:

        def ask(*styles: str) -> Clock:
            return lambda text: _asked(client.check, check_of(text, styles))

        first = {FORWARD: setting.encoder.clock, CHECK: _check(setting), "over HTTP": ask()}
        rows = _measured(setting, first)
        rows |= _measured(setting, {"over HTTP, with rewrite": ask("neutral")})
    _show("one server process", rows, FORWARD)
    return []


def beside_rivals(setting: Setting) -> list[Goal]:
    with ExitStack() as stack:
        clocks: dict[str, Clock] = {CHECK: _check(setting), FORWARD: setting.encoder.clock}
        for name in RIVALS:
            try:
                rival = stack.enter_context(Rival(name))
            except ImportError as missing:
                print(f"left out: {RIVALS[name][0]} ({missing})")
                continue
            clocks[rival.title] = rival.clock
        _show("each in a process of its own", _measured(setting, clocks), CHECK)
    return []


def growth(setting: Setting) -> list[Goal]:
    small, large = 400, 4_000
    clocks = {FORWARD: setting.encoder.clock, CHECK: _check(setting)}
    few = in_turns(clocks, setting.texts(small))
    many = in_turns(clocks, setting.texts(large))
    ratios = {name: many[name].p50 / few[name].p50 for name in clocks}
    for name, ratio in ratios.items():
        print(f"{name}: {large} tokens cost {short(ratio)} times as much as {small}")
    return [Goal(f"check of {large} tokens over one of {small}", ratios[CHECK], 11, "x")]


def _check(setting: Setting) -> Clock:
    checker = setting.checker
    return clocked(lambda text: checker.check(text, BARE))


def _asked(check: Callable[[bytes], bytes], request: bytes) -> float:
    return clocked(lambda _: check(request))("")


def _measured(setting: Setting, clocks: Mapping[str, Clock]) -> Rows:
    rows: Rows = {name: [] for name in clocks}
    for pieces in LENGTHS:
        for name, timing in in_turns(clocks, setting.texts(pieces)).items():
            rows[name].append(timing)
    return rows


def _show(title: str, rows: Rows, base: str) -> None:
    columns = [f"{n} tokens" for n in LENGTHS]
    counts = ", ".join(str(timing.count) for timing in rows[base])
    print(table(f"{title}; p50 / p95 / p99, ms", columns, _cells(rows, str)))
    print(f"(over {counts} texts)\n")
    print(table(f"times the {base} (p50)", columns, _ratios(rows, rows[base])))


def _cells(rows: Rows, say: Callable[[Timing], str]) -> dict[str, list[str]]:
    return {name: [say(timing) for timing in row] for name, row in rows.items()}


def _ratios(rows: Rows, base: Sequence[Timing]) -> dict[str, list[str]]:
    return {
        name: [short(mine.p50 / other.p50) for mine, other in zip(row, base, strict=True)]
        for name, row in rows.items()
    }

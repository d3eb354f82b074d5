"""Every regular expression that app/ hands to `re`, and how the code uses it.

Patterns are found in the source and evaluated in their module, so a new one needs no registration.
One that is put together at run time is seen when `recording()` is open and its line is reached.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

APP = Path(__file__).parents[2] / "app"
SCANS = frozenset({"finditer", "findall", "sub", "subn", "split"})
"""Uses that go through the whole text, match after match."""
USES = SCANS | {"search", "match", "fullmatch"}


@dataclass(frozen=True)
class Use:
    """A pattern (None: made at run time), where it stands, and which methods are called on it."""

    path: Path
    line: int
    pattern: re.Pattern[str] | None
    methods: frozenset[str]

    @cached_property
    def place(self) -> str:
        return f"{self.path.relative_to(APP.parent)}:{self.line}"


def sources() -> list[Path]:
    """Return the files of app/ that import `re`, by name."""
    return [
        file for file in sorted(APP.rglob("*.py")) if "\nimport re\n" in file.read_text("utf-8")
    ]


def uses(path: Path) -> list[Use]:
    """Return each call of `re.compile`, `re.search` and the like in a file."""
    tree = ast.parse(path.read_text("utf-8"))
    return [
        Use(path, call.lineno, pattern, _methods(call, tree))
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _called(call) in USES | {"compile"}
        for pattern in _patterns(path, call, _holder(call, tree))
    ]


@contextmanager
def recording() -> Iterator[dict[str, set[re.Pattern[str]]]]:
    """Collect, while open, the patterns that app/ compiles, by the place of the call."""
    seen: dict[str, set[re.Pattern[str]]] = {}
    original = re.compile

    def spy(pattern: str, flags: int = 0) -> re.Pattern[str]:
        made = original(pattern, flags)
        caller = sys._getframe(1)
        path = Path(caller.f_code.co_filename)
        if path.is_relative_to(APP):
            place = f"{path.relative_to(APP.parent)}:{_first_line(path, caller.f_lineno)}"
            seen.setdefault(place, set()).add(made)
        return made

    re.compile = spy  # type: ignore[assignment]
    try:
        yield seen
    finally:
        re.compile = original


def _first_line(path: Path, line: int) -> int:
    """Return the line on which the call begins that the interpreter places on `line`."""
    calls = (
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and _called(node) == "compile"
        and node.lineno <= line <= (node.end_lineno or node.lineno)
    )
    return max(calls, default=line)


def _called(call: ast.Call) -> str | None:
    function = call.func
    named = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return function.attr if named and function.value.id == "re" else None


def _patterns(path: Path, call: ast.Call, holder: str | None) -> list[re.Pattern[str] | None]:
    """Return what the call compiles: several patterns in a loop, None where only a run knows."""
    names = _names(path)
    try:
        pattern = _value(call.args[0], names)
        flags = [*call.args[1:2]] if _called(call) == "compile" else []
        flags += [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
        if isinstance(pattern, bytes):
            pattern = pattern.decode("latin-1")
        return [re.compile(pattern, _value(flags[0], names) if flags else 0)]
    except NameError:
        return [*_held(names.get(holder or ""))] or [None]


def _held(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _held(each)


def _value(expression: ast.expr, names: dict[str, Any]) -> object:
    return eval(compile(ast.Expression(expression), "app", "eval"), dict(names))  # noqa: S307


def _names(path: Path) -> dict[str, Any]:
    """Return what the module's patterns may be made of; little where an extra is not installed."""
    parts = path.relative_to(APP.parent).with_suffix("").parts
    try:
        return vars(importlib.import_module(".".join(parts).removesuffix(".__init__")))
    except ModuleNotFoundError:
        return {"re": re}


def _methods(call: ast.Call, tree: ast.Module) -> frozenset[str]:
    """Return the methods called on the name that holds the pattern; all where we cannot tell."""
    if (direct := _called(call)) != "compile":
        return frozenset({str(direct)})
    name = _holder(call, tree)
    texts = (file.read_text("utf-8") for file in APP.rglob("*.py"))
    searched = [ast.unparse(tree)] if not name or name.startswith("_") else texts
    found = {
        method
        for text in searched
        for method in re.findall(rf"\b{name}\.([a-z]+)", text)
        if name is not None and method in USES
    }
    return frozenset(found) or frozenset({"finditer", "match", "fullmatch"})


def _holder(call: ast.Call, tree: ast.Module) -> str | None:
    """Return the name or attribute that the value with this call in it is assigned to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if any(part is call for part in ast.walk(node.value)):
                return _named(target)
    return None


def _named(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None

"""What others may rely on, and what the drawings say: a change here is a change to review."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import app
from app import errors

ROOT = Path(__file__).resolve().parents[2]


def test_the_public_names_are_pinned() -> None:
    assert app.__all__ == [
        "Checker",
        "Employer",
        "Finding",
        "Options",
        "Report",
        "Span",
        "UnburntError",
        "Verdict",
    ]
    named = re.search(r"Public: (.+)\. Nothing else is\.", app.__doc__ or "")
    assert named
    assert sorted(named[1].split(", ")) == app.__all__


@pytest.mark.parametrize("name", app.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(app, name).__name__ == name


def test_a_name_that_is_not_public_is_told_as_python_does() -> None:
    with pytest.raises(ImportError):
        from app import Nothing  # noqa: F401, PLC0415


def test_import_app_is_quick_because_it_loads_nothing_heavy() -> None:
    script = "import sys, app; print([m for m in sys.modules if m.split('.')[0] in sys.argv[1:]])"
    heavy = ("spacy", "onnxruntime", "numpy", "tokenizers", "re2", "fastapi", "pydantic", "yaml")
    found = subprocess.run(
        [sys.executable, "-c", script, *heavy], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert found.stdout.strip() == "[]"


def test_the_drawing_of_the_rooms_is_the_ladder_that_is_enforced() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    enforced, _ = project["tool"]["importlinter"]["contracts"]
    ladder = [[room.strip() for room in layer.split("|")] for layer in enforced["layers"]]
    page = (
        (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("## Rooms")[2].partition("\n## ")[0]
    )
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert [re.findall(r"`(\w+)`", row) for row in rows] == ladder


def test_every_room_stands_on_the_ladder() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    enforced, _ = project["tool"]["importlinter"]["contracts"]
    assert enforced["exhaustive"] is True
    assert enforced["exhaustive_ignores"] == ["__main__"]


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"^((?:[│ ]   |[├└]── )*)(\w+)(?:  |$)", errors.__doc__ or "", re.MULTILINE)
    tree = [(len(indent) // 4, name) for indent, name in drawn if hasattr(errors, name)]
    assert tree == list(descendants(errors.UnburntError))


def descendants(error: type[Exception], depth: int = 0) -> list[tuple[int, str]]:
    """Return depth and name of the class and those below it, in the order of the module."""
    found = [(depth, error.__name__)]
    for below in error.__subclasses__():
        found += descendants(below, depth + 1)
    return found


@pytest.mark.parametrize(
    "error",
    [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, Exception)],
)
def test_every_error_says_its_status_in_the_drawing(error: type[errors.UnburntError]) -> None:
    line = re.search(rf"\b{error.__name__} +(.+)", errors.__doc__ or "")
    stated = re.search(r"\((\d{3})\)", line[1]) if line else None
    if stated:
        assert error.status == int(stated[1])
    else:
        assert error.status == 500 or error is errors.BadRequest

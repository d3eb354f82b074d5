"""A rulebook that cannot be read stops the start with a message that names the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.errors import RulebookError
from app.resources import bundled
from app.rulebook import load_rulebook
from app.rulebook.files import LARGEST_FILE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundled("rules"), tmp_path / "rules"))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"summaries: \xff", "decode"),
        (b"summaries: [", "summaries.yaml"),
        (b"unknown: 1", "unknown"),
        (b"#" * (LARGEST_FILE + 1), "more than"),
    ],
    ids=["no text", "no YAML", "another shape", "too large"],
)
def test_a_broken_file_is_named(folder: Path, content: bytes, fault: str) -> None:
    (folder / "summaries.yaml").write_bytes(content)
    with pytest.raises(RulebookError, match=r"summaries\.yaml") as told:
        load_rulebook(folder)
    assert fault in str(told.value)


def test_a_rulebook_without_a_version_is_refused(folder: Path) -> None:
    (folder / "VERSION").unlink()
    with pytest.raises(RulebookError, match="VERSION"):
        load_rulebook(folder)

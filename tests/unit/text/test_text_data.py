"""Broken files under rules/text/ stop the start with a message that names the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.errors import RulebookError
from app.resources import bundled
from app.rulebook.textdata import load_text_data
from app.text import TextReader


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundled("rules") / "text", tmp_path / "text"))


def test_a_reader_uses_the_data_it_is_given(folder: Path) -> None:
    file = folder / "masked.yaml"
    file.write_text(file.read_text("utf-8").replace("swears: >-", "swears: >-\n  blorp"), "utf-8")
    data = load_text_data(folder)
    assert TextReader(data=data).read("what a bl0rp").clean == "what a blorp"
    assert TextReader().read("what a bl0rp").clean == "what a bl0rp"


@pytest.mark.parametrize("name", ["masked", "hashtags", "words", "sentences"])
@pytest.mark.parametrize("content", ["unknown: 1", "words: [", ""])
def test_a_broken_file_is_named(folder: Path, name: str, content: str) -> None:
    (folder / f"{name}.yaml").write_text(content, "utf-8")
    with pytest.raises(RulebookError, match=rf"text/{name}\.yaml"):
        load_text_data(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "words.yaml").unlink()
    with pytest.raises(RulebookError, match=r"text/words\.yaml"):
        load_text_data(folder)

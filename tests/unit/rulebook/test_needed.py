"""A rules folder of one's own that lacks what the code asks for is refused at the start, by name.

Else the first draft that needs it would get a 500.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.errors import RulebookError
from app.resources import bundled
from app.results import Kind, Style
from app.rulebook import load_rulebook
from app.rulebook.needed import NOTICES, REASONS, REFUSALS, SECTIONS, WORDS

OURS = bundled("rules")
Change = Callable[[str, Callable[[Any], None]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OURS, tmp_path / "rules"))


@pytest.fixture
def change(folder: Path) -> Change:
    """Change what a file of the folder says."""

    def change(name: str, how: Callable[[Any], None]) -> None:
        content = yaml.load((folder / name).read_text("utf-8"), yaml.CSafeLoader)
        how(content)
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")

    return change


def without(listed: str, idents: Iterable[str], key: str = "id") -> Callable[[Any], None]:
    def leave_out(content: Any) -> None:
        content[listed] = [entry for entry in content[listed] if entry[key] not in idents]

    return leave_out


def refused(folder: Path) -> str:
    with pytest.raises(RulebookError) as told:
        load_rulebook(folder)
    return str(told.value)


def all_of(idents: Iterable[str]) -> str:
    return ", ".join(sorted(idents))


def test_an_entry_that_is_not_there_is_named_with_its_file(folder: Path, change: Change) -> None:
    change("refusals.yaml", without("refusals", ["too-long"]))
    assert refused(folder) == "refusals.yaml lacks too-long"


@pytest.mark.parametrize(
    ("file", "listed", "idents"),
    [
        ("refusals.yaml", "refusals", REFUSALS - {"attack"}),
        ("spared.yaml", "reasons", REASONS),
        ("afterwards.yaml", "sections", SECTIONS),
    ],
)
def test_several_are_named_at_once(
    folder: Path, change: Change, file: str, listed: str, idents: frozenset[str]
) -> None:
    change(file, without(listed, idents))
    assert refused(folder) == f"{file} lacks {all_of(idents)}"


def test_no_refusals_at_all_are_as_bad(folder: Path) -> None:
    (folder / "refusals.yaml").unlink()
    assert refused(folder) == f"refusals.yaml lacks {all_of(REFUSALS)}"


def test_so_are_notices(folder: Path) -> None:
    for ident in NOTICES:
        (folder / "notices" / f"{ident}.yaml").unlink()
    assert refused(folder) == f"notices/ lacks {all_of(NOTICES)}"


def test_so_are_words_for_a_kind_that_the_reader_marks(folder: Path, change: Change) -> None:
    kinds = set(Kind) - {Kind.INSULT}
    change("model.yaml", without("texts", kinds, key="kind"))
    assert refused(folder) == f"model.yaml lacks {all_of(kinds)}"


def test_so_are_styles_that_a_language_model_is_asked_for(folder: Path, change: Change) -> None:
    change("prompts.yaml", lambda content: content["styles"].clear())
    assert refused(folder) == f"prompts.yaml: styles lacks {all_of(Style)}"


def test_so_are_word_lists_that_the_code_reads_itself(folder: Path, change: Change) -> None:
    def leave_out(content: Any) -> None:
        for name in WORDS:
            del content["words"][name]

    change("words.yaml", leave_out)
    assert refused(folder) == f"words.yaml lacks {all_of(WORDS)}"


def put(value: str, *path: str | int) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = value

    return change


@pytest.mark.parametrize("template", ["{whom}", "{}", "{0}", "{", "{target.kind}", "{target:>999}"])
def test_a_slot_that_nobody_fills_is_refused(folder: Path, change: Change, template: str) -> None:
    change("summaries.yaml", put(template, "summaries", "warn"))
    told = refused(folder)
    assert told.startswith("rules/summaries.yaml")
    assert "summaries.warn" in told


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("afterwards.yaml", ("thank_you",)),
        ("afterwards.yaml", ("team",)),
        ("afterwards.yaml", ("invitations", 0)),
        ("prompts.yaml", ("rewrite",)),
        ("prompts.yaml", ("again",)),
        ("prompts.yaml", ("read",)),
    ],
)
def test_in_letters_and_prompts_too(
    folder: Path, change: Change, file: str, path: tuple[str | int, ...]
) -> None:
    change(file, put("Hello {anyone}", *path))
    told = refused(folder)
    assert told.startswith(f"rules/{file}")
    assert ".".join(map(str, path)) in told


def test_a_group_that_a_pattern_does_not_have_is_refused(folder: Path, change: Change) -> None:
    change("afterwards.yaml", put(r"\brounds\b", "stages", 0))
    assert refused(folder) == r"afterwards.yaml: no group in the stage '\\brounds\\b'"
    shutil.copy(OURS / "afterwards.yaml", folder)
    change("rewrites/accusations-1.yaml", put(r"\9 was odd", "rules", 0, "replace"))
    assert refused(folder) == "rewrites/: charge.lied-at-name-one-and has a pattern without group 9"


@pytest.mark.parametrize("name", ["spared.yaml", "model.yaml", "prompts.yaml"])
def test_what_is_optional_may_be_missing_as_a_whole(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert load_rulebook(folder).version

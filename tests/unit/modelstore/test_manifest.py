"""A model is used only as its manifest describes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.errors import ModelError
from app.modelstore import open_reader
from app.modelstore.manifest import LARGEST_FILE, read_manifest
from app.results import GrievanceKind, Kind, MentionKind, TargetKind

MODEL, TOKENIZER = b"not really a model", b"{}"
MANIFEST: dict[str, Any] = {
    "name": "tone-v3",
    "created": "2026-11-25",
    "base": "a small encoder",
    "licence": "Apache-2.0",
    "model": {"name": "model.onnx", "sha256": sha256(MODEL).hexdigest()},
    "tokenizer": {"name": "tokenizer.json", "sha256": sha256(TOKENIZER).hexdigest()},
    "max_tokens": 128,
    "labels": {
        "verdicts": ["clear", "caution", "warn"],
        "targets": list(TargetKind),
        "grievances": list(GrievanceKind),
        "kinds": list(Kind),
        "mentions": list(MentionKind),
    },
    "temperature": 1.2,
    "shifts": {"kinds": {"insult": -0.4}, "grievances": {"pay": 0.3}},
    "combination": {
        "features": ["bias"],
        "warn": [0.1],
        "clear": [0.1],
        "thresholds": {"standard": {"warn": 0.5, "clear": 0.5}},
    },
    "known_answers": [{"text": "a", "warn": 0.1}, {"text": "b", "warn": 0.9}],
    "data": {"train": "2026.11"},
}
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def make(called: str = "tone-v3", **changes: Any) -> Path:
        folder = tmp_path / called
        folder.mkdir()
        (folder / "model.onnx").write_bytes(MODEL)
        (folder / "tokenizer.json").write_bytes(TOKENIZER)
        content = {"name": called} | changes
        (folder / "manifest.json").write_text(json.dumps(MANIFEST | content), "utf-8")
        return folder

    return make


def test_a_manifest_that_fits_its_files_is_read(make: Make) -> None:
    manifest = read_manifest(make())
    assert (manifest.name, manifest.max_tokens) == ("tone-v3", 128)
    assert manifest.known_answers[0].tolerance == 0.1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colour": "blue"}, "colour"),
        ({"temperature": 0}, "temperature"),
        ({"max_tokens": 100_000}, "max_tokens"),
        ({"known_answers": []}, "known_answers"),
        ({"name": "Tone 3"}, "name"),
        ({"model": {"name": "../model.onnx", "sha256": "0" * 64}}, "model.name"),
        ({"model": {"name": "model.onnx", "sha256": "abc"}}, "model.sha256"),
        ({"labels": MANIFEST["labels"] | {"kinds": ["rudeness"]}}, "labels.kinds"),
    ],
)
def test_a_manifest_of_another_shape_is_refused_by_field(
    make: Make, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ModelError, match=rf"^tone-v3/manifest\.json cannot be used: {words}"):
        read_manifest(make(**changes))


@pytest.mark.parametrize("content", ["", "[]", "{", "\x00"])
def test_a_manifest_that_is_no_json_object_is_refused(make: Make, content: str) -> None:
    folder = make()
    (folder / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(ModelError, match="cannot be used"):
        read_manifest(folder)


def test_a_file_that_was_changed_is_refused(make: Make) -> None:
    folder = make()
    (folder / "model.onnx").write_bytes(MODEL + b".")
    with pytest.raises(ModelError, match=r"tone-v3/model\.onnx is not the file"):
        read_manifest(folder)


def test_weights_that_stand_beside_the_model_are_checked_too(make: Make) -> None:
    weights = {"name": "model.weights", "sha256": sha256(b"numbers").hexdigest()}
    folder = make(weights=weights)
    (folder / "model.weights").write_bytes(b"numbers")
    assert read_manifest(folder).weights is not None
    (folder / "model.weights").write_bytes(b"others")
    with pytest.raises(ModelError, match=r"tone-v3/model\.weights is not the file"):
        read_manifest(folder)


def test_a_file_that_is_missing_is_refused(make: Make) -> None:
    folder = make()
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tone-v3/tokenizer\.json cannot be read"):
        read_manifest(folder)


def test_a_file_too_large_to_ship_is_refused_without_reading_it(make: Make) -> None:
    folder = make()
    with (folder / "model.onnx").open("r+b") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(ModelError, match=r"tone-v3/model\.onnx is larger .*80 MiB"):
        read_manifest(folder)


def test_a_manifest_in_the_wrong_folder_is_refused(make: Make) -> None:
    with pytest.raises(ModelError, match="tone-v4 holds a model called tone-v3"):
        read_manifest(make("tone-v4", name="tone-v3"))


def test_files_that_are_as_said_but_no_model_are_refused(make: Make) -> None:
    folder = make()
    with pytest.raises(ModelError, match="tone-v3 cannot be loaded"):
        open_reader(folder.parent, "tone-v3")


@pytest.mark.parametrize("name", [None, ""])
def test_without_a_name_the_rules_read_alone(tmp_path: Path, name: str | None) -> None:
    assert open_reader(tmp_path, name) is None


@pytest.mark.parametrize("there", [True, False])
def test_auto_is_content_with_no_model_at_all(tmp_path: Path, there: bool) -> None:
    assert open_reader(tmp_path if there else tmp_path / "nowhere", "auto") is None


def test_a_named_model_must_be_there(make: Make) -> None:
    folder = make().parent
    with pytest.raises(ModelError, match=r"no model called 'tone-v9' \(known: tone-v3\)"):
        open_reader(folder, "tone-v9")


def test_auto_takes_the_newest_by_number(make: Make) -> None:
    for name in ("tone-v9", "tone-v10", "tone-draft"):
        folder = make(name).parent
    with pytest.raises(ModelError, match="tone-v10 cannot be loaded"):
        open_reader(folder, "auto")

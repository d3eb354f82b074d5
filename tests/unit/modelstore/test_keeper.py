"""The keeper: which clauses a careful editor keeps, checked before it is used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from app.errors import ModelError
from app.modelstore import Keeper, open_keeper
from app.modelstore.keeper import FOLDER, places_of
from app.resources import bundled
from app.results import Kind


@pytest.fixture(scope="module")
def keeper() -> Keeper:
    found = open_keeper(bundled("models"))
    assert found is not None
    return found


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundled("models") / FOLDER, tmp_path / FOLDER))


@pytest.mark.parametrize(
    ("told", "vented"),
    [
        ("they cut my hours from 38 to 12", "worst company ever"),
        ("I waited two hours for an answer", "bunch of clowns"),
        ("the recruiter cancelled the third round", "you absolute muppets"),
    ],
)
def test_what_happened_is_kept_before_what_is_only_vented(
    keeper: Keeper, told: str, vented: str
) -> None:
    assert keeper.probability(told, {}) > 0.8
    assert keeper.probability(vented, {}) < 0.5


def test_words_that_are_an_insult_are_let_go_more_easily(keeper: Keeper) -> None:
    said = "the people who run this place"
    assert keeper.probability(said, {Kind.INSULT: 1.0}) < keeper.probability(said, {})


@pytest.mark.parametrize(
    ("one", "other"),
    [("I paid 80 dollars", "I paid 1,200 dollars"), ("@acme owes me", "@norvane_hq owes me")],
)
def test_neither_the_figure_nor_the_handle_counts(one: str, other: str) -> None:
    shared = set(places_of(one, 1 << 16)) ^ set(places_of(other, 1 << 16))
    assert len(shared) <= 3


def test_a_place_without_one_has_none(tmp_path: Path) -> None:
    assert open_keeper(tmp_path) is None


def test_weights_that_are_not_the_ones_meant_are_refused(copied: Path) -> None:
    np.save(copied / "weights.npy", np.zeros(4, np.int8))
    with pytest.raises(ModelError, match="sha256 differs"):
        open_keeper(copied.parent)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"bits": 9}, "another shape"), ({"bits": 99}, "cannot be used"), ({"more": 1}, "be used")],
)
def test_a_manifest_that_does_not_fit_is_refused(
    copied: Path, change: dict[str, int], words: str
) -> None:
    place = copied / "manifest.json"
    place.write_text(json.dumps(json.loads(place.read_text("utf-8")) | change), "utf-8")
    with pytest.raises(ModelError, match=words):
        open_keeper(copied.parent)


def test_a_manifest_that_is_no_json_is_refused(copied: Path) -> None:
    (copied / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        open_keeper(copied.parent)

"""The shipped critic on this machine: which versions of a draft are worth posting."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import ModelError
from app.modelstore import Critic, LearnedReader, open_critic
from app.modelstore.critic import VIEWS, seams, views_of
from app.resources import bundled

MODELS = bundled("models")
WHOLE = "Seven rounds at Norvane, two of them unpaid case studies, then nothing."
DRAFT = f"{WHOLE} What a bunch of clowns."


@pytest.fixture(scope="module")
def critic(reader: LearnedReader) -> Critic:
    opened = open_critic(MODELS, reader)
    assert opened is not None
    return opened


@pytest.fixture
def copied(tmp_path: Path, critic: Critic) -> Path:
    shutil.copytree(MODELS / critic.manifest.name, tmp_path / critic.manifest.name)
    return tmp_path / critic.manifest.name


def worth(critic: Critic, version: str, at: int) -> float:
    """Return what a version is worth that was cut at one place, all else being equal."""
    alike = dict.fromkeys(critic.manifest.measures.keys() - {"bias"}, 0.0)
    return critic.open(DRAFT).worth(version, [(at, at)], alike)


@pytest.mark.parametrize(
    "broken",
    [
        "Seven rounds at Norvane, two of them unpaid case studies, then nothing. What a bunch of.",
        "Seven rounds at Norvane, two of them unpaid case studies, then nothing. What a.",
        "Seven rounds at Norvane, two of them unpaid case studies, then.",
    ],
)
def test_a_version_that_breaks_off_is_worth_less(critic: Critic, broken: str) -> None:
    assert worth(critic, WHOLE, len(WHOLE)) > worth(critic, broken, len(broken) - 1)


def test_what_is_sure_is_worth_offering(critic: Critic) -> None:
    assert 0.5 <= critic.least < critic.sure <= 1


@settings(max_examples=40, deadline=None)
@given(version=st.text(max_size=300), cut=st.integers(0, 300))
def test_any_version_is_worth_something_between_nothing_and_all(
    critic: Critic, version: str, cut: int
) -> None:
    assert 0 <= worth(critic, version, min(cut, len(version))) <= 1


def test_pieces_are_flagged_where_something_is_new_and_where_something_went() -> None:
    offsets = [(0, 3), (4, 7), (8, 11), (12, 15)]
    flags = seams(offsets, [(4, 7)])
    assert flags[:, 0].tolist() == [False, True, False, False]
    assert flags[:, 1].tolist() == [True, True, True, False]
    assert seams(offsets, [(11, 11)])[:, 1].tolist() == [False, False, True, True]


def test_what_a_version_lacks_is_the_draft_less_the_version() -> None:
    version = np.array([[1.0, 2.0], [3.0, 4.0]], np.float32)
    flags = np.array([[False, False], [False, True]])
    views = views_of(np.array([5.0, 5.0], np.float32), version, flags)
    mean, lost, beside, end = np.split(views, len(VIEWS))
    assert mean.tolist() == [2.0, 3.0]
    assert lost.tolist() == [3.0, 2.0]
    assert beside.tolist() == end.tolist() == [3.0, 4.0]


def test_a_critic_that_knows_another_reader_is_not_used(
    copied: Path, reader: LearnedReader
) -> None:
    _tell(copied, stands_on="tone-v99")
    assert open_critic(copied.parent, reader) is None
    with pytest.raises(ModelError, match="stands on tone-v99"):
        Critic(copied, reader)


def test_weights_that_were_changed_are_refused(copied: Path, reader: LearnedReader) -> None:
    (copied / "weights.npz").write_bytes(b"PK other")
    with pytest.raises(ModelError, match=r"weights\.npz"):
        open_critic(copied.parent, reader)


def test_weights_that_are_as_said_but_lack_a_view_are_refused(
    copied: Path, reader: LearnedReader
) -> None:
    np.savez(copied / "weights.npz", version=np.zeros(3, np.float32))
    told = hashlib.sha256((copied / "weights.npz").read_bytes()).hexdigest()
    _tell(copied, weights={"name": "weights.npz", "sha256": told})
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_critic(copied.parent, reader)


def test_without_a_reader_there_is_no_critic() -> None:
    assert open_critic(MODELS, None) is None


def _tell(folder: Path, **told: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | told), "utf-8")

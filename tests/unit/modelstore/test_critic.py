"""The shipped critic on this machine: which versions of a draft are worth posting."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import ModelError
from app.modelstore import Critic, LearnedReader, open_critic
from app.modelstore.comparison import CALM, SOUND, Comparison, seams
from app.modelstore.critic import network_of
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


@pytest.fixture(scope="module")
def beside(critic: Critic, reader: LearnedReader) -> Comparison:
    network = network_of(MODELS / critic.manifest.name / critic.manifest.network.name)
    draft = "Dana from Norvane rang me at 9, that rat. My manager never paid the 300 euros. Scum."
    return Comparison(reader, network, draft)


FAIR = "Dana from Norvane rang me at 9. My manager never paid the 300 euros."


@pytest.mark.parametrize(
    "poor",
    [
        "Dana from Norvane rang me at 9. My manager never the 300 euros.",
        "Dana from Norvane rang me. My manager rang the 300 euros.",
        "Dana from Norvane rang me at 9. My manager.",
        "rang me at 9. never paid the 300 euros.",
    ],
)
def test_a_version_that_does_not_hold_together_is_told_from_a_sound_one(
    beside: Comparison, poor: str
) -> None:
    assert beside.tells(FAIR)[SOUND] > beside.tells(poor)[SOUND]


@pytest.mark.parametrize("hot", [f"{FAIR} Scum.", FAIR.replace("at 9", "at 9, that rat")])
def test_a_version_in_which_an_insult_stays_is_told_from_a_calm_one(
    beside: Comparison, hot: str
) -> None:
    assert beside.tells(FAIR)[CALM] > beside.tells(hot)[CALM]


def test_of_a_text_without_words_nothing_is_told(beside: Comparison) -> None:
    told = beside.tells("")
    assert (told[SOUND], told[CALM]) == (0.0, 0.0)


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


def test_a_critic_that_knows_another_reader_is_not_used(
    copied: Path, reader: LearnedReader
) -> None:
    _tell(copied, stands_on="tone-v99")
    assert open_critic(copied.parent, reader) is None
    with pytest.raises(ModelError, match="stands on tone-v99"):
        Critic(copied, reader)


def test_a_network_that_was_changed_is_refused(copied: Path, reader: LearnedReader) -> None:
    (copied / "net.onnx").write_bytes(b"other")
    with pytest.raises(ModelError, match=r"net\.onnx"):
        open_critic(copied.parent, reader)


def test_a_network_that_is_as_said_but_none_is_refused(copied: Path, reader: LearnedReader) -> None:
    (copied / "net.onnx").write_bytes(b"other")
    _tell(copied, network={"name": "net.onnx", "sha256": hashlib.sha256(b"other").hexdigest()})
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_critic(copied.parent, reader)


def test_without_a_reader_there_is_no_critic() -> None:
    assert open_critic(MODELS, None) is None


def _tell(folder: Path, **told: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | told), "utf-8")

"""The shipped decoder on this machine: out of the draft's own words and a closed vocabulary."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import ModelError
from app.modelstore import LearnedReader, Recaster, open_recaster
from app.resources import bundled

MODELS = bundled("models")
RANT = "Seven rounds and then nothing. What a bunch of clowns at Norvane, avoid them at all costs."
WORD = re.compile(r"[a-z0-9]+")


@pytest.fixture(scope="module")
def recaster(reader: LearnedReader) -> Recaster:
    opened = open_recaster(MODELS, reader)
    assert opened is not None
    return opened


def whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))] if text else []


@pytest.fixture
def copied(tmp_path: Path, recaster: Recaster) -> Path:
    shutil.copytree(MODELS / recaster.manifest.name, tmp_path / recaster.manifest.name)
    return tmp_path / recaster.manifest.name


def test_a_rant_is_said_without_its_insult(recaster: Recaster) -> None:
    [versions] = recaster.open(RANT, whole(RANT)).versions(4)
    assert "Seven rounds" in versions[0].text
    assert any("clowns" not in version.text for version in versions)


def test_the_same_draft_is_said_the_same_way(recaster: Recaster) -> None:
    first, second = (recaster.open(RANT, whole(RANT)).versions(3) for _ in range(2))
    assert first == second


def test_versions_come_likeliest_first_and_are_as_likely_as_they_are_said_to_be(
    recaster: Recaster,
) -> None:
    opened = recaster.open(RANT, whole(RANT))
    [versions] = opened.versions(4)
    found = [version.likelihood for version in versions]
    assert found == sorted(found, reverse=True)
    told = opened.likelihood(versions[0].text)
    assert told is not None
    assert told.mean == pytest.approx(found[0], abs=0.02)
    assert told.worst <= told.mean


def test_words_that_are_shunned_go_first(recaster: Recaster) -> None:
    text = "The tea was cold and the room was loud."
    start = text.index("room")
    opened = recaster.open(text, whole(text))
    [[plain], [shy]] = opened.versions(1, [(), [(start, start + 4, 20.0)]])
    assert plain.text == text
    assert "room" not in shy.text


def test_a_long_draft_is_said_in_parts(recaster: Recaster) -> None:
    parts = [
        "I joined the warehouse in Leeds in March and learned the scanners in a week.",
        "In April our shift lead Tomasz moved to the night team and was not replaced.",
        "We asked for a second fork lift, and we got a poster about teamwork.",
        "On 4 June a pallet fell from the third shelf, and nobody was standing there.",
        "I wrote the report the same evening and gave it to the office in Hull.",
        "Two weeks later I was told that the report had been lost, so I sent it again.",
        "The answer said that the shelf had been checked and that I should smile more.",
        "My contract was for 40 hours, and in July I was given 22 on the new rota.",
        "The union rep Marian came with me to the meeting and took the minutes.",
        "They said that the hours would come back in autumn, and I have that in writing.",
        "It is October now and I am still waiting for the first full week.",
        "I like the people on my team, and the pay came on time every month.",
    ]
    text = "\n".join(parts)
    starts = [text.index(part) for part in parts]
    opened = recaster.open(text, [(s, s + len(p)) for s, p in zip(starts, parts, strict=True)])
    said = opened.versions(2)[0][0].text
    assert "Leeds" in said.split("\n")[0]
    assert "every month" in said.split("\n")[-1]
    assert opened.likelihood(" ".join([said] * 2)) is None


@pytest.mark.parametrize("text", ["", " ", "🤡", "\ufffd", "#", "a" * 3_000])
def test_any_text_can_be_opened(recaster: Recaster, text: str) -> None:
    opened = recaster.open(text, whole(text))
    assert len(opened.versions(2)[0]) <= 2


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*RANT.split(), "$400", "Priya", "😡", "not", "\n"]), max_size=25))
def test_no_word_comes_from_elsewhere(recaster: Recaster, words: list[str]) -> None:
    text = " ".join(words)
    known = {piece.removeprefix("##") for piece in recaster.manifest.vocabulary}
    theirs = set(WORD.findall(text.lower()))
    for version in recaster.open(text, whole(text)).versions(2)[0]:
        for word in set(WORD.findall(version.text.lower())) - theirs:
            assert word in known or any(word.startswith(piece) for piece in known), word


def test_it_may_say_no_figure_and_no_name(recaster: Recaster) -> None:
    vocabulary = recaster.manifest.vocabulary
    assert not any(c.isdigit() for piece in vocabulary for c in piece)
    assert {"acme", "norvane", "priya", "google", "amazon"}.isdisjoint(vocabulary)


@pytest.mark.parametrize("name", ["opening.onnx", "opening.weights", "step.onnx"])
def test_a_file_that_was_changed_is_not_used(
    copied: Path, reader: LearnedReader, name: str
) -> None:
    with (copied / name).open("ab") as file:
        file.write(b"!")
    with pytest.raises(ModelError, match="is not the file"):
        Recaster(copied, reader)


def test_it_stands_on_one_reader_alone(copied: Path, reader: LearnedReader) -> None:
    told = json.loads((copied / "manifest.json").read_text("utf-8")) | {"stands_on": "tone-v1"}
    (copied / "manifest.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(ModelError, match="stands on tone-v1"):
        Recaster(copied, reader)
    assert open_recaster(copied.parent, reader) is None


def test_there_is_none_without_a_reader() -> None:
    assert open_recaster(MODELS, None) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"stands_on": 4}', "\ufeff{"])
def test_a_manifest_that_cannot_be_read(copied: Path, reader: LearnedReader, content: str) -> None:
    (copied / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(ModelError, match=r"manifest\.json cannot be used"):
        Recaster(copied, reader)

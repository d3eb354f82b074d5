"""The shipped model on this machine."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.errors import ModelError
from app.modelstore import LearnedReader, open_reader, session
from app.modelstore.manifest import KnownAnswer
from app.resources import bundled

RANT = "What a bunch of clowns. Avoid Norvane at all costs."
KIND = "Thank you Norvane for the kind call. I learned a lot."


@pytest.fixture(scope="module")
def reader() -> LearnedReader:
    opened = open_reader(bundled("models"), "auto")
    if opened is None:
        pytest.skip("no model is shipped in models/ yet")
    return opened


def whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))]


def test_it_gives_its_known_answers(reader: LearnedReader) -> None:
    reader.self_test()


def test_precise_sums_give_the_same_reading_where_fast_ones_are_exact(
    reader: LearnedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "fast_sums_are_exact", lambda: False)
    precise = LearnedReader(bundled("models") / reader.name)
    assert precise.read(RANT, whole(RANT)) == reader.read(RANT, whole(RANT))


def test_an_answer_that_differs_fails_the_self_test(reader: LearnedReader) -> None:
    wrong = KnownAnswer(text=KIND, warn=1.0)
    opened = LearnedReader(bundled("models") / reader.name)
    opened.manifest = reader.manifest.model_copy(update={"known_answers": (wrong,)})
    with pytest.raises(ModelError, match="self-test"):
        opened.self_test()


def test_a_rant_reads_worse_than_thanks(reader: LearnedReader) -> None:
    assert reader.read(RANT, whole(RANT)).post.warn > reader.read(KIND, whole(KIND)).post.warn


@pytest.mark.parametrize(
    "text", [RANT, KIND, "🤡", "é", "a" * 5_000, "word " * 3_000, "\ufffd\ufffd"]
)
def test_a_reading_is_whole(reader: LearnedReader, text: str) -> None:
    half = len(text) // 2
    sentences = [(0, half), (half, len(text))] if half else whole(text)
    found = reader.read(text, sentences)
    assert len(found.sentences) == len(sentences)
    for shares in (found.post, *found.sentences):
        assert shares.clear + shares.caution + shares.warn == pytest.approx(1.0, abs=1e-4)
    assert sum(found.targets.values()) == pytest.approx(1.0, abs=1e-4)
    assert 0.0 <= found.heat <= 1.0
    for label in (*found.risky, *found.mentions):
        assert 0 <= label.start < label.end <= len(text)
        assert 0.0 <= label.confidence <= 1.0 + 1e-6


def test_the_same_text_reads_the_same(reader: LearnedReader) -> None:
    assert reader.read(RANT, whole(RANT)) == reader.read(RANT, whole(RANT))


def test_neighbours_in_a_batch_do_not_change_a_reading(reader: LearnedReader) -> None:
    filler = "We met on Monday and spoke about the work. " * 60
    alone = reader.read(RANT, whole(RANT)).post.warn
    long = filler + RANT
    beside = reader.read(long, [(0, len(filler)), (len(filler), len(long))])
    assert beside.sentences[1].warn > beside.sentences[0].warn
    assert alone > beside.sentences[0].warn


def test_the_manifest_stands_in_the_folder_of_its_name(reader: LearnedReader) -> None:
    manifest: Path = bundled("models") / reader.name / "manifest.json"
    assert json.loads(manifest.read_text("utf-8"))["name"] == reader.name
    assert (manifest.parent / "MODEL_CARD.md").is_file()


def test_hidden_states_are_the_same_whether_a_text_was_read_lately_or_not(
    reader: LearnedReader,
) -> None:
    ids = reader.pieces(KIND).ids
    for said in range(20):  # so that others are remembered
        reader.read(f"{said} of {RANT}", whole(f"{said} of {RANT}"))
    afresh = reader.hidden(ids)
    reader.read(KIND, whole(KIND))
    for own, kept in zip(afresh, reader.hidden(ids), strict=True):
        assert own.shape == (1, len(ids) + 2, own.shape[2])
        assert np.array_equal(own, kept)
    assert reader.hidden(ids)[0] is reader.hidden(ids)[0]

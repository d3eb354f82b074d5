"""Packed word forms say what lemminflect's own lists say, and spaCy stays away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lemminflect import Inflections, Lemmatizer, config
from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec
from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec

from app.text import forms

ROOT = Path(__file__).resolve().parents[3]
STRANGE = ("", ",", "zzzz", "norvane", "é", "\ud800", "a" * 300)


@pytest.mark.parametrize(
    ("packed", "own"),
    [
        (Lemmatizer()._getLemmaDict(), LemmaLUCodec.load(config.lemma_lu_fn)),
        (Inflections()._getInflDict(), InflectionLUCodec.load(config.inflection_lu_fn)),
    ],
    ids=["lemmas", "inflections"],
)
def test_every_word_has_the_forms_of_the_unpacked_list(
    packed: forms.PackedForms, own: dict[str, forms.Forms]
) -> None:
    assert isinstance(packed, forms.PackedForms)
    for word, known in own.items():
        assert [*packed.get(word, {}).items()] == [*known.items()]
    missing: forms.Forms = {"none": ()}
    assert all(packed.get(word, missing) is missing for word in STRANGE if word not in own)


def test_it_still_answers_for_known_and_for_new_words() -> None:
    assert forms.getLemma("clowns", "NOUN") == ("clown",)
    assert forms.getInflection("go", "VBD") == ("went",)
    assert forms.getInflection("norvane", "VBG") == ("norvaning",)
    assert forms.getAllLemmas("zzzz") == {}


def test_spacy_is_not_read_and_can_be_read_later() -> None:
    script = (
        "import sys, app.text.forms; assert 'spacy' not in sys.modules;"
        "import spacy; assert not [f for f in sys.meta_path if type(f).__name__ == '_NoSpacy']"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)

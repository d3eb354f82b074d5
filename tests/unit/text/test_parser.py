"""SpaCy's parse of the clean text is made only when somebody asks for it."""

from __future__ import annotations

import pytest

from app.text import TextReader, load_parser


def test_a_text_is_parsed_once_and_only_when_asked(reader: TextReader) -> None:
    calls: list[str] = []
    text = TextReader(lambda clean: calls.append(clean) or clean).read("“Hi”")  # type: ignore
    assert calls == []
    assert text.doc == text.doc
    assert calls == ['"Hi"']


def test_without_a_parser_a_parse_is_an_error(reader: TextReader) -> None:
    with pytest.raises(RuntimeError, match="without a parser"):
        _ = reader.read("Hi").doc


@pytest.mark.slow
def test_the_parser_reads_tags_and_entities() -> None:
    doc = load_parser()("Karen from HR ignored me.")
    assert [token.pos_ for token in doc][:1] == ["PROPN"]
    assert doc[3].dep_ == "ROOT"

"""The Python client of LanguageTool, as people install it, against `unburnt serve`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.serving import served

language_tool = pytest.importorskip("language_tool_python")
RANT = "😀 Five rounds with Norvane and then silence. What a bunch of clowns, avoid them!!!"


@pytest.fixture(scope="module")
def tool() -> Iterator[Any]:
    with served() as site:
        opened = language_tool.LanguageTool("en-US", remote_server=f"http://127.0.0.1:{site.port}")
        yield opened
        opened.close()


def test_it_sees_our_findings_at_their_words(tool: Any) -> None:
    marked = {m.rule_id: RANT[m.offset : m.offset + m.error_length] for m in tool.check(RANT)}
    assert "What a bunch of clowns" in marked["insult.bunch-of"]


def test_its_correction_is_a_calmer_text_with_the_same_facts(tool: Any) -> None:
    fixed = tool.correct("The clowns at Norvane lost my bag on 3 May.")
    assert "clowns" not in fixed
    assert all(fact in fixed for fact in ("Norvane", "3 May", "bag"))


def test_it_finds_nothing_in_a_kind_post(tool: Any) -> None:
    assert tool.check("Thank you Norvane for a kind call.") == []

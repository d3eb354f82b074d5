"""The ids that the code asks of a rulebook are those that are looked for at the start, and no more.

A new constant id in the code fails here until `app/rulebook/needed.py` names it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from app.afterwards import advice
from app.report import UNSUPPORTED_NOTICE
from app.results import Style
from app.rewriting import rewriter
from app.rulebook import needed
from app.rulebook.schema import FAULTS
from app.scoring import grievances, scorer
from app.verdict import summary

APP = Path(__file__).parents[2] / "app"


def nodes(under: str = "") -> Iterator[ast.AST]:
    """Yield every node of the code in a room, or in all."""
    for file in sorted((APP / under).rglob("*.py")):
        yield from ast.walk(ast.parse(file.read_text("utf-8")))


def constants(*expressions: ast.expr | None) -> set[str]:
    """Return the texts that are written out in the expressions."""
    found = (node for each in expressions if each is not None for node in ast.walk(each))
    return {n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def asked(call: str, under: str) -> set[str]:
    """Return the texts that are written out in the arguments of `call(...)`."""
    return {
        text
        for node in nodes(under)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == call
        for text in constants(*node.args)
    }


def test_every_refusal_that_the_code_gives_is_looked_for() -> None:
    named = asked("self.of", "rewriting") | asked("self._refusals.of", "rewriting")
    assert named - {"style-"} == needed.REFUSALS - needed.STYLED
    assert {f"style-{style}" for style in Style} - needed.STYLED == {"style-neutral"}


def test_every_notice_that_the_code_gives_is_looked_for() -> None:
    assert {UNSUPPORTED_NOTICE, rewriter.UNAVAILABLE, rewriter.NOT_USED} == needed.NOTICES


def test_every_reason_that_the_code_gives_or_tells_apart_is_looked_for() -> None:
    given = asked("self.reasons.get", "scoring") | asked("_REASONS.get", "scoring")
    given |= set(scorer._REASONS.values())
    assert given | grievances._DENIALS | scorer._SOMEBODY_ELSE == needed.REASONS


def test_every_word_list_that_the_code_reads_itself_is_looked_for() -> None:
    asked_whether_there = {
        text
        for node in nodes()
        if isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "book.words"
        for text in constants(node.left)
    }
    assert asked("book.words.get", "") | asked_whether_there == needed.WORDS


def test_every_section_of_a_note_that_the_code_knows_is_looked_for() -> None:
    compared = {
        text
        for node in nodes("afterwards")
        if isinstance(node, ast.Compare) and ast.unparse(node.left) == "part.id"
        for text in constants(*node.comparators)
    }
    assert compared | {advice.OWN_THANKS} == needed.SECTIONS


def test_every_summary_that_the_code_asks_for_is_looked_for() -> None:
    named = {
        text
        for node in nodes()
        if isinstance(node, ast.Subscript)
        and ast.unparse(node.value).endswith((".summaries", "._texts"))
        for text in constants(node.slice)
    }
    assert {"support", "unsupported"} <= named <= summary.NEEDED


def test_every_fault_that_a_guard_tells_a_language_model_is_looked_for() -> None:
    told = {
        text
        for function in nodes("rewriting")
        if isinstance(function, ast.FunctionDef) and function.name in ("fault", "invention")
        for node in ast.walk(function)
        if isinstance(node, ast.Return)
        for text in constants(node.value)
    }
    assert told == FAULTS

"""spans.js against its specification: the server's own functions, and the words under the spans."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from app.results import Edit, Finding, Kind, Severity, Source
from app.rewriting.canvas import TIDIED as REASON
from app.web.marks import changes, mark
from app.web.words import WORDS

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
LETTERS = "ab \n"


def _cases(seed: int) -> list[dict[str, object]]:
    dice = random.Random(seed)
    cases: list[dict[str, object]] = []
    for _ in range(150):
        text = "".join(dice.choices(LETTERS, k=dice.randint(0, 25)))
        spans = [sorted(dice.choices(range(len(text) + 1), k=2)) for _ in range(dice.randint(0, 4))]
        severities = dice.choices([severity.value for severity in Severity], k=len(spans))
        cases.append({"text": text, "spans": spans, "severities": severities})
    return cases


def test_the_browser_marks_as_the_server_does(open_page: Opener) -> None:
    cases = _cases(1)
    shown = open_page().evaluate(
        """async (cases) => {
            const { mark } = await import('/static/spans.js');
            return cases.map(({ text, spans, severities }) => mark(text, spans.map(
                ([start, end], i) => ({ start, end, severity: severities[i] }))));
        }""",
        cases,
    )
    for case, pieces in zip(cases, shown, strict=True):
        findings = [
            Finding(
                start=start,
                end=end,
                rule="insult.clown",
                kind=Kind.INSULT,
                severity=Severity(severity),
                text="",
                why="Why.",
                advice="",
                source=Source.RULE,
                confidence=1,
            )
            for (start, end), severity in zip(case["spans"], case["severities"], strict=True)  # type: ignore[call-overload]
        ]
        expected = mark(str(case["text"]), findings)
        assert [(p["text"], p["finding"]) for p in pieces] == [
            (p.text, p.finding) for p in expected
        ]


def test_the_browser_shows_changes_as_the_server_does(open_page: Opener) -> None:
    text = "one two three"
    edits = [(0, 3, "1"), (3, 4, ""), (8, 8, "and "), (8, 13, "3")]
    pairs = open_page().evaluate(
        """async ([text, edits]) => {
            const { apply, changes } = await import('/static/spans.js');
            const made = edits.map(([start, end, replacement]) => ({ start, end, replacement }));
            return [apply(text, made), changes(text, made)];
        }""",
        [text, edits],
    )
    made = [Edit(start=a, end=b, text=text[a:b], replacement=new, why="") for a, b, new in edits]
    assert pairs[0] == "1two and 3"
    assert pairs[1] == [[change.kind, change.text] for change in changes(text, made)]


def test_marks_that_survive_an_edit_stay_on_their_words(open_page: Opener) -> None:
    dice = random.Random(2)
    asked = []
    for case in _cases(3):
        before = str(case["text"])
        start, end = sorted(dice.choices(range(len(before) + 1), k=2))
        after = before[:start] + "".join(dice.choices(LETTERS, k=dice.randint(0, 3))) + before[end:]
        asked.append([before, after, case["spans"]])
    moved = open_page().evaluate(
        """async (asked) => {
            const { shift } = await import('/static/spans.js');
            return asked.map(([before, after, spans]) => shift(
                spans.map(([start, end]) => ({ start, end, words: before.slice(start, end) })),
                before, after));
        }""",
        asked,
    )
    for (_, after, _), spans in zip(asked, moved, strict=True):
        assert all(after[s["start"] : s["end"]] == s["words"] for s in spans)


SAID = "One liar. They lied about the pay. Bye."
SENTENCES = [(0, 9), (10, 34), (35, 39)]
TIDIED = WORDS["tidied"]
EDITS = [
    (0, 9, "", "An insult."),
    (10, 29, "The", "A charge."),
    (33, 33, " was not as told", TIDIED),
    (35, 38, "So long", "A taunt."),
]


MOVED = "Bad liar. They lied. I liked it."
MOVES = [
    (0, 0, "I liked it. ", "What was good comes first."),
    (4, 8, "day", "An insult."),
    (20, 32, "", "What was good comes first."),
]


def _in_the_browser(page: Page, call: str, asked: Any = None) -> Any:
    return page.evaluate(
        f"""async ([said, sentences, edits, tidied]) => {{
            const {{ bundles, mended, mending }} = await import('/static/spans.js');
            const spans = sentences.map(([start, end]) => ({{ start, end }}));
            const made = edits.map(([start, end, replacement, why]) => ({{
                start, end, replacement, why, text: said.slice(start, end) }}));
            return {call};
        }}""",
        asked or [SAID, SENTENCES, EDITS, TIDIED],
    )


def test_a_small_repair_stands_and_falls_with_the_edit_of_its_sentence(open_page: Opener) -> None:
    found = _in_the_browser(
        open_page(), "bundles(made, spans, tidied).map((all) => all.map((one) => one.start))"
    )
    assert found == [[0], [10, 33], [35]]


def test_new_words_for_one_reason_are_one_change_and_two_cuts_are_two(open_page: Opener) -> None:
    said = "How hard is it to write? Vile, stupid people."
    edits = [(0, 23, "Writing", "A wish."), (23, 24, " helps.", "A wish.")]
    edits += [(25, 31, "", "An insult."), (31, 38, "", "An insult.")]
    found = _in_the_browser(
        open_page(),
        "bundles(made, spans, tidied).map((all) => all.map((one) => one.start))",
        [said, [(0, 24), (25, 45)], edits, TIDIED],
    )
    assert found == [[0, 23], [25], [31]]


def test_what_moves_is_one_change_and_no_finding_moves_half_of_it(open_page: Opener) -> None:
    asked = [MOVED, [(0, 9), (10, 20), (21, 32)], MOVES, TIDIED]
    found = _in_the_browser(
        open_page(),
        """[bundles(made, spans, tidied).map((all) => all.map((one) => one.start)),
        mending({ start: 4, end: 8 }, spans, made).map((one) => one.start)]""",
        asked,
    )
    assert found == [[[0, 20], [4]], [4]]


@pytest.mark.parametrize(
    ("finding", "starts", "reads"),
    [
        ((15, 19), [10, 33], "The pay was not as told."),
        ((4, 8), [0], ""),
        ((35, 38), [35], "So long."),
        ((30, 33), [10, 33], "The pay was not as told."),
        ((38, 39), [], None),
    ],
)
def test_what_mends_a_finding_is_every_edit_of_its_sentence(
    open_page: Opener, finding: tuple[int, int], starts: list[int], reads: str | None
) -> None:
    span = f"{{ start: {finding[0]}, end: {finding[1]} }}"
    edits, text = _in_the_browser(
        open_page(),
        f"((own) => [own.map((one) => one.start), own.length"
        f" ? mended(said, {span}, spans, own) : null])(mending({span}, spans, made))",
    )
    assert (edits, text) == (starts, reads)


def test_an_edit_that_reaches_into_the_next_sentence_takes_it_along(open_page: Opener) -> None:
    edits = (
        "[{ start: 4, end: 29, replacement: 'day, the' },"
        " { start: 33, end: 33, replacement: ' rose' }]"
    )
    found = _in_the_browser(
        open_page(),
        f"((own) => [own.length, mended(said, {{ start: 4, end: 8 }}, spans, own)])"
        f"(mending({{ start: 4, end: 8 }}, spans, {edits}))",
    )
    assert found == [2, "One day, the pay rose."]


def test_the_page_knows_a_small_repair_by_the_reason_that_the_rewriter_gives() -> None:
    assert TIDIED == REASON

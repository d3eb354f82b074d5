"""The Python API: a draft in, a report out."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.checker import Checker
from app.errors import DraftTooLong, InvalidDraft
from app.results import (
    Employer,
    Ignored,
    Options,
    Relation,
    Report,
    Style,
    TargetKind,
    Tolerance,
    Verdict,
)

RANT = (
    "Five rounds with Norvane and then silence. What a bunch of clowns, avoid them at all costs!!!"
)
GRACIOUS = (
    "Five rounds with Norvane and then a no. Disappointed, but I learned a lot and would try again."
)
NO_REWRITE = Options(rewrite=())


def words(report: Report) -> list[str]:
    return [finding.text for finding in report.findings]


def unseen(between: str) -> bool:
    """Whether nothing of it shows: blanks, marks of direction, control characters."""
    return all(c.isspace() or unicodedata.category(c) in {"Cc", "Cf"} for c in between)


def assert_whole(draft: str, report: Report) -> None:
    """Every span shows its own words, and the sentences cover the draft in order."""
    for span in (*report.findings, *report.mentions, *report.spared):
        assert span.start < span.end
        assert draft[span.start : span.end] == span.text
    for rewrite in report.rewrites:
        for edit in rewrite.edits:
            assert draft[edit.start : edit.end] == edit.text
    end = 0
    for sentence in report.sentences:
        assert unseen(draft[end : sentence.start])
        assert end <= sentence.start < sentence.end
        end = sentence.end
    assert unseen(draft[end:])


# --- the two drafts of the README ---------------------------------------------------------------


@pytest.mark.parametrize("which", ["checker", "full_checker"])
def test_a_rant_gets_a_warning_with_its_reasons_and_a_rewrite(
    request: pytest.FixtureRequest, which: str
) -> None:
    report = request.getfixturevalue(which).check(RANT)
    assert report.verdict is Verdict.WARN
    assert report.target.kind is TargetKind.COMPANY
    assert "Norvane" in [mention.text for mention in report.mentions]
    said = " | ".join(words(report))
    assert "bunch of clowns" in said
    assert "avoid them at all costs" in said
    assert "!!!" in said
    [rewrite] = report.rewrites
    assert rewrite.verdict in (Verdict.CLEAR, Verdict.CAUTION)
    for fact in ("Five rounds", "Norvane", "silence"):
        assert fact in rewrite.text
    assert_whole(RANT, report)


@pytest.mark.parametrize("which", ["checker", "full_checker"])
def test_a_gracious_no_is_clear(request: pytest.FixtureRequest, which: str) -> None:
    report = request.getfixturevalue(which).check(GRACIOUS)
    assert report.verdict is Verdict.CLEAR
    assert report.rewrites == ()
    assert report.rewrite_refused is None
    assert_whole(GRACIOUS, report)


def test_the_public_checker_is_ready_when_constructed() -> None:
    from app import Checker as Public  # noqa: PLC0415  the line of the README

    assert issubclass(Public, Checker)


# --- what cannot be checked ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "draft",
    ["", " ", "\n\r\n\t", "\u00a0\u3000", "\u200b\u200b", "\0\0"],
    ids=["empty", "blank", "line breaks", "odd blanks", "zero width", "control"],
)
def test_a_draft_without_words_is_no_draft(checker: Checker, draft: str) -> None:
    with pytest.raises(InvalidDraft) as raised:
        checker.check(draft)
    assert raised.value.pointer == "/text"


def test_the_limit_counts_code_points(checker: Checker) -> None:
    assert checker.check("🙂" * 20_000, NO_REWRITE).verdict is Verdict.CLEAR
    with pytest.raises(DraftTooLong, match=r"20,001 characters; the limit is 20,000"):
        checker.check("🙂" * 20_001)


def test_an_unknown_platform_is_told_with_those_that_are_known(checker: Checker) -> None:
    with pytest.raises(InvalidDraft, match="linkedin") as raised:
        checker.check(RANT, Options(platform="myspace"))
    assert raised.value.pointer == "/platform"


# --- positions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "word"),
    [
        ("🤦🏽‍♀️🤦🏽‍♀️ Norvane are a bunch of clowns.", "clowns"),
        ("Norvane\r\n\r\nare a bunch of clowns.\r\n", "clowns"),
        ("Le cafe\u0301 de\u0301ja\u0300 vu. Norvane are a bunch of clowns.", "clowns"),
        ("Norvane are a bunch of ｃｌｏｗｎｓ.", "ｃｌｏｗｎｓ"),
        ("Norvane are a bunch of сlоwns.", "сlоwns"),
        ("Norvane are a bunch of cl\u200bowns.", "cl\u200bowns"),
        ("\ufeffNorvane are a bunch of clowns.", "clowns"),
        ("\u202eNorvane\u202c are a bunch of clowns.", "clowns"),
        ("Norvane   are\ta bunch of    clowns", "clowns"),
    ],
    ids=[
        "emoji of several code points",
        "CRLF",
        "combining marks",
        "full width",
        "look-alike letters",
        "zero width",
        "byte order mark",
        "right to left",
        "many blanks",
    ],
)
def test_a_finding_covers_its_words_as_they_were_typed(
    checker: Checker, draft: str, word: str
) -> None:
    report = checker.check(draft)
    assert report.verdict is Verdict.WARN
    assert any(word in found for found in words(report))
    assert_whole(draft, report)


PIECES = st.sampled_from(
    [
        "Norvane",
        "are",
        "a bunch of clowns",
        "my boss",
        "AVOID them!!!",
        "I hate rain",
        "🤡",
        "👩‍💻",
        "cafe\u0301",
        "ｎｅｖｅｒ",
        "f**k",
        "c r a p",
        "soooooo",
        "#WorstEmployerEver",
        "@norvanehq",
        "https://example.org/a?b=c",
        '"quoted idiots"',
        "> quoted",
        "`code`",
        "\u202e",
        "\u200d",
        "\0",
        "\ud83e",
        "١٢٣",
        "ÄÖÜ",
        "ﬁne",
    ]
)
BLANKS = st.sampled_from([" ", "  ", "\n", "\r\n", "\n\n", "\t", ". ", "! ", "? ", ", ", ""])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PIECES, BLANKS), min_size=1, max_size=14))
def test_every_span_of_any_draft_shows_its_own_words(
    checker: Checker, parts: list[tuple[str, str]]
) -> None:
    draft = "".join(piece + blank for piece, blank in parts)
    try:
        report = checker.check(draft)
    except InvalidDraft:
        assert not any(unicodedata.category(c)[0] in "LNPS" for c in draft)
        return
    assert_whole(draft, report)


@pytest.mark.parametrize(
    "draft",
    ["a" * 20_000, "!" * 20_000, "\u0301" * 20_000, "Z" + "\u0301" * 5_000, "\n" * 19_999 + "a"],
    ids=["letters", "marks", "accents", "zalgo", "line breaks"],
)
def test_a_draft_of_one_sign_is_answered(checker: Checker, draft: str) -> None:
    assert checker.check(draft, NO_REWRITE).verdict is Verdict.CLEAR


# --- the same, and what changes it --------------------------------------------------------------


@pytest.mark.parametrize("draft", [RANT, GRACIOUS, "🤡" * 3, "Fuck you, Norvane."])
def test_the_same_draft_gets_the_same_answer(checker: Checker, draft: str) -> None:
    assert checker.check(draft) == checker.check(draft)


def test_the_report_says_which_versions_judged(checker: Checker) -> None:
    versions = checker.check(GRACIOUS).versions
    assert versions == checker.versions
    assert (versions.rules, versions.model) == (checker.rulebook.version, None)


def test_a_disabled_rule_finds_nothing(checker: Checker) -> None:
    rules = frozenset(finding.rule for finding in checker.check(RANT).findings)
    without = checker.check(RANT, Options(disabled_rules=rules))
    assert not rules & {finding.rule for finding in without.findings}
    assert without.risk < checker.check(RANT).risk


def test_ignored_words_no_longer_count_but_the_rule_still_does(checker: Checker) -> None:
    draft = "Norvane are a bunch of clowns. Tessor are a bunch of jokers."
    before = checker.check(draft, NO_REWRITE)
    kept = next(f for f in before.findings if "clowns" in f.text)
    ignored = (Ignored(rule=kept.rule, text=kept.text),)
    after = checker.check(draft, Options(rewrite=(), ignored=ignored))
    assert (kept.rule, kept.text) not in [(f.rule, f.text) for f in after.findings]
    assert any("jokers" in text for text in words(after))
    assert after.risk < before.risk


@pytest.mark.parametrize("relation", [Relation.CURRENT, Relation.FORMER, Relation.CLIENT])
def test_an_employer_of_the_author_is_known_by_every_name(
    checker: Checker, relation: Relation
) -> None:
    employer = Employer(
        name="Quibble & Sons", aliases=("Quibs",), handles=("@quibblesons",), relation=relation
    )
    draft = "Quibble & Sons called, then Quibs called, then @quibblesons wrote."
    mentions = checker.check(draft, Options(employers=(employer,))).mentions
    told = {m.text: m.relation for m in mentions if m.name == "Quibble & Sons"}
    assert told == dict.fromkeys(("Quibble & Sons", "Quibs", "@quibblesons"), relation)


def test_strict_speaks_up_no_later_than_relaxed(checker: Checker) -> None:
    drafts = [RANT, GRACIOUS, "Norvane never called me back.", "My boss is hopeless."]
    for draft in drafts:
        strict, standard, relaxed = (
            checker.check(draft, Options(rewrite=(), tolerance=t)).verdict.rank for t in Tolerance
        )
        assert strict >= standard >= relaxed


def test_the_platform_counts_as_it_counts(checker: Checker) -> None:
    draft = GRACIOUS + " https://example.org/" + "a" * 300
    note = checker.check(draft, Options(platform="x")).platform
    assert note is not None
    assert note.length < len(draft)
    assert checker.check(draft).platform is None


# --- rewrites -----------------------------------------------------------------------------------


def test_each_style_that_is_asked_for_is_answered_in_order(checker: Checker) -> None:
    styles = (Style.NEUTRAL, Style.PRIVATE)
    rewrites = checker.check(RANT, Options(rewrite=styles)).rewrites
    order = [styles.index(rewrite.style) for rewrite in rewrites]
    assert order == sorted(order)
    assert order


def test_a_rewrite_is_what_the_checker_itself_says_of_it(checker: Checker) -> None:
    [rewrite] = checker.check(RANT).rewrites
    again = checker.check(rewrite.text)
    assert (again.verdict, again.risk) == (rewrite.verdict, rewrite.risk)


def test_without_a_wish_for_rewrites_there_are_none(checker: Checker) -> None:
    report = checker.check(RANT, NO_REWRITE)
    assert (report.rewrites, report.rewrite_refused) == ((), None)


def test_pure_abuse_gets_an_honest_no_with_alternatives(checker: Checker) -> None:
    report = checker.check("Fuck you, Norvane.")
    assert report.rewrites == ()
    assert report.rewrite_refused is not None
    assert report.rewrite_refused.alternatives


# --- what is not about tone ---------------------------------------------------------------------


def test_despair_gets_support_and_nothing_else(checker: Checker) -> None:
    draft = "Norvane are a bunch of clowns. I want to end my life."
    report = checker.check(draft, Options(platform="linkedin"))
    assert report.verdict is Verdict.CLEAR
    assert (report.findings, report.spared, report.rewrites) == ((), (), ())
    assert [notice.id for notice in report.notices] == ["despair"]
    assert report.summary == checker.rulebook.summaries["support"]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        ("Diese Firma ist das Letzte und die Leute dort sind nicht zu ertragen.", "de"),
        ("この会社は本当に最低です。二度と働きたくない。", "ja"),
    ],
)
def test_nothing_is_called_clear_in_a_language_we_cannot_read(
    checker: Checker, draft: str, code: str
) -> None:
    report = checker.check(draft)
    assert (report.language.code, report.language.supported) == (code, False)
    assert report.summary == checker.rulebook.summaries["unsupported"]
    assert report.notices[0].id == "language-unsupported"
    assert_whole(draft, report)


def test_heat_at_the_weather_is_spared_with_a_reason(checker: Checker) -> None:
    report = checker.check("I fucking hate this rain, what a stupid, miserable day.")
    assert report.verdict is Verdict.CLEAR
    assert report.spared
    assert all(spared.why for spared in report.spared)


@pytest.mark.parametrize(
    "draft",
    [
        "Holy hell, our warehouse bosses are savages. 2,300 parcels before lunch, zero water.",
        "Yoh, Thandeka from Ubuntu Recruit ghosted me after 4 interviews. Nxa man.",
    ],
)
def test_no_rewrite_is_offered_twice(full_checker: Checker, draft: str) -> None:
    report = full_checker.rewrite(draft, Options(), (Style.NEUTRAL,), count=3)
    offered = [rewrite.text for rewrite in report.rewrites]
    assert len(offered) > 1
    spoken = {tuple(re.findall(r"[\w@#]+", text.lower())) for text in offered}
    assert len(spoken) == len(offered)


@pytest.mark.parametrize(
    "draft",
    [
        "@BrightwickEnergy explain how a 1-bed flat used £412 in JULY. were you heating the "
        "Thames?? jokers",
        "Holy hell, our warehouse bosses are savages. 2,300 parcels before lunch, zero water.",
        "I told my manager the schedule would not work. He said trust me. It did not work. A man "
        "with no spine at all.",
    ],
)
def test_the_first_rewrite_is_the_same_however_many_are_wanted(
    full_checker: Checker, draft: str
) -> None:
    one, many = (
        full_checker.rewrite(draft, Options(), (Style.NEUTRAL,), count=count).rewrites
        for count in (1, 4)
    )
    assert len(one) == 1
    assert many[0].text == one[0].text


def test_more_rewrites_are_sought_where_more_are_wanted(full_checker: Checker) -> None:
    draft = "The CTO called us resources 14 times in one all hands. I counted, you walking rats."
    found = full_checker.rewrite(draft, Options(), (Style.NEUTRAL,), count=3).rewrites
    assert len(found) > 1
    assert all(rewrite.verdict is not Verdict.WARN for rewrite in found)

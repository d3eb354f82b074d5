"""The words beside the verdict: one sentence, and the advice that a post calls for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import RulebookError
from app.mentions import FoundMention
from app.results import GrievanceKind, Kind, MentionKind, TargetKind, Verdict
from app.rulebook import Rulebook
from app.verdict import Judge
from app.verdict.summary import GRIEVANCE_WORDS, about
from tests.unit.verdict.conftest import Judging, company, grievance, hit, spared, text_of

PAY = (grievance(GrievanceKind.PAY),)


@pytest.mark.parametrize(
    ("hits", "more", "notices"),
    [
        ([], {}, ()),
        ([hit(Kind.COMPLAINT, 0.5)], {"grievances": PAY}, ("protected",)),
        ([hit()], {"grievances": PAY}, ("protected",)),
        ([hit(Kind.LEAK, 0.5)], {}, ("confidential",)),
        ([hit(Kind.LEAK, 0.5)], {"grievances": PAY}, ("protected", "confidential")),
        ([hit(Kind.LEAK, 0.5, 0.2)], {}, ()),
        ([hit(Kind.COMPLAINT, 0.5)], {"grievances": (grievance(GrievanceKind.SAFETY),)}, ()),
    ],
    ids=[
        "nothing",
        "a calm grievance",
        "a heated grievance",
        "a leak",
        "both, in the rulebook's order",
        "a faint leak in a clear post",
        "another grievance",
    ],
)
def test_each_notice_comes_with_what_calls_for_it(
    judged: Judging, hits: list, more: dict, notices: tuple[str, ...]
) -> None:
    assert judged(*hits, **more).notices == notices


def test_despair_is_never_one_notice_among_others(judged: Judging) -> None:
    leak = hit(Kind.LEAK, 0.5)
    assert judged(leak, text=text_of("I want to die.")).notices == ("despair",)


def sentence(book: Rulebook, key: str, **filled: str) -> str:
    return book.summaries[key].format(**{"target": "", "grievance": ""} | filled)


@pytest.mark.parametrize(
    ("hits", "more", "key"),
    [
        ([hit(mention=company())], {}, "warn"),
        ([hit(mention=company())], {"grievances": PAY}, "warn-grievance"),
        ([hit(Kind.COMPLAINT, 0.5, mention=company())], {}, "caution"),
        ([hit(Kind.COMPLAINT, 0.5, mention=company())], {"grievances": PAY}, "caution-grievance"),
        ([], {}, "clear"),
        ([], {"grievances": PAY}, "clear"),
        ([], {"spared": (spared(TargetKind.OTHER, 1.0),)}, "clear-other"),
        ([], {"spared": (spared(TargetKind.SELF, 1.0),)}, "clear-self"),
    ],
)
def test_the_summary_is_the_rulebooks_sentence_with_the_names_filled_in(
    judged: Judging, book: Rulebook, hits: list, more: dict, key: str
) -> None:
    assert judged(*hits, **more).summary == sentence(book, key, target="Norvane", grievance="pay")


def test_every_grievance_has_words_for_the_summary() -> None:
    assert set(GRIEVANCE_WORDS) == set(GrievanceKind)


def test_every_sentence_takes_the_same_two_names(book: Rulebook) -> None:
    for key in book.summaries:
        assert sentence(book, key, target="Norvane", grievance="pay")


POST = text_of("Norvane and @tessor and my boss.")
NORVANE, TESSOR = company("Norvane", (0, 7)), company("Tessor", (12, 19))
HANDLE = FoundMention(12, 19, MentionKind.HANDLE)
BOSS = FoundMention(24, 31, MentionKind.ROLE, "my boss")
FRIEND = replace(HANDLE, company_side=False)


@pytest.mark.parametrize(
    ("hits", "mentions", "name"),
    [
        ([NORVANE], [TESSOR, TESSOR, NORVANE], "Norvane"),
        ([TESSOR, NORVANE, NORVANE], [TESSOR, NORVANE], "Norvane"),
        ([BOSS], [TESSOR, BOSS], "Tessor"),
        ([], [NORVANE], "Norvane"),
        ([company(None, (0, 7))], [TESSOR], "Norvane"),
        ([HANDLE], [HANDLE], "@tessor"),
        ([], [company("{target} & Söhne")], "{target} & Söhne"),
        ([BOSS], [BOSS, FRIEND], "a company or its people"),
        ([], [], "a company or its people"),
    ],
    ids=[
        "whom a reason is about, not whom most words name",
        "whom most reasons are about",
        "the company beside a role",
        "a company spoken of",
        "a company by the author's own words",
        "a company's handle",
        "a name with braces",
        "a role and a friend's handle",
        "nobody named",
    ],
)
def test_the_summary_names_whom_it_is_about(hits: list, mentions: list, name: str) -> None:
    assert about(POST, [hit(mention=mention) for mention in hits], mentions) == name


def test_a_name_in_braces_is_only_a_name(judged: Judging, book: Rulebook) -> None:
    found = judged(hit(mention=company("{grievance}")))
    assert found.summary == sentence(book, "warn", target="{grievance}")


@pytest.mark.parametrize("key", [*Verdict, "warn-grievance", "support", "unsupported"])
def test_a_rulebook_without_a_sentence_is_refused(book: Rulebook, key: str) -> None:
    rest = {k: v for k, v in book.summaries.items() if k != key}
    with pytest.raises(RulebookError, match=f"lacks {key}"):
        Judge(replace(book, summaries=rest))

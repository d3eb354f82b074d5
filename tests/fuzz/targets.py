"""What is fuzzed: a text goes in, and what must hold for any text is asserted of what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from app.bootstrap import build_checker
from app.checker import Checker
from app.errors import InvalidDraft
from app.mentions import MentionFinder
from app.resources import bundled
from app.results import Edit, Employer, Options, Style
from app.rewriting.canvas import apply_edits
from app.rulebook import load_rulebook
from app.scoring import Scorer
from app.settings import Settings
from app.text import Text, TextReader

Check = Callable[[str], object]
LONGEST = 4_000
"""Code points of a text, so that one slow text does not eat a run."""
OWN = (Employer(name="Norvane Ltd", aliases=("U.S.",), handles=("@norvane",)), Employer(name="&"))


class Ranged(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def text_of(data: bytes) -> str:
    """Return any bytes as a text: broken UTF-8 becomes replacement characters."""
    return data.decode("utf-8", "replace")[:LONGEST]


def text() -> Check:
    """Text normalisation: whole, stable, and leading back into what was typed."""
    read = TextReader().read

    def check(post: str) -> None:
        made = read(post)
        assert len(made.clean) == len(made.starts) == len(made.ends)
        assert all(0 <= a <= b <= len(post) for a, b in zip(made.starts, made.ends, strict=True))
        assert _rising(made.starts)
        assert _rising(made.ends)
        _apart(made.sentences, made.clean)
        _inside(made.zones, made.clean)
        spoken = {i for i, c in enumerate(made.clean) if not c.isspace()}
        assert spoken <= {i for s in made.sentences for i in range(s.start, s.end)}
        assert read(made.clean).clean == made.clean
        _writable(made.clean)

    return check


def mentions() -> Check:
    """Who is spoken of: mentions in order, apart, inside the text."""
    read, find = TextReader().read, MentionFinder(load_rulebook(bundled("rules"))).find

    def check(post: str) -> None:
        made = read(post)
        for employers in ((), OWN):
            found = find(made, employers)
            _apart(found, made.clean)
            _lead_back(made, found)
            for mention in found:
                _writable(mention.name or "")

    return check


def rules() -> Check:
    """The rule engine without the model: each reason in order and inside the text."""
    book = load_rulebook(bundled("rules"))
    read, find, score = TextReader().read, MentionFinder(book).find, Scorer(book).score

    def check(post: str) -> None:
        made = read(post)
        if not made.sentences:
            return
        found = score(made, find(made), Options())
        for reasons in (found.hits, found.spared, found.grievances):
            _inside(reasons, made.clean)
            _lead_back(made, reasons)
        assert _rising([hit.start for hit in found.hits])
        _apart(found.spared, made.clean)
        assert len(found.moods) == len(made.sentences)
        for reason in (*found.hits, *found.spared):
            _writable(reason.why)

    return check


def rewriter() -> Check:
    """The whole checker by rules: spans cut their own words, edits make the rewrite."""
    return _reports_of(build_checker(Settings(model="")))


def whole() -> Check:
    """The checker as shipped, its models included: the same must hold as by rules."""
    checker = build_checker(Settings(model="auto", models=bundled("models")))
    assert checker.reader is not None
    return _reports_of(checker)


def _reports_of(checker: Checker) -> Check:
    """Return a check of the reports on a draft, two rewrites of every style asked for."""
    styles, options, alone = tuple(Style), Options(), Options(rewrite=())

    def check(post: str) -> None:
        try:
            report = checker.rewrite(post, options, styles, count=2)
        except InvalidDraft:
            return  # nothing but blanks, in one of many ways
        for cut in (report.mentions, report.findings, report.spared):
            _inside(cut, post)
            assert all(post[each.start : each.end] == each.text for each in cut)
        _apart(report.sentences, post)
        for made in report.rewrites:
            assert made.text.strip()
            assert made.verdict.rank <= report.verdict.rank
            assert made.verdict is checker.check(made.text, alone).verdict
            assert made.facts.added == ()
            _edits(post, made.edits, made.text)
        _writable(report.model_dump_json())

    return check


TARGETS: dict[str, Callable[[], Check]] = {
    build.__name__: build for build in (text, mentions, rules, rewriter, whole)
}
"""Name -> what builds the check; the check raises, AssertionError where an oracle says no."""


def _edits(post: str, edits: Sequence[Edit], made: str) -> None:
    _apart([edit for edit in edits if edit.start < edit.end], post)
    assert all(post[edit.start : edit.end] == edit.text for edit in edits)
    assert apply_edits(post, edits) == made


def _inside(ranges: Iterable[Ranged], words: str) -> None:
    assert all(0 <= each.start < each.end <= len(words) for each in ranges)


def _apart(ranges: Sequence[Ranged], words: str) -> None:
    _inside(ranges, words)
    assert all(one.end <= two.start for one, two in pairwise(ranges))


def _lead_back(made: Text, ranges: Iterable[Ranged]) -> None:
    for each in ranges:
        start, end = made.to_original(each.start, each.end)
        assert 0 <= start <= end <= len(made.original)


def _rising(numbers: Iterable[int]) -> bool:
    return all(a <= b for a, b in pairwise(numbers))


def _writable(words: str) -> None:
    words.encode("utf-8")  # no half of a surrogate pair

"""/v2: our findings as LanguageTool words them, for clients that speak its HTTP API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from app.results import Edit, Finding, Report, Span, Verdict
from app.web.annotated import Plain, plain
from app.web.body import fields_of, read_form
from app.web.docs import problems
from app.web.languagetool_query import DOCUMENTED, ENGLISH, MOST_FIELDS, Query, query_of
from app.web.languagetool_wire import (
    Category,
    Context,
    DetectedLanguage,
    Info,
    Match,
    MatchedRule,
    Matches,
    Replacement,
    Software,
    SpokenLanguage,
    UsedLanguage,
)
from app.web.presence import while_there
from app.web.state import ServiceOf
from app.web.words import KINDS

if TYPE_CHECKING:
    from app.checker import Checker

router = APIRouter(tags=["languagetool"])
AROUND = 40
"""Characters of the text that a match shows on each side."""


@router.post(
    "/check",
    summary="Check a text as LanguageTool does",
    responses=problems(400, 408, 413, 415, 422, 503),
    openapi_extra=DOCUMENTED,
)
async def check_v2(request: Request, service: ServiceOf) -> Matches:
    """Return each finding as a match, with the edits of the rewrite that fit it as replacements.

    `level=picky` adds mild findings. A clear text has no match. All but the text may stand in the
    query string, too.
    """
    form = await read_form(request, service.settings.body_limit, MOST_FIELDS)
    query = query_of(form, fields_of(request.scope["query_string"], MOST_FIELDS))
    checker = service.checker
    report = None
    if query.words.text.strip():
        reading = service.check(query.words.text, query.options())
        report = await while_there(request, reading)
    return Matches(
        software=_software(checker),
        language=_language(query.language, report),
        matches=tuple(_matches(query, report)) if report is not None else (),
    )


@router.get("/languages", summary="Languages that /v2/check reads")
async def languages_v2() -> tuple[SpokenLanguage, ...]:
    """List them, as LanguageTool does."""
    return tuple(
        SpokenLanguage(name=name, code=code.partition("-")[0], longCode=code)
        for code, name in ENGLISH.items()
    )


@router.get("/info", summary="What answers /v2", responses=problems(503))
async def info_v2(service: ServiceOf) -> Info:
    """Say name and version, as LanguageTool does."""
    return Info(software=_software(service.checker))


def _software(checker: Checker) -> Software:
    return Software(version=checker.versions.app, buildDate=checker.versions.rules)


def _language(used: str, report: Report | None) -> UsedLanguage:
    code = report.language.code if report is not None else "en"
    found = DetectedLanguage(
        name=ENGLISH.get(code, code), code=code, confidence=0.9 if code == "en" else 0.5
    )
    return UsedLanguage(name=ENGLISH[used], code=used, detectedLanguage=found)


def _matches(query: Query, report: Report) -> Iterator[Match]:
    """Yield a match a finding; the first one that an edit touches offers it, so none overlap."""
    if report.verdict is Verdict.CLEAR:
        return
    edits = report.rewrites[0].edits if report.rewrites else ()
    done = 0
    for finding in sorted(report.findings, key=lambda f: (f.start, f.end)):
        if not query.rules.want(finding):
            continue
        correction = _correction(query.words.text, finding, edits)
        if correction is None or query.words.breaks(correction.start, correction.end):
            yield _match(query.words, report, finding, None)
        elif correction.start >= done:
            done = correction.end
            yield _match(query.words, report, finding, correction)
        else:
            yield _match(query.words, report, finding, None)


def _correction(text: str, finding: Finding, edits: Sequence[Edit]) -> Edit | None:
    """Return the edits that touch the finding, and its own words, as one edit."""
    touching = [e for e in edits if e.start < finding.end and finding.start < e.end]
    if not touching:
        return None
    start = min(finding.start, touching[0].start)
    end = max(finding.end, touching[-1].end)
    new = text[start:end]
    for edit in reversed(touching):
        new = new[: edit.start - start] + edit.replacement + new[edit.end - start :]
    return Edit(start=start, end=end, text=text[start:end], replacement=new, why=finding.why)


def _match(words: Plain, report: Report, finding: Finding, correction: Edit | None) -> Match:
    place = correction or finding
    start, end = words.sent(place.start), words.sent_end(place.end)
    sentence = next(
        (s for s in report.sentences if s.start <= finding.start < s.end), report.sentences[0]
    )
    kind = KINDS[finding.kind.value]
    return Match(
        message=f"{finding.why} {finding.advice}".strip(),
        shortMessage=kind,
        offset=start,
        length=end - start,
        replacements=(Replacement(value=correction.replacement),) if correction else (),
        context=_context(words.text, place),
        sentence=words.text[sentence.start : sentence.end],
        rule=MatchedRule(
            id=finding.rule,
            description=kind,
            category=Category(id=finding.kind.value.upper(), name=kind),
        ),
    )


def _context(text: str, place: Span) -> Context:
    first = max(place.start - AROUND, 0)
    shown = text[first : place.end + AROUND].replace("\n", " ")
    before, marked = text[first : place.start], text[place.start : place.end]
    lead = "..." if first else ""
    tail = "..." if place.end + AROUND < len(text) else ""
    return Context(
        text=f"{lead}{shown}{tail}",
        offset=plain(before).sent(len(before)) + len(lead),
        length=plain(marked).sent(len(marked)),
    )

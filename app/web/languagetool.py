"""/v2: our findings as LanguageTool words them, for clients that speak its HTTP API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from app.errors import DraftTooLong, InvalidDraft
from app.results import MAX_CHARACTERS, Edit, Finding, Options, Report, Severity, Span, Verdict
from app.web.annotated import Plain, plain, without_markup
from app.web.body import FORM, read_form
from app.web.docs import problems
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
MOST_FIELDS = 30
AROUND = 40
"""Characters of the text that a match shows on each side."""
ENGLISH = {
    "en": "English",
    "en-US": "English (US)",
    "en-GB": "English (GB)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
}


@dataclass(frozen=True)
class Query:
    """What a client asks for; the rest of LanguageTool's parameters concern grammar."""

    words: Plain
    language: str
    picky: bool
    disabled: frozenset[str]
    categories: frozenset[str]
    only: frozenset[str] | None

    def options(self) -> Options:
        return Options(disabled_rules=self.disabled)

    def wants(self, finding: Finding) -> bool:
        if finding.kind.value in self.categories:
            return False
        if self.only is not None and finding.rule not in self.only:
            return False
        return self.picky or finding.severity is not Severity.LOW


@router.post(
    "/check",
    summary="Check a text as LanguageTool does",
    responses=problems(400, 408, 413, 415, 422, 503),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                FORM: {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "text": {"type": "string", "maxLength": MAX_CHARACTERS},
                            "data": {"type": "string", "description": "text with markup, as JSON"},
                            "language": {"type": "string", "enum": ["auto", *ENGLISH]},
                            "level": {"type": "string", "enum": ["default", "picky"]},
                            "disabledRules": {"type": "string"},
                            "enabledRules": {"type": "string"},
                            "enabledOnly": {"type": "string", "enum": ["true", "false"]},
                            "disabledCategories": {"type": "string"},
                        },
                        "oneOf": [{"required": ["text"]}, {"required": ["data"]}],
                    }
                }
            },
        }
    },
)
async def check_v2(request: Request, service: ServiceOf) -> Matches:
    """Return each finding as a match, with the edits of the rewrite that fit it as replacements.

    `level=picky` adds mild findings. A clear text has no match.
    """
    query = _query(await read_form(request, service.settings.body_limit, MOST_FIELDS))
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


def _query(form: dict[str, str]) -> Query:
    """Return the form as a query; raises InvalidDraft, and DraftTooLong."""
    language = form.get("language", "auto")
    if language != "auto" and language not in ENGLISH:
        raise InvalidDraft(
            "Only English is read here: see /v2/languages, or say auto.", "/language"
        )
    if ("text" in form) == ("data" in form):
        raise InvalidDraft("Send either `text` or `data`.", "/text")
    words = plain(form["text"]) if "text" in form else without_markup(form["data"])
    if len(words.text) > MAX_CHARACTERS:
        raise DraftTooLong(len(words.text), MAX_CHARACTERS)
    only = form.get("enabledOnly") == "true"
    return Query(
        words=words,
        language=language,
        picky=form.get("level") == "picky",
        disabled=_listed(form, "disabledRules"),
        categories=frozenset(c.lower() for c in _listed(form, "disabledCategories")),
        only=_listed(form, "enabledRules") if only else None,
    )


def _listed(form: dict[str, str], name: str) -> frozenset[str]:
    return frozenset(part.strip() for part in form.get(name, "").split(",") if part.strip())


def _language(asked: str, report: Report | None) -> UsedLanguage:
    used = "en-US" if asked == "auto" else asked
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
        if not query.wants(finding):
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

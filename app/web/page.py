"""The page at /: GET shows it, POST reads the form, so that it works without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.errors import InvalidDraft, NotReady, UnburntError
from app.results import Relation, Report
from app.web.body import read_form
from app.web.catalogue import platform_views, privacy
from app.web.marks import changes, mark
from app.web.presence import while_there
from app.web.problems import headers_of
from app.web.service import Service
from app.web.state import known_platform
from app.web.templating import render
from app.web.wire import CheckRequest
from app.web.words import EXAMPLES, RELATIONS, TOLERANCES, WORDS, heat_word, turn

if TYPE_CHECKING:
    from app.checker import Checker

MOST_FIELDS = 20
PAUSE, PAUSE_FOR_MODEL = 250, 1_500
"""Milliseconds without a key before the page asks; a language model is slower, and may cost."""
MODULES = sorted(file.name for file in (Path(__file__).parent / "static").glob("*.js"))
"""Scripts that the page names up front, so that a browser fetches them all at once."""
FIELDS = ("text", "platform", "tolerance", "employer", "aliases", "handles", "relation")


@dataclass(frozen=True)
class Outcome:
    """What became of a submitted form."""

    report: Report | None = None
    fault: str | None = None
    status: int = 200
    headers: dict[str, str] | None = None


async def page(request: Request) -> Response:
    """Answer GET / and POST /; what goes wrong with a form is said on the page."""
    service: Service = request.app.state.service
    try:
        checker = await service.wait()
    except NotReady as error:
        return _not_ready(error)
    form: dict[str, str] = {}
    outcome = Outcome()
    if request.method == "POST":
        try:
            form = await _form(request, service.settings.body_limit)
            outcome = Outcome(report=await while_there(request, _report(form, service)))
        except UnburntError as error:
            outcome = Outcome(None, str(error), error.status, headers_of(error))
    return HTMLResponse(_page(checker, form, outcome), outcome.status, outcome.headers)


def _not_ready(error: NotReady) -> Response:
    headers = headers_of(error) | {"Refresh": "3"}
    return HTMLResponse(render("starting.html", detail=str(error)), error.status, headers)


async def _form(request: Request, limit: int) -> dict[str, str]:
    fields = await read_form(request, limit, MOST_FIELDS)
    # Forms send CRLF for every line break; the page and its positions know LF alone.
    return {name: value.replace("\r\n", "\n") for name, value in fields.items()}


async def _report(form: dict[str, str], service: Service) -> Report:
    try:
        asked = CheckRequest.model_validate(_wire(form))
    except ValidationError as error:
        fault = error.errors()[0]
        raise InvalidDraft(str(fault["msg"]).removeprefix("Value error, ")) from None
    known_platform(service.checker.rulebook, asked.platform)
    options = asked.options()
    return await service.check(asked.text, options)


def _wire(form: dict[str, str]) -> dict[str, object]:
    wire: dict[str, object] = {"text": form.get("text", "")}
    if form.get("platform"):
        wire["platform"] = form["platform"]
    if form.get("tolerance"):
        wire["tolerance"] = form["tolerance"]
    if form.get("employer", "").strip():
        wire["employers"] = [
            {
                "name": form["employer"].strip(),
                "aliases": _listed(form.get("aliases", "")),
                "handles": _listed(form.get("handles", "")),
                "relation": form.get("relation") or Relation.OTHER,
            }
        ]
    return wire


def _listed(field: str) -> list[str]:
    return [part.strip() for part in field.split(",") if part.strip()]


def _page(checker: Checker, form: dict[str, str], outcome: Outcome) -> str:
    draft, report = form.get("text", ""), outcome.report
    return render(
        "page.html",
        form={name: form.get(name, "") for name in FIELDS},
        draft=draft,
        fault=outcome.fault,
        report=report,
        pieces=mark(draft, report.findings) if report else [],
        changed=[changes(draft, rewrite.edits) for rewrite in report.rewrites] if report else [],
        platforms=platform_views(checker.rulebook),
        tolerances=TOLERANCES,
        relations=RELATIONS,
        words={
            **WORDS,
            "alone": [note.id for note in checker.rulebook.notices if note.alone],
            "pause": PAUSE if checker.chat is None else PAUSE_FOR_MODEL,
        },
        heat_word=heat_word,
        turn=turn,
        modules=MODULES,
        examples=EXAMPLES,
        privacy=privacy(checker),
        versions=checker.versions,
    )

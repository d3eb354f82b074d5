"""One chunk in, one part out: what every worker does, wherever it runs."""

from __future__ import annotations

from functools import cached_property

from app.batch.job import Build
from app.batch.rows import Aside, Chunk, Draft, Found, Judged, Part
from app.checker import Checker
from app.errors import FileUnusable, UnburntError
from app.results import Options, Report, Versions

PROBE = "Thank you for the kind call."


class Scorer:
    """Judges chunks with a checker of its own, built when first needed."""

    def __init__(self, build: Build, options: Options) -> None:
        self._build, self._options = build, options

    @cached_property
    def _checker(self) -> Checker:
        return self._build()

    def versions(self) -> Versions:
        """Return the versions that judge; raises UnburntError where the options are no use."""
        return self._checker.check(PROBE, self._options).versions

    def introduced(self) -> Versions | str:
        """Return the versions that judge, or why nothing can: what another process is told."""
        try:
            return self.versions()
        except UnburntError as error:
            return str(error)

    def score(self, chunk: Chunk) -> Part:
        """Return one result for each row, in their order; a row that fails is set aside."""
        results = tuple(self._result(draft) for draft in chunk.drafts)
        return Part(chunk.number, results, self._checker.versions, chunk.span)

    def _result(self, draft: Draft) -> Judged | Aside:
        if draft.fault is not None:
            return _aside(draft, draft.fault)
        try:
            return _judged(draft.row, self._checker.check(draft.text, self._options))
        except UnburntError as error:
            return _aside(draft, str(error))
        except Exception as fault:  # one draft must not cost a night's work; its words stay here
            return _aside(draft, f"unburnt failed at this draft ({type(fault).__name__})")


def versions_of(answer: Versions | str) -> Versions:
    """Return what `introduced` answered; raises FileUnusable where it was words."""
    if isinstance(answer, str):
        raise FileUnusable(answer)
    return answer


def _aside(draft: Draft, reason: str) -> Aside:
    return Aside(row=draft.row, line=draft.line, id=draft.ident, reason=reason)


def _judged(row: int, report: Report) -> Judged:
    return Judged(
        row=row,
        verdict=report.verdict,
        risk=report.risk,
        heat=report.heat,
        target=report.target.kind,
        grievance=report.grievance.kind,
        summary=report.summary,
        findings=tuple(
            Found(kind=f.kind, start=f.start, end=f.end, rule=f.rule) for f in report.findings
        ),
        rewrite=report.rewrites[0].text if report.rewrites else None,
    )

"""The table of contents: look, judge chunk by chunk, join the parts into the result."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from app.batch.added import Added
from app.batch.engines import Engine
from app.batch.formats import kind_of, open_sink, open_source
from app.batch.job import Job, Summary
from app.batch.parts import Done, Parts, State, digest_of
from app.batch.rows import Aside, Block, Chunk, Judged, draft_of
from app.batch.source import Source, column_of_drafts, known_column
from app.errors import FileUnusable
from app.results import Versions


class Progress(Protocol):
    """Told how far a run has come."""

    def start(self, size: int, what: str) -> None:
        """Begin "judging" or "writing": the `span`s to come add up to `size`."""

    def advance(self, span: int, rows: int, *, fresh: bool) -> None: ...


class Silent:
    """Tells nobody."""

    def start(self, size: int, what: str) -> None:
        """Nobody is told."""

    def advance(self, span: int, rows: int, *, fresh: bool) -> None:
        """Nobody is told."""


@dataclass
class _Tally:
    """What the judging has come to so far."""

    chunks: int = 0
    rows: int = 0
    fresh: int = 0


@dataclass
class _Work:
    """One run: the input, its settled state, and the parts."""

    job: Job
    source: Source
    column: str
    parts: Parts
    progress: Progress
    stamp: tuple[int, int]
    digest: str = ""
    tally: _Tally = field(default_factory=_Tally)


def run(job: Job, engine: Engine, progress: Progress | None = None) -> Summary:
    """Judge every row of `job.source` and write `job.out`; unfinished work stays to be resumed.

    Raises FileUnusable (or another UnburntError) where input, output, options or earlier work are
    no use; an interruption passes through.
    """
    try:
        with ExitStack() as stack:
            parts = stack.enter_context(closing(Parts(job.folder)))
            stack.callback(engine.close)
            return _run(_opened(job, parts, progress or Silent()), engine)
    except OSError as error:
        place = error.filename or job.out
        raise FileUnusable(f"{place}: {_reason(error)}.{_way_on(job)}") from None


def _reason(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else "cannot be read or written"


def _way_on(job: Job) -> str:
    with suppress(OSError):
        if Parts(job.folder).unfinished:
            return f" What is done is kept in {job.folder}; mend this and go on with --resume."
    return ""


def _opened(job: Job, parts: Parts, progress: Progress) -> _Work:
    _refuse_same(job)
    kind_of(job.out)
    source = open_source(job.source)
    look = source.look()
    column = column_of_drafts(job.source, look, job.column)
    if job.ident is not None and known_column(job.source, look, job.ident) == column:
        raise FileUnusable("--id cannot be the column of the drafts: it is shown beside errors.")
    return _Work(job, source, column, parts, progress, _stamp(job.source))


def _refuse_same(job: Job) -> None:
    for folder in (job.out.parent, job.errors.parent):
        if not folder.is_dir():
            raise FileUnusable(f"{folder}: there is no such folder.")
    places = [os.path.realpath(path) for path in (job.source, job.out, job.errors)]
    if len(set(places)) < len(places):
        raise FileUnusable("IN, OUT and --errors must be three files.")


def _run(work: _Work, engine: Engine) -> Summary:
    job = work.job
    earlier = work.parts.earlier(job)
    work.digest = digest_of(job.source)
    if isinstance(earlier, Done):
        return _tidied(work, earlier)
    if earlier is not None:
        _refuse_other(work, _state(work, earlier.versions), earlier)
    versions = engine.begin(job.options)
    state = _state(work, versions)
    if earlier is not None:
        _refuse_other(work, state, earlier)
    work.parts.begin(state, afresh=earlier is None)
    started = time.monotonic()
    _judge(work, engine, versions)
    seconds = time.monotonic() - started
    added = Added(work.source.columns, versions, rewrite=bool(job.options.rewrite))
    counts = _join(work, added)
    aside = counts.pop("", 0)
    work.parts.remove(Done(state=state, verdicts=counts, aside=aside, prefix=added.prefix))
    return Summary(counts, aside, work.tally.fresh, seconds, added.prefix)


def _tidied(work: _Work, done: Done) -> Summary:
    """End the cleaning up, where the result stands already."""
    _refuse_other(work, _state(work, done.state.versions), done.state)
    work.parts.enter()
    work.parts.remove(done)
    return Summary(Counter(done.verdicts), done.aside, prefix=done.prefix)


def _state(work: _Work, versions: Versions) -> State:
    return State(
        size=work.job.source.stat().st_size,
        digest=work.digest,
        column=work.column,
        ident=work.job.ident,
        chunk=work.job.chunk,
        options=work.job.options,
        versions=versions,
    )


def _refuse_other(work: _Work, now: State, then: State) -> None:
    different = now.difference(then)
    if different is not None:
        raise FileUnusable(
            f"{work.job.folder}: cannot go on, for {different}; make it so, or use --restart."
        )


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _refuse_changed(work: _Work) -> None:
    """Raise FileUnusable where the input is not what it was; a mere touch does no harm."""
    if _stamp(work.job.source) != work.stamp and digest_of(work.job.source) != work.digest:
        work.parts.distrust()  # rows of the changed file may have been judged
        raise FileUnusable(f"{work.job.source}: changed while it was read; use --restart.")


def _judge(work: _Work, engine: Engine, versions: Versions) -> None:
    work.progress.start(work.source.size, "judging")
    for part in engine.run(_missing(work)):
        if part.versions != versions:
            raise FileUnusable("A worker has another version of unburnt, its rules or its model.")
        work.parts.save(part)
        work.tally.fresh += len(part.results)
        work.progress.advance(part.span, len(part.results), fresh=True)
    # What comes after the last row: blank lines, the end of a gzip stream.
    work.progress.advance(work.source.size - work.source.reach, 0, fresh=False)
    _refuse_changed(work)


def _missing(work: _Work) -> Iterator[Chunk]:
    """Yield the chunks without a part; all rows are read, so that all columns are known."""
    for chunk in _chunks(work):
        work.tally.chunks += 1
        work.tally.rows += len(chunk.drafts)
        if work.parts.has(chunk.number):
            work.progress.advance(chunk.span, len(chunk.drafts), fresh=False)
        else:
            yield chunk


def _chunks(work: _Work) -> Iterator[Chunk]:
    wanted = {work.column, work.job.ident} - {None}
    records = work.source.records([name for name in wanted if name is not None])
    drafts = (draft_of(record, work.column, work.job.ident) for record in records)
    number = reached = 0
    while found := tuple(islice(drafts, work.job.chunk)):
        yield Chunk(number, found, work.source.reach - reached)
        number, reached = number + 1, work.source.reach


def _join(work: _Work, added: Added) -> Counter[str]:
    """Copy the input with what was added; return rows by verdict, "" for those set aside."""
    job, parts = work.job, work.parts
    counts: Counter[str] = Counter()
    results = parts.results(work.tally.chunks)
    work.progress.start(work.tally.rows, "writing")
    with (
        closing(open_sink(parts.joined, job.out, work.source, added)) as sink,
        parts.aside.open("w", encoding="utf-8") as aside,
    ):
        for block in work.source.blocks():
            found = _results_of(block, results)
            keep = [place for place, result in enumerate(found) if isinstance(result, Judged)]
            sink.write(block, keep, [added.cells(r) for r in found if isinstance(r, Judged)])
            for result in found:
                counts[result.verdict.value if isinstance(result, Judged) else ""] += 1
                if isinstance(result, Aside):
                    aside.write(json.dumps(_told(result), ensure_ascii=False) + "\n")
            work.progress.advance(block.count, block.count, fresh=True)
    _refuse_changed(work)
    if counts[""]:
        parts.place(parts.aside, job.errors)
    else:
        job.errors.unlink(missing_ok=True)
    parts.place(parts.joined, job.out)
    return counts


def _results_of(block: Block, results: Iterator[Judged | Aside]) -> list[Judged | Aside]:
    found = list(islice(results, block.count))
    if [r.row for r in found] != list(range(block.first, block.first + block.count)):
        raise FileUnusable("The parts do not fit the input; use --restart.")
    return found


def _told(aside: Aside) -> dict[str, object]:
    return aside.model_dump(exclude_none=True)

"""unburnt batch IN OUT: a whole file of drafts, with a progress bar and a way to go on."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from app.batch import Engine, Here, Job, Processes, Summary, ray_cluster, run
from app.batch.job import CHUNK, Build
from app.cli.asked import TOLERANCES, options_of
from app.settings import Settings

INTERRUPTED = 130
PATH = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("source", metavar="IN", type=PATH)
@click.argument("out", metavar="OUT", type=PATH)
@click.option("--column", help='Column of the drafts.  [default: "text", or the only one of text]')
@click.option("--id", "ident", help="Column that names a row in the file of errors.")
@click.option("--platform", help="Where they will be posted: linkedin, x, reddit, ...")
@click.option("--employer", "employers", multiple=True, help="A company to look for; repeatable.")
@click.option(
    "--tolerance",
    type=TOLERANCES,
    default="standard",
    help="How readily to speak up.",
)
@click.option("--rewrite/--no-rewrite", default=False, help="Add a neutral rewrite.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes.  [default: 1]")
@click.option("--chunk", type=click.IntRange(1, 100_000), default=CHUNK, help="Rows kept at once.")
@click.option("--errors", type=PATH, help="Rows set aside.  [default: OUT.errors.jsonl]")
@click.option("--resume", is_flag=True, help="Go on with unfinished work, if there is any.")
@click.option("--restart", is_flag=True, help="Begin again; an older result is replaced.")
@click.option("--ray", metavar="ADDRESS", help="Judge on a Ray cluster: auto, HOST:PORT, ...")
@click.pass_obj
def batch(
    build: Build,
    source: Path,
    out: Path,
    column: str | None,
    ident: str | None,
    platform: str | None,
    employers: tuple[str, ...],
    tolerance: str,
    rewrite: bool,
    workers: int | None,
    chunk: int,
    errors: Path | None,
    resume: bool,
    restart: bool,
    ray: str | None,
) -> int:
    """Check a file of drafts: every row of IN with its verdict in OUT.

    CSV, TSV, JSON Lines (each also .gz) and Parquet, told by the names. Rows that cannot be read
    are set aside with their reason. Exit code: 0 done, 3 an input or argument that cannot be used,
    130 interrupted; then the same command with --resume goes on.
    """
    if resume and restart:
        raise click.UsageError("--resume and --restart exclude each other.")
    options = options_of(platform, employers, tolerance, rewrite)
    errors = errors or out.with_name(f"{out.name}.errors.jsonl")
    job = Job(source, out, errors, options, column, ident, chunk, resume, restart)
    Settings()  # a wrong one is told here, once, and not by every worker
    return _run(job, _engine(build, workers, ray))


def _engine(build: Build, workers: int | None, ray: str | None) -> Engine:
    if ray is not None:
        return ray_cluster(ray, build, workers)
    return Here(build) if workers in (None, 1) else Processes(build, workers or 1)


def _run(job: Job, engine: Engine) -> int:
    with _interruptions() as heard:
        try:
            with _shown() as bar:
                summary = run(job, engine, bar)
        except KeyboardInterrupt:
            return _stopped(job)
        except Exception:
            # A library may make an error of its own of it; pydantic does.
            if not heard:
                raise
            return _stopped(job)
    click.echo(_told(job, summary))
    return 0


def _stopped(job: Job) -> int:
    kept = f" What is done is kept in {job.folder}; the same command with --resume goes on."
    click.echo(f"\nStopped.{kept if job.folder.exists() else ''}", err=True)
    return INTERRUPTED


@contextmanager
def _interruptions() -> Iterator[list[int]]:
    """Yield a list that has something in it once Ctrl+C was heard."""
    heard: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        heard.append(number)
        signal.default_int_handler(number, frame)

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # it is ignored, or somebody else's
        yield heard
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, before)


def _told(job: Job, summary: Summary) -> str:
    verdicts = ", ".join(f"{summary.verdicts[v]:,} {v}" for v in ("clear", "caution", "warn"))
    aside = f", {summary.aside:,} set aside in {job.errors}" if summary.aside else ""
    earlier = summary.rows - summary.fresh
    before = f" ({earlier:,} from before)" if earlier else ""
    named = f"; columns {summary.prefix}*" if summary.prefix != "unburnt_" else ""
    return f"{summary.rows:,} rows{before}: {verdicts}{aside}; {summary.speed:.1f} rows/s{named}"


@contextmanager
def _shown() -> Iterator[_Bar | None]:
    """Yield a progress bar on a terminal's standard error, else None."""
    console = Console(stderr=True)
    if not console.is_terminal or not sys.stderr.isatty():
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:.0f} %"),
        _Rows(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bar(progress)


class _Bar:
    """How far a run has come; rows from before count as done, and not for the speed."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def start(self, size: int, what: str) -> None:
        self._progress.refresh()
        for done in self._progress.task_ids:
            self._progress.remove_task(done)
        self._task = self._progress.add_task(what, total=size, rows=0, fresh=0)
        self._rows = self._fresh = 0

    def advance(self, span: int, rows: int, *, fresh: bool) -> None:
        self._rows += rows
        self._fresh += rows if fresh else 0
        self._progress.update(self._task, advance=span, rows=self._rows, fresh=self._fresh)


class _Rows(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.fields["fresh"] / task.elapsed if task.elapsed else 0
        return Text(f"{task.fields['rows']:,} rows, {speed:.1f} rows/s")

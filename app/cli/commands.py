"""unburnt check | batch | serve | rules: arguments in, exit code out.

Exit codes of `check`: 0 clear, 1 caution, 2 warn (the worst of all drafts), 3 where an input or an
argument cannot be used. `--fail-on` says from which verdict on the code is not 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click
from pydantic import ValidationError
from rich.console import Console

from app.bootstrap import build_checker
from app.checker import Checker
from app.cli import batching, human, machine, serving
from app.cli.asked import TOLERANCES, options_of
from app.cli.inputs import Draft, Unreadable, read_inputs
from app.errors import UnburntError, UnknownRule
from app.keys import NAME, line_of, new_key
from app.resources import bundled
from app.results import Options, Report, Verdict
from app.rulebook import load_rulebook
from app.settings import Settings

FAILED = 3
FORMATS = click.Choice(("human", "json", "sarif"))
VERDICTS = click.Choice([v.value for v in Verdict])


Build = Callable[[], Checker]
"""How `check` comes by a checker, once it has something to read."""


def main(arguments: Sequence[str] | None = None, build: Build = build_checker) -> NoReturn:
    """Run the command; what the author can act on is one line, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without emoji is no reason to stop
    try:
        code = cli(arguments, standalone_mode=False, obj=build)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        raise SystemExit(FAILED) from None
    except click.Abort:
        raise SystemExit(130) from None
    except (UnburntError, ValidationError) as error:
        _complain(_one_line(error))
        raise SystemExit(FAILED) from None
    except BrokenPipeError:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        raise SystemExit(FAILED) from None
    raise SystemExit(code if isinstance(code, int) else 0)


def _one_line(error: UnburntError | ValidationError) -> str:
    if isinstance(error, UnburntError):
        return str(error)
    prefix = "UNBURNT_" if error.title == Settings.__name__ else ""
    places = [".".join(map(str, fault["loc"])) for fault in error.errors()]
    return "; ".join(
        f"{prefix}{place.upper() if prefix else place}: {fault['msg']}"
        for place, fault in zip(places, error.errors(), strict=True)
    )


def _errors() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)


def _complain(message: str) -> None:
    _errors().print(human.printable(message), style="red", markup=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(machine.own_version(), prog_name="unburnt", message="%(prog)s %(version)s")
def cli() -> None:
    """Reads your draft before the world does. Nothing leaves this machine."""


cli.add_command(batching.batch)


@cli.command()
@click.argument("files", nargs=-1)
@click.option("-t", "--text", help="The draft itself.")
@click.option("-f", "--format", "output", type=FORMATS, default="human", help="Output format.")
@click.option("--platform", help="Where it will be posted: linkedin, x, reddit, ...")
@click.option("--employer", "employers", multiple=True, help="A company to look for; repeatable.")
@click.option("--tolerance", type=TOLERANCES, default="standard", help="How readily to speak up.")
@click.option("--rewrite/--no-rewrite", default=True, help="Offer a neutral rewrite.")
@click.option("--disable", multiple=True, help="A rule to leave out; repeatable.")
@click.option("--fail-on", type=VERDICTS, default="caution", help="Mildest verdict to fail on.")
@click.pass_obj
def check(
    build: Build,
    files: tuple[str, ...],
    text: str | None,
    output: str,
    platform: str | None,
    employers: tuple[str, ...],
    tolerance: str,
    rewrite: bool,
    disable: tuple[str, ...],
    fail_on: str,
) -> int:
    """Check drafts: FILES, or standard input ('-' or nothing).

    Says which words would burn a bridge, why, and what to post instead. Exit code: 0 clear,
    1 caution, 2 warn, 3 an input or argument that cannot be used.
    """
    options = options_of(platform, employers, tolerance, rewrite, disable)
    drafts = read_inputs(files, text)
    reports = _check_all(build, drafts, options, quiet=output != "human")
    _print(output, reports, several=len(drafts) > 1)
    if len(reports) < len(drafts):
        return FAILED
    worst = max(report.verdict.rank for _, report in reports)
    return worst if worst >= Verdict(fail_on).rank else 0


def _check_all(
    build: Build, drafts: Sequence[Draft | Unreadable], options: Options, *, quiet: bool
) -> list[tuple[Draft, Report]]:
    """Return the reports in order; a draft without one was complained about."""
    readable = [draft for draft in drafts if isinstance(draft, Draft)]
    for broken in (draft for draft in drafts if isinstance(draft, Unreadable)):
        _complain(f"{broken.name}: {broken.reason}")
    if not readable:
        return []
    checker = build()
    reports = []
    console = _errors()
    show = not quiet and len(readable) > 1 and console.is_terminal
    for draft in human.progress(readable, console, show=show):
        try:
            reports.append((draft, checker.check(draft.text, options)))
        except UnburntError as error:
            _complain(f"{draft.name}: {error}")
    return reports


def _print(output: str, reports: list[tuple[Draft, Report]], *, several: bool) -> None:
    if output == "human":
        human.show(reports, human.Terminal(highlight=False), several=several)
    elif output == "json":
        machine.print_json(reports, several=several)
    else:
        machine.print_sarif(reports)


@cli.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0: any.  [default: 8000]")
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes.  [default: 1]")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the page and the API."""
    settings = Settings()
    serving.serve(
        host or settings.host,
        settings.port if port is None else port,
        workers or settings.workers,
        settings.trusted_proxies,
        settings.grace,
        lambda address: _errors().print(f"unburnt on {address} (stop with Ctrl+C)"),
        log_level=settings.log_level,
        log_format=settings.log_format,
    )


@cli.command()
@click.argument("name")
def key(name: str) -> None:
    """Make an API key for NAME: the key to give away, and the line for the key file."""
    if not NAME.fullmatch(name):
        raise click.BadParameter("letters, digits, dot, dash and underscore, at most 64")
    made = new_key()
    click.echo(f"key:  {made}\nline: {line_of(name, made)}")


@cli.command()
@click.argument("ident", required=False)
@click.option("-f", "--format", "output", type=click.Choice(("human", "json")), default="human")
def rules(ident: str | None, output: str) -> None:
    """List the rules, or explain the one called IDENT with its examples."""
    book = load_rulebook(Settings().rules or bundled("rules"))
    found = [(file.kind, rule) for file in book.tone for rule in file.rules]
    if ident is not None:
        found = [(kind, rule) for kind, rule in found if rule.id == ident]
        if not found:
            raise UnknownRule(ident)
    if output == "human":
        human.show_rules(found, human.Terminal(highlight=False), whole=ident is not None)
    else:
        machine.print_rules(found)

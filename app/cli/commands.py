"""unburnt check | serve | rules: arguments in, exit code out.

Exit codes of `check`: 0 clear, 1 caution, 2 warn (the worst of all drafts), 3 where an input cannot be
read. `--fail-on` says from which verdict on the code is not 0.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import Annotated, NoReturn

import typer
import uvicorn
from rich.console import Console

from app.bootstrap import build_checker
from app.cli import human, machine
from app.cli.inputs import Draft, Unreadable, read_inputs
from app.errors import UnburntError
from app.resources import bundled
from app.results import Employer, Options, Report, Style, Tolerance, Verdict
from app.rulebook import load_rulebook
from app.settings import Settings

FAILED = 3
cli = typer.Typer(
    name="unburnt",
    help="Reads your draft before the world does. Nothing leaves this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
errors = Console(stderr=True, highlight=False)


class Format(StrEnum):
    HUMAN = "human"
    JSON = "json"
    SARIF = "sarif"


def main() -> None:
    """Run the command; errors the author can act on are one line, not a traceback."""
    try:
        cli()
    except UnburntError as error:
        _fail(str(error))
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        raise SystemExit(FAILED) from None


def _version(wanted: bool) -> None:
    if wanted:
        print(f"unburnt {machine.own_version()}")
        raise typer.Exit


@cli.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads your draft before the world does. Nothing leaves this machine."""


@cli.command()
def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Files to read; '-' or none for standard input.", show_default=False),
    ] = None,
    text: Annotated[str | None, typer.Option("--text", "-t", help="The draft itself.")] = None,
    output: Annotated[Format, typer.Option("--format", "-f", help="How to answer.")] = Format.HUMAN,
    platform: Annotated[str | None, typer.Option(help="Where it will be posted.")] = None,
    employer: Annotated[
        list[str] | None, typer.Option(help="A company of yours; may be repeated.")
    ] = None,
    tolerance: Annotated[
        Tolerance, typer.Option(help="How readily to speak up.")
    ] = Tolerance.STANDARD,
    rewrite: Annotated[bool, typer.Option(help="Offer a neutral rewrite.")] = True,
    disable: Annotated[list[str] | None, typer.Option(help="A rule to leave out.")] = None,
    fail_on: Annotated[
        Verdict, typer.Option(help="The mildest verdict that makes the exit code non-zero.")
    ] = Verdict.CAUTION,
) -> None:
    """Check drafts and say which words would burn a bridge, why, and what to post instead."""
    options = Options(
        platform=platform,
        employers=tuple(Employer(name=name) for name in employer or ()),
        tolerance=tolerance,
        rewrite=(Style.NEUTRAL,) if rewrite else (),
        disabled_rules=frozenset(disable or ()),
    )
    drafts = read_inputs(files or [], text)
    reports, broken = _check_all(drafts, options, quiet=output is not Format.HUMAN)
    _print(output, reports)
    if broken:
        raise typer.Exit(FAILED)
    worst = max((report.verdict.rank for _, report in reports), default=0)
    raise typer.Exit(worst if worst >= fail_on.rank and worst else 0)


def _check_all(
    drafts: list[Draft | Unreadable], options: Options, *, quiet: bool
) -> tuple[list[tuple[Draft, Report]], bool]:
    """Return the reports in order, and whether an input could not be checked."""
    checker = build_checker()
    reports, broken = [], False
    show = not quiet and len(drafts) > 1 and errors.is_terminal
    for draft in human.progress(drafts, errors, show=show):
        if isinstance(draft, Unreadable):
            errors.print(f"{draft.name}: {draft.reason}", style="red", markup=False)
            broken = True
            continue
        try:
            reports.append((draft, checker.check(draft.text, options)))
        except UnburntError as error:
            errors.print(f"{draft.name}: {error}", style="red", markup=False)
            broken = True
    return reports, broken


def _print(output: Format, reports: list[tuple[Draft, Report]]) -> None:
    if output is Format.HUMAN:
        human.show(reports, Console(highlight=False))
    elif output is Format.JSON:
        machine.print_json(reports)
    else:
        machine.print_sarif(reports)


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", min=0, max=65535)] = None,
    workers: Annotated[int | None, typer.Option(help="Server processes.", min=1, max=64)] = None,
) -> None:
    """Serve the page and the API."""
    settings = Settings()
    host, port = host or settings.host, settings.port if port is None else port
    shown = f"[{host}]" if ":" in host else host
    errors.print(f"unburnt on http://{shown}:{port} (stop with Ctrl+C)")
    uvicorn.run(
        "app.web:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers or settings.workers,
        access_log=False,
        server_header=False,
        log_level="warning",
    )


@cli.command()
def rules(
    ident: Annotated[str | None, typer.Argument(help="Show this rule.", show_default=False)] = None,
    output: Annotated[Format, typer.Option("--format", "-f")] = Format.HUMAN,
) -> None:
    """List the rules, or explain one with its examples."""
    book = load_rulebook(Settings().rules or bundled("rules"))
    found = [(file.kind, rule) for file in book.tone for rule in file.rules]
    if ident is not None:
        found = [(kind, rule) for kind, rule in found if rule.id == ident]
        if not found:
            _fail(f"There is no rule with the id {ident!r}; 'unburnt rules' lists them.")
    if output is Format.HUMAN:
        human.show_rules(found, Console(highlight=False), whole=ident is not None)
    else:
        machine.print_rules(found)


def _fail(message: str) -> NoReturn:
    errors.print(message, style="red", markup=False)
    raise SystemExit(FAILED)

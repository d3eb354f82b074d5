"""What every command that judges drafts can be asked for."""

from __future__ import annotations

from collections.abc import Iterable

import click

from app.results import Employer, Options, Style, Tolerance

TOLERANCES = click.Choice([t.value for t in Tolerance])


def options_of(
    platform: str | None,
    employers: Iterable[str],
    tolerance: str,
    rewrite: bool,
    disable: Iterable[str] = (),
) -> Options:
    """Return the options as a checker takes them."""
    return Options(
        platform=platform,
        employers=tuple(Employer(name=name) for name in employers),
        tolerance=Tolerance(tolerance),
        rewrite=(Style.NEUTRAL,) if rewrite else (),
        disabled_rules=frozenset(disable),
    )

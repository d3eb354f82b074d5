"""unburnt: reads a draft before the world does.

    >>> from app import Checker
    >>> Checker().check("Thanks for the kind call, Norvane. On to the next one!").verdict
    <Verdict.CLEAR: 'clear'>

Public: Checker, Options, Employer, Report, Finding, Span, Verdict, UnburntError. Nothing else is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.bootstrap import Checker
    from app.errors import UnburntError
    from app.results import Employer, Finding, Options, Report, Span, Verdict

__all__ = [
    "Checker",
    "Employer",
    "Finding",
    "Options",
    "Report",
    "Span",
    "UnburntError",
    "Verdict",
]
_HOMES = {"Checker": "app.bootstrap", "UnburntError": "app.errors"}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that `import app` stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'app' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "app.results")), name)

"""Jinja, with everything escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.policies["json.dumps_kwargs"] = {"sort_keys": False}  # the order is for people


def render(template: str, **values: object) -> str:
    """Return the page as text; a value that the template wants and does not get is an error."""
    return _environment.get_template(template).render(**values)

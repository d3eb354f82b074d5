"""Templates of the rulebook: text with `{name}` where the code puts something in."""

from __future__ import annotations

from string import Formatter

from pydantic import AfterValidator


def slots(*names: str) -> AfterValidator:
    """Return what refuses a template with other slots than `{name}` of these, or a broken one."""

    def only_these(template: str) -> str:
        for _, name, form, conversion in Formatter().parse(template):
            if name is not None and (name not in names or form or conversion):
                raise ValueError(f"a slot that is not known; known: {', '.join(names)}")
        return template

    return AfterValidator(only_these)

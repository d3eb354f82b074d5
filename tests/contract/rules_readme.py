"""rules/README.md, generated from the schema; run as a module it rewrites the page."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.rulebook import schema

README = Path(__file__).parents[2] / "rules/README.md"
OPENING = """# How to write a rule

Everything unburnt knows about wording is data in this folder, checked when the service starts and
proved by the examples that stand beside each entry (`make test` runs them all).

- Patterns are RE2 (no look-around, no back references), matched without regard to case on the clean
  text: straight quotes, masked words unmasked ("sh!t" is `shit`), emoji by name (`:clown face:`),
  hashtags split (`#Worst Employer Ever`), drawn-out words squeezed ("soooo" is `so`).
- `{{name}}` in a pattern stands for the alternatives listed under `name` in `words.yaml`.
- `[[ ]]` in an example marks the exact words that must be found.
- `why` and `advice` speak to the author: kind, brief, on their side. `{match}` is the words found,
  `{target}` whom they are about.
- Files are plain YAML of at most 4 MiB, without aliases (`&name`, `*name`).
- Ids are never reused. A rule that is no longer wanted becomes `status: retired`.

This page is generated from `app/rulebook/schema.py` (`python -m tests.contract.rules_readme`).
"""


HEAD = "| field | type | default | meaning |\n|---|---|---|---|"


def shapes() -> list[type[schema.Entry]]:
    """Return every shape of the schema, in the order it is written there."""
    found = [
        shape
        for _, shape in inspect.getmembers(schema, inspect.isclass)
        if issubclass(shape, schema.Entry) and shape is not schema.Entry
    ]
    return sorted(found, key=lambda shape: inspect.getsourcelines(shape)[1])


def rows(shape: type[schema.Entry]) -> Iterator[str]:
    properties: dict[str, Any] = shape.model_json_schema(by_alias=True)["properties"]
    for field in shape.model_fields.values():
        alias = field.alias
        name = alias or next(k for k, v in shape.model_fields.items() if v is field)
        needed = (
            "required"
            if field.is_required()
            else f"`{_default(field.get_default(call_default_factory=True))}`"
        )
        kind = _kind(properties[name])
        yield f"| `{name}` | {kind} | {needed} | {field.description or ''} |"


def _default(value: object) -> str:
    return "[]" if value == () else getattr(value, "value", str(value))


def _kind(spec: dict[str, Any]) -> str:
    if "anyOf" in spec:
        return " or ".join(_kind(option) for option in spec["anyOf"])
    if "$ref" in spec:
        return str(spec["$ref"]).rpartition("/")[2]
    if spec.get("type") == "array":
        return f"list of {_kind(spec['items'])}" if "items" in spec else "list"
    return str(spec.get("type", "any"))


def render() -> str:
    """Return the whole page."""
    parts = [OPENING]
    for shape in shapes():
        doc = inspect.cleandoc(shape.__doc__ or "")
        parts.append(f"\n## {shape.__name__}\n\n{doc}\n\n{HEAD}")
        parts.extend(rows(shape))
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    README.write_text(render(), "utf-8")

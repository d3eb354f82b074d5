"""docs/settings.md and app/settings.py say the same."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from app.settings import Settings

TABLE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    rows = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `UNBURNT_{name.upper()}` | {_shown(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]


def _shown(default: object) -> str:
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    return "" if default is None else f"`{default}`"

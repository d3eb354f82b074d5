"""The reference for rule authors says what the schema says."""

from __future__ import annotations

from tests.contract.rules_readme import README, render


def test_the_reference_is_the_schema() -> None:
    assert README.read_text("utf-8") == render()

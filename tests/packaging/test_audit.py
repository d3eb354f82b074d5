"""`make audit` fails for a known vulnerability, and says so where it could not look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.audit import NOT_AUDITED, main

KNOWN = {"name": "pudding", "version": "1.0", "vulns": []}
WEAK = {"id": "PYSEC-1", "fix_versions": ["1.1"]}
SKIPPED = {"name": "pudding", "skip_reason": "Dependency not found on PyPI"}


def stand_in(folder: Path, *packages: dict[str, Any]) -> str:
    """Return a program that answers as pip-audit does about these packages."""
    program = folder / "pip-audit"
    told = json.dumps({"dependencies": packages, "fixes": []})
    program.write_text(f"#!/bin/sh\necho '{told}'\n")
    program.chmod(0o755)
    return str(program)


def test_a_known_vulnerability_fails_and_names_the_mended_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(stand_in(tmp_path, KNOWN | {"vulns": [WEAK]}), ["lock"]) == 1
    assert "pudding 1.0: PYSEC-1, mended in 1.1" in capsys.readouterr().out


def test_what_is_clean_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(stand_in(tmp_path, KNOWN), ["lock"]) == 0
    assert "1 of 1 packages audited, 0 vulnerabilities" in capsys.readouterr().out


@pytest.mark.parametrize("packages", [(), (SKIPPED,)])
def test_where_nobody_knows_the_packages_it_says_that_it_did_not_look(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], packages: tuple[dict[str, Any], ...]
) -> None:
    assert main(stand_in(tmp_path, *packages), ["lock"]) == 0
    assert NOT_AUDITED in capsys.readouterr().err

"""Building what is tested: the extension, twice, and the fixture pages, from their npm packages."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTENSION, FIXTURES = ROOT / "extension", ROOT / "tests/extension"
NPM = shutil.which("npm")
BUILD, INSTALL = 300, 900
"""Seconds, generous: other work may be going on."""


class CannotBuild(Exception):
    """Something that a build needs is missing; the message is for people."""


@cache
def packages(folder: Path) -> Path:
    """Install a folder's npm packages unless what is there is what its lock file says."""
    if NPM is None:
        raise CannotBuild("npm is missing")
    marker, lock = folder / "node_modules/.package-lock.json", folder / "package-lock.json"
    if not marker.is_file() or marker.stat().st_mtime < lock.stat().st_mtime:
        command = [NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        run = _run(command, folder, INSTALL)
        if run.returncode:
            raise CannotBuild(f"npm cannot install the packages of {folder.name}: {run.stderr}")
        marker.touch()
    return folder


def pages(into: Path) -> Path:
    """Build the fixture pages into a folder."""
    _well(_run(["node", "build.mjs", str(into)], packages(FIXTURES), BUILD))
    return into


def extension() -> Path:
    """Build the extension; returns the folder with its unpacked forms: chromium, firefox, test."""
    for options in ([], ["--test"]):
        _well(_run(["node", "build.mjs", *options], packages(EXTENSION), BUILD))
    return ROOT / "dist/extension"


def _run(command: list[str], folder: Path, seconds: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False
    )


def _well(run: subprocess.CompletedProcess[str]) -> None:
    assert run.returncode == 0, run.stdout + run.stderr

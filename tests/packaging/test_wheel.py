"""What users install: built from the sources, used far from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("app", "rules", "models", "tests", "hatch_build.py", "pyproject.toml", "README.md")
RANT = "Five rounds with Norvane and then silence. What a bunch of clowns!"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with sdist and wheel; the wheel is built from the sdist."""
    sources, out = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("dist")
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, sources / name, ignore=unwanted)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, sources / name)
    (sources / "training").mkdir()
    (sources / "training" / "secret.py").write_text("", "utf-8")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(sources)]
    made = subprocess.run(build, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return out


def only(folder: Path, pattern: str) -> Path:
    [found] = folder.glob(pattern)
    return found


def data(kind: str) -> set[str]:
    """Return the files of rules/ or models/ as the checkout has them."""
    files = (p for p in (ROOT / kind).rglob("*") if p.is_file())
    return {p.relative_to(ROOT).as_posix() for p in files}


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(built: Path) -> None:
    names = set(ZipFile(only(built, "*.whl")).namelist())
    info = f"unburnt-{version('unburnt')}.dist-info"
    assert {name.split("/")[0] for name in names} == {"app", info}
    shipped = {n.removeprefix("app/_data/") for n in names if n.startswith("app/_data/")}
    assert shipped == data("rules") | data("models")
    for folder in ("static", "templates"):
        assert any(name.startswith(f"app/web/{folder}/") for name in names)
    assert "app/web/examples.json" in names


def test_the_sources_can_be_tested_and_hold_no_training(built: Path) -> None:
    with tarfile.open(only(built, "*.tar.gz")) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"pyproject.toml", "hatch_build.py", "README.md", "tests/conftest.py"} <= names
    assert data("rules") <= names
    assert not [name for name in names if name.startswith("training")]


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bin folder of a new environment with our wheel.

    What the wheel depends on is lent by the environment of the tests, so that no index is asked.
    """
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    layout = {"base": str(home), "platbase": str(home)}
    site = Path(sysconfig.get_path("purelib", "venv", vars=layout))
    scripts = Path(sysconfig.get_path("scripts", "venv", vars=layout))
    install = [sys.executable, "-m", "pip", "--python", str(home), "install", "--quiet"]
    install += ["--no-index", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*install, str(only(built, "*.whl"))], check=True)
    # A plain path: .pth files inside it are not read, so our own editable install stays away.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return scripts


def run(program: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        [str(program), *arguments], capture_output=True, text=True, check=False, cwd=cwd, env=clean
    )


def test_the_installed_command_judges_far_from_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    where = "import app, app.resources as r; print(app.__file__); print(r.bundled('rules'))"
    found = run(installed / "python", "-c", where, cwd=tmp_path).stdout.split()
    assert all(Path(place).is_relative_to(installed.parent) for place in found), found
    ended = run(installed / "unburnt", "check", "-f", "json", "-t", RANT, cwd=tmp_path)
    assert ended.returncode == 2, ended.stderr
    report = json.loads(ended.stdout)
    assert report["verdict"] == "warn"
    assert report["versions"]["app"] == version("unburnt")
    assert report["versions"]["rules"] == (ROOT / "rules" / "VERSION").read_text("utf-8").strip()

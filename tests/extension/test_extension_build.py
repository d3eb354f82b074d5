"""What is shipped: built alike every time, asks for little, holds nothing foreign, and works."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, expect

from tests.extension import built
from tests.extension.answers import by_heart
from tests.extension.browser import Extension, launch
from tests.extension.loopback import Backend
from tests.extension.sites import SITES, Composer

ROOT = built.ROOT
PERMISSIONS = {"activeTab", "scripting", "storage"}
HOSTS = {"http://127.0.0.1/*", "http://localhost/*"}
OPTIONAL = {"https://*/*", "http://*/*"}
ZIPS = ("unburnt-chromium.zip", "unburnt-firefox.zip")
ADDRESS = re.compile(r"https?://[\w.-]+\.[a-z]{2,}", re.I)
NAMES = {"http://www.w3.org"}
"""Names that look like addresses: namespaces, which nobody fetches."""


@pytest.fixture(params=["chromium", "firefox"])
def folder(request: pytest.FixtureRequest, extension_folder: Path) -> Path:
    return extension_folder / str(request.param)


def manifest(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return read


def test_two_builds_are_the_same_bytes(extension_folder: Path) -> None:
    first = {name: (ROOT / "dist" / name).read_bytes() for name in ZIPS}
    built.extension()
    assert first == {name: (ROOT / "dist" / name).read_bytes() for name in ZIPS}


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_holds_the_unpacked_extension_and_nothing_else(
    extension_folder: Path, name: str
) -> None:
    unpacked = extension_folder / name.removeprefix("unburnt-").removesuffix(".zip")
    with zipfile.ZipFile(ROOT / "dist" / name) as zipped:
        held = {each: zipped.read(each) for each in zipped.namelist()}
    files = [each for each in unpacked.rglob("*") if each.is_file()]
    assert held == {each.relative_to(unpacked).as_posix(): each.read_bytes() for each in files}


def test_the_manifest_asks_for_no_more_than_it_needs(folder: Path) -> None:
    asked = manifest(folder)
    assert asked["manifest_version"] == 3
    assert set(asked["permissions"]) <= PERMISSIONS
    assert set(asked["host_permissions"]) <= HOSTS
    assert set(asked["optional_host_permissions"]) <= OPTIONAL
    assert not {"content_scripts", "web_accessible_resources", "externally_connectable"} & set(
        asked
    )
    assert not {"optional_permissions", "update_url", "key"} & set(asked)


def test_no_code_can_come_from_elsewhere(folder: Path) -> None:
    policy = manifest(folder)["content_security_policy"]["extension_pages"]
    assert "script-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe" not in policy
    for script in folder.rglob("*.js"):
        code = re.sub(r"(?s)/\*.*?\*/", "", script.read_text("utf-8"))
        assert not re.search(r"\beval\(|new Function\(|importScripts\(|\bimport\(", code), script


def test_no_address_of_anybody_is_in_the_bundle(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.suffix in {".js", ".css", ".html"}:
            found = set(ADDRESS.findall(file.read_text("utf-8")))
            assert found <= NAMES, file.name


def test_the_shipped_layer_is_closed_and_only_the_tests_one_is_open(
    extension_folder: Path,
) -> None:
    for name, mode in (("chromium", "closed"), ("firefox", "closed"), ("test", "open")):
        code = (extension_folder / name / "content.js").read_text("utf-8")
        assert re.findall(r"attachShadow\(\{\s*mode:\s*\"(\w+)\"", code) == [mode]


def test_the_shipped_and_the_tested_build_differ_in_nothing_else(extension_folder: Path) -> None:
    shipped, tested = extension_folder / "chromium", extension_folder / "test"
    for file in shipped.rglob("*"):
        if file.is_file():
            other = (tested / file.relative_to(shipped)).read_bytes()
            if file.name == "content.js":
                other = other.replace(b'mode: "open"', b'mode: "closed"')
            assert file.read_bytes() == other, file.name


def test_types_are_those_of_the_api(extension_folder: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "api.d.ts"
    command = [
        "node_modules/.bin/openapi-typescript",
        str(ROOT / "tests/contract/openapi.json"),
        "--output",
        str(fresh),
    ]
    _run(command)
    assert fresh.read_text("utf-8") == (built.EXTENSION / "api.d.ts").read_text("utf-8"), (
        "api.d.ts is stale: npm --prefix extension run types"
    )


@pytest.mark.slow
def test_the_type_checker_is_content(extension_folder: Path) -> None:
    _run(["node_modules/.bin/tsc", "--project", "tsconfig.json"])


def test_lock_files_name_no_registry(extension_folder: Path) -> None:
    for folder in (built.EXTENSION, built.FIXTURES):
        lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
        assert not [name for name, each in lock["packages"].items() if "resolved" in each]
        assert all("integrity" in each for name, each in lock["packages"].items() if name)


@pytest.mark.browser
def test_the_shipped_build_marks_a_draft_holds_a_post_and_shows_the_page_nothing(
    launcher: BrowserType, extension_folder: Path, pages: str, tmp_path: Path
) -> None:
    """With the layer closed, the way in is the accessibility tree, as for a screen reader."""
    folder = shutil.copytree(extension_folder / "chromium", tmp_path / "shipped")
    context = launch(launcher, tmp_path / "profile", folder)
    backend = Backend(by_heart)
    backend.start()
    try:
        extension = Extension(context)
        extension.start_anew(backend=backend.address, pages=pages)
        composer = Composer(extension.open(pages + SITES["textarea"].path), SITES["textarea"])
        composer.open()
        composer.put("They are idiots, all of them.")
        expect(composer.layer).to_have_count(1)
        assert composer.layer.evaluate("(layer) => layer.shadowRoot") is None
        cdp = context.new_cdp_session(composer.page)

        def names() -> set[str]:
            nodes = cdp.send("Accessibility.getFullAXTree")["nodes"]
            return {node.get("name", {}).get("value", "") for node in nodes}

        def until(name: str) -> None:
            for _ in range(300):
                if name in names():
                    return
                composer.page.wait_for_timeout(100)
            raise AssertionError(f"{name!r} is not there: {names()}")

        until("unburnt: This could burn a bridge")
        composer.post.click()
        until("Post anyway")
        assert composer.posted() == []
        composer.page.keyboard.press("Escape")
        composer.post.click()
        assert composer.posted() == ["They are idiots, all of them."]
        assert extension.end() == []
    finally:
        backend.stop()
        context.close()


def _run(command: list[str]) -> None:
    run = subprocess.run(
        command, cwd=built.EXTENSION, capture_output=True, text=True, timeout=600, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr

"""gramma, the LanguageTool client from npm, as people install it, against `unburnt serve`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.serving import served

ROOT = Path(__file__).resolve().parents[2]
GRAMMA = ROOT / "node_modules/gramma/src/cli.js"
NODE = shutil.which("node")
PATIENCE = 120
RANT = "😀 Five rounds with Norvane and then silence. What a bunch of clowns, avoid them!!!"
KIND = "Thank you Norvane for a kind call."

pytestmark = [
    pytest.mark.skipif(NODE is None, reason="no node on this machine"),
    pytest.mark.skipif(not GRAMMA.is_file(), reason="gramma is not installed (npm install)"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as site:
        yield f"http://127.0.0.1:{site.port}/v2/check"


def library(address: str, text: str, **options: Any) -> dict[str, Any]:
    """Return what gramma's JavaScript interface says of `text`."""
    done = subprocess.run(
        [str(NODE), str(Path(__file__).with_name("gramma.cjs")), address],
        input=json.dumps({"text": text, "options": options}),
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def command(folder: Path, address: str, draft: Path) -> subprocess.CompletedProcess[str]:
    """Run `gramma check` on a file, as set up in `folder`, with the update check kept at home."""
    settings = folder / ".config/gramma"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "gramma.json").write_text(json.dumps({"api_url": address}), "utf-8")
    (settings / ".update").write_text(str(int(time.time() * 1000)), "utf-8")
    return subprocess.run(
        [str(NODE), str(GRAMMA), "check", "--print", "--no-colors", str(draft)],
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def test_it_marks_our_findings_at_their_words_behind_an_emoji(address: str) -> None:
    marked = {each["rule"]: each for each in library(address, RANT)["marked"]}
    insult = marked["insult.bunch-of"]
    assert "What a bunch of clowns" in insult["words"]
    assert insult["shown"] == insult["words"]


def test_its_corrections_give_a_calmer_text_with_the_same_facts(address: str) -> None:
    corrected = library(address, "The clowns at Norvane lost my bag on 3 May.")["corrected"]
    assert "clowns" not in corrected
    assert all(fact in corrected for fact in ("Norvane", "3 May", "bag"))


def test_in_markdown_the_words_are_found_where_they_stand(address: str) -> None:
    draft = "# My week\n\nFive rounds with **Norvane**.\n\n- What a bunch of clowns, avoid them!\n"
    marked = {each["rule"]: each for each in library(address, draft, markdown=True)["marked"]}
    assert "bunch of clowns" in marked["insult.bunch-of"]["words"]


def test_a_category_that_is_switched_off_is_not_marked(address: str) -> None:
    marked = library(address, RANT, rules={"insult": False})["marked"]
    assert marked
    assert not any(each["rule"].startswith("insult.") for each in marked)


def test_a_kind_post_is_left_as_it_is(address: str) -> None:
    assert library(address, KIND) == {"marked": [], "corrected": KIND}


def test_its_command_shows_the_reason_and_fails_for_a_rant_only(
    address: str, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(RANT, "utf-8")
    told = command(tmp_path, address, draft)
    assert told.returncode == 1, told.stderr
    assert "bunch of clowns" in told.stdout
    draft.write_text(KIND, "utf-8")
    told = command(tmp_path, address, draft)
    assert (told.returncode, "No mistakes found!" in told.stdout) == (0, True), told.stdout

"""A small file that stands for a very large one is refused: reading a folder stays bounded.

Each is read in a process of its own that may not take more than a gigabyte of address space.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from app.resources import bundled

ROOT = Path(__file__).resolve().parents[3]
MOST = 1 << 30
PATIENCE = 120
BOUNDED = """
import resource, sys
from pathlib import Path
from app.errors import UnburntError
from app.mentions import MentionFinder
from app.modelstore.manifest import Manifest, checked
from app.rulebook import load_rulebook
from app.rulebook.textdata import load_text_data
from app.scoring.rules import RuleMatcher

read = {
    "rules": lambda folder: RuleMatcher(load_rulebook(folder)),
    "text": lambda folder: load_text_data(folder / "text"),
    "manifest": lambda folder: checked(folder, Manifest),
}[sys.argv[1]]
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[3]),) * 2)
try:
    read(Path(sys.argv[2]))
except UnburntError as error:
    print(f"{type(error).__name__}: {error}"[:2_000])
"""
LEVELS = "abcdefghij"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems set no such limit")


def said_of(what: str, folder: Path) -> str:
    """Return the error that reading `folder` ends with; fails where it takes too much memory."""
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, what, str(folder), str(MOST)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr[-2_000:]
    return done.stdout


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundled("rules"), tmp_path / "rules"))


def laughs() -> str:
    """Return ten lists, each nine times the one before: a billion at the end."""
    lines = ["words:", f"  a: &a [{', '.join(['lol'] * 9)}]"]
    for before, after in pairwise(LEVELS):
        lines.append(f"  {after}: &{after} [{', '.join([f'*{before}'] * 9)}]")
    return "\n".join(lines)


def flat() -> str:
    """Return one long list that a thousand others are, of the right shape throughout."""
    long = f"words:\n  a: &a [{', '.join(f'w{n}' for n in range(300_000))}]\n"
    return long + "".join(f"  b{chr(97 + n // 26)}{chr(97 + n % 26)}: *a\n" for n in range(600))


@pytest.mark.parametrize("bomb", [laughs, flat])
def test_a_rule_file_with_aliases_is_refused_with_the_line(rules: Path, bomb: object) -> None:
    assert callable(bomb)
    (rules / "words.yaml").write_text(bomb(), "utf-8")
    said = said_of("rules", rules)
    assert said.startswith("RulebookError: rules/words.yaml: line 3 has an alias (*a)")


def test_so_is_one_of_the_words_in_disguise(rules: Path) -> None:
    (rules / "text" / "words.yaml").write_text(laughs(), "utf-8")
    said = said_of("text", rules)
    assert said.startswith("RulebookError: text/words.yaml: line 3 has an alias (*a)")


def test_word_lists_of_word_lists_do_not_grow_past_all_bounds(rules: Path) -> None:
    words = (rules / "words.yaml").read_text("utf-8")
    for before, after in pairwise("abcd"):
        words += f"\n  laugh_{after}: ['" + f"{{{{laugh_{before}}}}}" * 2_000 + "']"
    words += "\n  laugh_a: [lol]\n"
    (rules / "words.yaml").write_text(words, "utf-8")
    tone = rules / "tone" / "insult-laughs.yaml"
    tone.write_text(
        "kind: insult\nrules:\n- id: insult.laughs\n  since: '2026.11'\n  severity: low\n"
        "  any_of: ['{{laugh_d}}']\n  why: a\n  advice: b\n"
        "  examples: {flags: ['[[lol]]'], allows: [a, b]}\n",
        "utf-8",
    )
    said = said_of("rules", rules)
    assert said.startswith("RulebookError: word lists make too much of the pattern '{{laugh_d}}'")


def test_a_plain_star_and_ampersand_are_no_alias(rules: Path) -> None:
    text = (rules / "summaries.yaml").read_text("utf-8")
    text += "\n  clear-company: 'R&D is *fine* &a [*a]'  # &b *b\n"
    (rules / "summaries.yaml").write_text(text, "utf-8")
    assert said_of("rules", rules) == ""


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[" * 1_000_000, "recursion"),
        (json.dumps({f"k{n}": n for n in range(40_000)}), "Field required"),
        ('{"name": ' + "1" * 10_000 + "}", "cannot be used"),
    ],
    ids=["deep", "crowded", "a long number"],
)
def test_a_manifest_stays_bounded_too(tmp_path: Path, content: str, fault: str) -> None:
    folder = tmp_path / "tone-v1"
    folder.mkdir()
    (folder / "manifest.json").write_text(content, "utf-8")
    said = said_of("manifest", folder)
    assert said.startswith("ModelError: tone-v1/manifest.json")
    assert fault in said
    assert len(said) < 2_000


def test_of_a_file_that_is_too_large_no_more_is_read_than_may_be(
    tmp_path: Path, rules: Path
) -> None:
    folder = tmp_path / "tone-v1"
    folder.mkdir()
    for file in (folder / "manifest.json", rules / "words.yaml"):
        with file.open("ab") as opened:
            opened.truncate(8 << 30)  # takes no room on the disk
    assert "larger than 1,048,576 bytes" in said_of("manifest", folder)
    assert "words.yaml: more than 4,194,304 bytes" in said_of("rules", rules)

"""Each target holds for some mutated posts, and the campaign tells what it finds."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.campaign import Campaign
from tests.fuzz.mutator import Mutator, seeds
from tests.fuzz.targets import TARGETS, Check, text_of

ROOT = Path(__file__).resolve().parents[2]


def run(check: Check, texts: int) -> Campaign:
    random = Random(6)
    mutator = Mutator(seeds(40, random), random)
    campaign = Campaign(check, seconds=0)
    for _ in range(texts):
        campaign.try_text(mutator.post())
    return campaign


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_for_mutated_posts(name: str) -> None:
    assert run(TARGETS[name](), 40).findings == {}


@pytest.mark.skipif(find_spec("atheris") is None, reason="ATHERIS IS NOT INSTALLED: no coverage")
def test_a_run_by_coverage_finds_its_way_into_new_code() -> None:
    command = [sys.executable, "-m", "tests.fuzz.run", "--target", "text"]
    bounds = ["--texts", "600", "--seconds", "3600"]
    done = subprocess.run(
        [*command, *bounds], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.fullmatch(
        r"by coverage \((\d+) texts reached new code\): 600 executions in \d+ s, 0 findings\n",
        done.stdout,
    )
    assert told
    assert int(told[1]) > 0


ONCE_SLOW = [
    "\n",
    "\n- ",
    " ",
    "?!",
    ", ",
    "5 h 1 t ",
    "a.",
    "(",
    '"',
    "#A",
    "@a ",
    "The clowns left. ",
]


@pytest.fixture(scope="module")
def by_rules() -> Check:
    return TARGETS["rewriter"]()


@pytest.mark.parametrize("unit", ONCE_SLOW, ids=repr)
def test_a_post_of_one_thing_again_and_again_takes_linear_time(by_rules: Check, unit: str) -> None:
    # A shorter post may get by with fewer tries: a step in the time, and no growth.
    campaign = Campaign(by_rules, seconds=0, sizes=(2_000, 4_000, 8_000))
    campaign.repeat("The clowns at Norvane left." + unit * 100)
    campaign.repeat(unit)
    assert campaign.findings == {}


def test_an_exception_is_a_finding_and_its_shortest_text_is_kept() -> None:
    def no_digits(post: str) -> None:
        assert not any(c.isdigit() for c in post)

    campaign = Campaign(no_digits, seconds=0)
    for data in (b"fine", b"so 12 was it", b"\xff1", b"a 3"):
        campaign.try_bytes(data)
    assert campaign.executions == 4
    assert list(campaign.findings.values()) == [text_of(b"\xff1")]


def time_of(power: int) -> Campaign:
    """Return what is found where the time that a text takes is its length to the `power`."""
    used = 0.0

    def check(post: str) -> None:
        nonlocal used
        used += 1e-6 * len(post) ** power

    campaign = Campaign(check, seconds=0, clock=lambda: used)
    campaign.try_text("The clowns at Norvane left.")
    campaign.finish()
    return campaign


def test_time_that_grows_faster_than_the_text_is_a_finding() -> None:
    findings = time_of(2).findings
    assert findings
    assert all("grows" in what for what in findings)


def test_linear_time_is_none() -> None:
    assert time_of(1).findings == {}

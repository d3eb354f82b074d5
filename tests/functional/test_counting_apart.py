"""Several processes that each count a limit for themselves allow more than it says: one warning."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from app.settings import Settings
from tests.faults.serving import served, wait_until

REDIS = "redis://127.0.0.1:1"


@pytest.mark.parametrize(
    ("settings", "apart"),
    [
        ({"workers": 2, "rate_limit": "5/minute"}, True),
        ({"workers": 1, "rate_limit": "5/minute"}, False),
        ({"workers": 2}, False),
        ({"workers": 2, "rate_limit": "5/minute", "rate_storage": REDIS}, False),
    ],
    ids=["apart", "one process", "no limit", "a Redis"],
)
def test_a_limit_is_counted_apart_only_by_several_processes_without_a_redis(
    settings: dict[str, object], apart: bool
) -> None:
    assert Settings.model_validate(settings).counts_apart is apart


def test_the_log_warns_once_of_a_limit_that_each_worker_counts(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(workers=2, log=log, rate_limit="1000/minute", log_format="json") as site:
        first = {worker.pid for worker in site.workers()}
        killed = site.workers()[0]
        killed.send_signal(signal.SIGKILL)
        wait_until(lambda: len({w.pid for w in site.workers()} - first) == 1 and site.answers())
    told = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    [warning] = [each for each in told if "rate limits" in each["message"]]
    assert warning["level"] == "warning"
    assert "each of 2 processes: each allows 1000/minute" in warning["message"]
    assert "UNBURNT_RATE_STORAGE" in warning["message"]


def test_workers_that_count_together_are_not_warned_of(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(workers=2, log=log, rate_limit="1000/minute", rate_storage=REDIS) as site:
        assert site.answers()
    assert "each of" not in log.read_text()

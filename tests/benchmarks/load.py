"""Clients for a running service: calls with real posts, as fast as it goes or at a steady rate."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

CORPUS = Path(__file__).parents[2] / "training/corpus/train.jsonl"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
IDLE = 3.0
"""Seconds after which a client takes a new connection: the service closes idle ones after 5."""
BATCH = 5
"""Drafts in a batch."""


@dataclass(frozen=True)
class Call:
    """A request, and the status that it deserves."""

    name: str
    path: str
    kind: str
    body: bytes
    deserves: int = 200


class Mixture:
    """Draws calls: shares in `SHARES`, posts from the train split, the same order for a seed."""

    SHARES = (
        ("check", 45),
        ("check and rewrite", 25),
        ("two rewrites", 5),
        ("batch of 5", 5),
        ("v2 check", 10),
        ("bad input", 10),
    )
    BAD = (
        (b"{", 400),
        (b'{"text": ""}', 422),
        (b'{"text": "a", "tone": 1}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b'{"text": "%s"}' % (b"a" * 20_001), 413),
        (b" " * 300_000, 413),
        (b"[" * 50_000, 400),
    )

    def __init__(self, seed: int = 6) -> None:
        with CORPUS.open(encoding="utf-8") as lines:
            self._posts: list[str] = [json.loads(line)["text"] for line in lines]
        self._random = random.Random(seed)

    def draw(self) -> Call:
        names, shares = zip(*self.SHARES, strict=True)
        [name] = self._random.choices(names, shares)
        if name == "bad input":
            body, deserves = self._random.choice(self.BAD)
            return Call(name, "/v1/check", JSON, body, deserves)
        if name == "v2 check":
            form = urlencode({"language": "en-US", "text": self._post()})
            return Call(name, "/v2/check", FORM, form.encode())
        path, said = self._wire(name)
        return Call(name, path, JSON, json.dumps(said).encode())

    def _wire(self, name: str) -> tuple[str, dict[str, object]]:
        post = self._post()
        if name == "check":
            return "/v1/check", {"text": post, "rewrite": []}
        if name == "check and rewrite":
            return "/v1/check", {"text": post}
        if name == "two rewrites":
            return "/v1/rewrite", {"text": post, "styles": ["neutral", "constructive"]}
        drafts = [{"text": self._post(), "rewrite": []} for _ in range(BATCH)]
        return "/v1/batch", {"drafts": drafts}

    def _post(self) -> str:
        return self._random.choice(self._posts)


class Client:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._link: http.client.HTTPConnection | None = None
        self._used = 0.0

    def ask(self, call: Call) -> str | None:
        """Return None where the answer is what the call deserves, else what went wrong."""
        if time.monotonic() - self._used > IDLE:
            self.close()
        if self._link is None:
            self._link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        try:
            self._link.request("POST", call.path, call.body, {"Content-Type": call.kind})
            answer = self._link.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as cause:
            self.close()
            return type(cause).__name__
        self._used = time.monotonic()
        if answer.status != call.deserves:
            return f"status {answer.status}"
        return "busy in a batch" if b"/problems/busy" in body else None

    def close(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None


@dataclass
class Tally:
    """What came of the calls: seconds by name, and faults by name and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    faults: dict[tuple[str, str], int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, call: Call, seconds: float, fault: str | None) -> None:
        with self._lock:
            self.seconds.setdefault(call.name, []).append(seconds)
            if fault is not None:
                key = (call.name, fault)
                self.faults[key] = self.faults.get(key, 0) + 1

    def count(self) -> int:
        return sum(len(each) for each in self.seconds.values())


class Pace:
    """When the next call is due: at once for ever, or at random moments of a steady rate."""

    def __init__(self, seconds: float, rate: float | None, mixture: Mixture) -> None:
        self._due = time.monotonic()
        self._until = self._due + seconds
        self._rate, self._mixture = rate, mixture
        self._random = random.Random(7)
        self._lock = threading.Lock()

    def next(self) -> tuple[float, Call] | None:
        """Return the moment and the call; None when the time is over."""
        with self._lock:
            if self._rate is None:
                self._due = time.monotonic()
            else:
                self._due += self._random.expovariate(self._rate)
            return (self._due, self._mixture.draw()) if self._due < self._until else None


def drive(port: int, clients: int, seconds: float, rate: float | None, mixture: Mixture) -> Tally:
    """Let `clients` threads ask for `seconds`; each waits for its answer before it asks again.

    With a `rate` (calls a second) latency counts from when a call was due, not from when a client
    was free for it.
    """
    tally, pace = Tally(), Pace(seconds, rate, mixture)

    def work() -> None:
        client = Client(port)
        while (drawn := pace.next()) is not None:
            due, call = drawn
            time.sleep(max(due - time.monotonic(), 0))
            fault = client.ask(call)
            tally.add(call, time.monotonic() - due, fault)
        client.close()

    _run([threading.Thread(target=work) for _ in range(clients)])
    return tally


def _run(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

"""What is saved: by a re-check after an edit, by a batch, and on the wire."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence

from tests.benchmarks.figures import Goal, Timing, clocked, short, table
from tests.benchmarks.serving import Client, check_of, request, serving
from tests.benchmarks.setting import BARE, TYPICAL, Setting

SENTENCES = 10
SIZES = {"short": (8, 22), "long": (23, 60)}
"""Least and most word pieces of a sentence."""
BATCH = 100


def recheck(setting: Setting) -> list[Goal]:
    """Time ten sentences, then the same with one word of one sentence changed."""
    checker, rows, goals = setting.checker, {}, []
    for size, (least, most) in SIZES.items():
        drafts = setting.drafts.texts_of_sentences(setting.rounds(400), SENTENCES, least, most)
        clock = clocked(lambda text: checker.check(text, BARE))
        first, again, same = [], [], []
        for number, draft in enumerate(drafts):
            first.append(clock(draft))
            again.append(clock(edited(draft, number)))
            same.append(clock(draft))
        times = [Timing.of(each) for each in (first, again, same)]
        rows[f"ten {size} sentences"] = [*map(str, times), short(times[1].p50 / times[0].p50)]
        share = times[1].p50 / times[0].p50
        goals.append(Goal(f"re-check after an edit in ten {size} sentences", share, 0.35, "x"))
    columns = ["first", "one sentence edited", "unchanged", "edited / first"]
    print(table("p50 / p95 / p99, ms", columns, rows))
    return goals


def edited(draft: str, number: int) -> str:
    """Return `draft` with a word in the middle of one sentence, a different one each time, new."""
    sentences = draft.split(". ")
    chosen = number % len(sentences)
    words = sentences[chosen].split(" ")
    words[len(words) // 2] = "yesterday"
    sentences[chosen] = " ".join(words)
    return ". ".join(sentences)


def batch(setting: Setting) -> list[Goal]:
    """Time a batch of fresh drafts and as many single checks, on one connection."""
    number = min(BATCH, setting.rounds())
    with serving() as server, server.client() as client:
        client.check(check_of(setting.drafts.of(TYPICAL)))
        together, single = [], []
        for _ in range(3):
            drafts = [{"text": t, "rewrite": []} for t in setting.drafts.take(number, TYPICAL)]
            asked = request("/v1/batch", {"drafts": drafts})
            together.append(_spent(client, [asked]) / number)
            asked_singly = [check_of(t) for t in setting.drafts.take(number, TYPICAL)]
            single.append(_spent(client, asked_singly) / number)
    each, alone = min(together), min(single)
    print(f"a draft of {TYPICAL} tokens in a batch of {number}: {short(each)} ms,")
    print(f"checked singly {short(alone)} ms: {short(each / alone)} times as much")
    return []


def wire(setting: Setting) -> list[Goal]:
    """Count bytes of requests and answers, with and without gzip where the server has it."""
    rows = {}
    with serving() as server, server.client() as client:
        for pieces in (TYPICAL, 400):
            for styles in ((), ("neutral",)):
                drafts = setting.drafts.take(min(20, setting.rounds(pieces)), pieces)
                name = f"{pieces} tokens{', with rewrite' if styles else ''}"
                rows[name] = _bytes_of(client, drafts, styles)
        answer = client.ask(_packed(setting.drafts.of(TYPICAL)))[0]
    columns = ["draft", "request", "answer", "of it head", "answer, gzip offered", "request, gzip"]
    print(table("bytes, mean", columns, rows))
    said = "read" if answer == 200 else f"refused with {answer}"
    print(f"a request in gzip is {said}")
    return []


def _spent(client: Client, requests: Sequence[bytes]) -> float:
    def work(_: str) -> None:
        for each in requests:
            client.check(each)

    return clocked(work)("")


def _bytes_of(client: Client, drafts: Sequence[str], styles: Sequence[str]) -> list[str]:
    plain = [check_of(draft, styles) for draft in drafts]
    offered = [
        request("/v1/check", {"text": d, "rewrite": list(styles)}, "Accept-Encoding: gzip")
        for d in drafts
    ]
    answers = [_good(client, each) for each in plain]
    packed = [_good(client, each) for each in offered]
    sizes = (
        [len(draft.encode()) for draft in drafts],
        [len(each) for each in plain],
        [len(head) + len(body) for head, body in answers],
        [len(head) for head, _ in answers],
        [len(head) + len(body) for head, body in packed],
        [len(_packed(draft)) for draft in drafts],
    )
    return [f"{sum(each) / len(each):,.0f}" for each in sizes]


def _good(client: Client, asked: bytes) -> tuple[bytes, bytes]:
    """Return (head, body) of the answer; raises ConnectionError where it is not 200."""
    status, head, body = client.ask(asked)
    if status != 200:
        raise ConnectionError(f"the server answered {status}")
    return head, body


def _packed(draft: str) -> bytes:
    body = gzip.compress(json.dumps({"text": draft, "rewrite": []}).encode())
    return request("/v1/check", body, "Content-Encoding: gzip")

"""The client of the opt-in language model, against a real server on loopback."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

import pytest
from pydantic import BaseModel

from app.errors import LanguageModelFailed
from app.llm.chat import LONGEST_ANSWER, ChatModel
from tests.llm.model_server import Reply, completion, serving


class Answer(BaseModel):
    rewrite: str | None


GOOD = '{"rewrite": "calm words"}'
CANARY = "canary-7319 the clowns at Norvane"


def ask(chat: ChatModel) -> str | None:
    return chat.open().ask("edit", CANARY, Answer).rewrite


@pytest.mark.parametrize(
    "said",
    [GOOD, f"```json\n{GOOD}\n```", f"Here you are:\n{GOOD}\nAnything else?"],
    ids=["bare", "fenced", "talkative"],
)
def test_the_json_in_an_answer_is_read(said: str) -> None:
    with serving(lambda _: said) as server:
        assert ask(ChatModel(server.url, "m")) == "calm words"
        [question] = server.asked
    assert question["model"] == "m"
    assert question["temperature"] == 0
    assert [m["role"] for m in question["messages"]] == ["system", "user"]


@pytest.mark.parametrize("url_ends", ["", "/"])
def test_the_key_goes_with_every_question(url_ends: str) -> None:
    with serving(lambda _: GOOD) as server:
        ask(ChatModel(server.url + url_ends, "m", key="secret"))
        assert server.headers[0]["Authorization"] == "Bearer secret"
        ask(ChatModel(server.url, "m"))
        assert "Authorization" not in server.headers[1]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    replies = [Reply(status), Reply(body=completion(GOOD))]
    with serving(lambda _: replies.pop(0)) as server:
        assert ask(ChatModel(server.url, "m", retries=1)) == "calm words"
        assert len(server.asked) == 2


@pytest.mark.parametrize("status", [400, 401, 404, 301])
def test_a_refusal_is_not_tried_again(status: int) -> None:
    with serving(lambda _: Reply(status)) as server:
        with pytest.raises(LanguageModelFailed):
            ask(ChatModel(server.url, "m", retries=3))
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"not json"),
        Reply(body=b'{"choices": []}'),
        Reply(body=b'{"choices": [{"message": {"content": null}}]}'),
        Reply(body=b"[]"),
        Reply(body=completion("I cannot do that.")),
        Reply(body=completion('{"other": 1}')),
        Reply(body=completion("}{")),
        Reply(body=completion("x" * LONGEST_ANSWER)),
        Reply(503),
    ],
    ids=["text", "none", "null", "list", "prose", "shape", "braces", "endless", "busy"],
)
def test_no_usable_answer_is_one_kind_of_failure_without_the_draft(reply: Reply) -> None:
    with serving(lambda _: reply) as server, pytest.raises(LanguageModelFailed) as failure:
        ask(ChatModel(server.url, "m", retries=0))
    assert "canary" not in str(failure.value)
    assert failure.value.__cause__ is None


def test_nobody_there_is_a_failure_too() -> None:
    with serving(lambda _: GOOD) as server:
        url = server.url
    with pytest.raises(LanguageModelFailed) as failure:
        ask(ChatModel(url, "m", retries=1))
    assert "canary" not in str(failure.value)


def test_all_answers_to_one_draft_end_in_time() -> None:
    with serving(lambda _: Reply(body=completion(GOOD), pause=1.5)) as server:
        began = time.monotonic()
        with pytest.raises(LanguageModelFailed):
            ask(ChatModel(server.url, "m", timeout=0.4, retries=5))
        assert time.monotonic() - began < 1.4


def test_no_more_questions_at_once_than_set() -> None:
    with serving(lambda _: Reply(body=completion(GOOD), pause=0.05)) as server:
        chat = ChatModel(server.url, "m", concurrency=2)

        def work() -> None:
            with suppress(LanguageModelFailed):
                ask(chat)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.asked) == 8
        assert server.most_at_once <= 2

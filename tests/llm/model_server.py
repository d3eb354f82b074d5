"""A real HTTP server on loopback that speaks the chat-completions protocol, as told by a test."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Question = dict[str, Any]
Say = Callable[[Question], "Reply | str"]


@dataclass
class Reply:
    """What goes out: a status and raw bytes, after a pause in seconds."""

    status: int = 200
    body: bytes = b""
    pause: float = 0.0


def completion(text: str) -> bytes:
    """Return an answer as Ollama, llama.cpp and vLLM word it."""
    return json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "model": "test",
            "choices": [
                {
                    "index": 0,
                    "finish_reason": "stop",
                    "message": {"role": "assistant", "content": text},
                }
            ],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }
    ).encode()


@dataclass
class ModelServer:
    """`url` to ask; `asked` holds each question's body, `headers` its headers."""

    url: str = ""
    asked: list[Question] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    most_at_once: int = 0


@contextmanager
def serving(say: Say) -> Iterator[ModelServer]:
    """Run a server whose answers `say` makes, until the block ends."""
    seen, lock, running = ModelServer(), threading.Lock(), [0]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                seen.asked.append(question)
                seen.headers.append(dict(self.headers))
                running[0] += 1
                seen.most_at_once = max(seen.most_at_once, running[0])
            said = say(question) if self.path == "/v1/chat/completions" else Reply(404)
            reply = said if isinstance(said, Reply) else Reply(body=completion(said))
            time.sleep(reply.pause)
            with lock:
                running[0] -= 1
            self.send_response(reply.status)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            with suppress(OSError):  # a client that waits no longer
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    seen.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""unshare -rn python -m tests.privacy.offline FOLDER: everything, where there is no network at all.

Prints JSON: what the command and the server answered, and what reaching out came to.
"""

from __future__ import annotations

import errno
import fcntl
import json
import socket
import struct
import subprocess
import sys
from pathlib import Path

from tests.privacy.cases import JSON, Cases
from tests.privacy.provoke import document, plain
from tests.privacy.server import Server, faulty_server
from tests.privacy.wire import exchange, request

RANT = "Five rounds with Norvane and then silence. What a bunch of clowns, avoid them at all costs!"
OUTSIDE = ("192.0.2.1", 80)
"""An address that is set aside for documents: never a real machine's."""
UP = 1


def main() -> None:
    raise_loopback()
    told: dict[str, object] = {"outside": reach_out(), "command": command()}
    settings = {"llm_url": f"http://{OUTSIDE[0]}/v1", "llm_model": "none", "timeout": 120}
    with faulty_server(Path(sys.argv[1]), **settings) as server:
        server.open_gate()
        cases = Cases()
        cases.read(document(server))
        answers = plain(cases, server)
        told["server"] = dict(
            zip((r.name for r in cases.routes), (a.status for a in answers), strict=True)
        )
        told["rant"] = rant(server)
    print(json.dumps(told))


def raise_loopback() -> None:
    """Bring the loopback device up: a new namespace has it down."""
    with socket.socket() as control:
        name = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(control, 0x8913, name))[1]  # SIOCGIFFLAGS
        fcntl.ioctl(control, 0x8914, struct.pack("16sh", b"lo", flags | UP))  # SIOCSIFFLAGS


def reach_out() -> str:
    """Return how an attempt to leave the machine ends."""
    try:
        socket.create_connection(OUTSIDE, timeout=5).close()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)
    return "reached"


def command() -> dict[str, object]:
    """Return what `unburnt check` says about a rant."""
    asked = [sys.executable, "-m", "app", "check", "--format", "json", "--text", RANT]
    done = subprocess.run(asked, capture_output=True, check=False)
    report = json.loads(done.stdout)
    return {
        "code": done.returncode,
        "verdict": report["verdict"],
        "model": report["versions"]["model"],
    }


def rant(server: Server) -> dict[str, object]:
    """Return what the API says of it, with a language model set up that cannot be reached."""
    headers = {"X-API-Key": server.new_key(), "Content-Type": JSON}
    sent = request("POST", "/v1/check", headers, json.dumps({"text": RANT}).encode())
    report = json.loads(exchange(server.port, sent).body)
    return {
        "verdict": report["verdict"],
        "rewritten by": [rewrite["source"] for rewrite in report["rewrites"]],
        "notices": [notice["id"] for notice in report["notices"]],
    }


if __name__ == "__main__":
    main()

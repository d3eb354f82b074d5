"""`unburnt` that dies of SIGKILL right before its n-th change to the file system that lasts.

    python -m tests.faults.dying 11,0 12,0 -- batch in.csv ROUND/out.csv

runs the command four times in two rounds, with the number of the round, from 0, for ROUND: in the
second one it dies before its 12th change, and then, with 0, it lives. Prints what came of each as
JSON: a list of rounds, each a list of exit code and words. Each runs in a fork, so that what takes
long, loading the modules, is done once. Judging costs nothing: `batch_memory` has the checker.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from tests.benchmarks.batch_memory import quick

CHANGES = ("mkdir", "fsync", "replace", "unlink", "rmdir")


def die_before(moment: int) -> None:
    """Let this process end at its `moment`-th change, counted from 1; with 0 it lives."""
    left = moment

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def changed(*arguments: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*arguments, **more)

        return changed

    for name in CHANGES:
        setattr(os, name, counted(getattr(os, name)))


def life(moment: int, arguments: list[str]) -> tuple[int, str]:
    """Run the command in a fork; return its exit code, or minus the signal, and its words."""
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            sys.argv[1:] = arguments
            die_before(moment)
            quick()
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read().decode()


def main() -> None:
    place = sys.argv.index("--")
    rounds, arguments = sys.argv[1:place], sys.argv[place + 1 :]
    ended = []
    for number, moments in enumerate(rounds):
        own = [argument.replace("ROUND", str(number)) for argument in arguments]
        ended.append([life(int(moment), own) for moment in moments.split(",")])
    print(json.dumps(ended))


if __name__ == "__main__":
    main()

"""Finished parts beside the result, until all are done: a kill costs the chunks in hand, no more.

A part is written under another name, synced and renamed, so it is whole or not there.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import IO, Any, Literal

from pydantic import TypeAdapter, ValidationError

from app.batch.job import Job
from app.batch.rows import Aside, Judged, Part
from app.errors import FileUnusable
from app.results import Options, Value, Versions

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows: there, nobody guards against two runs at once
    fcntl = None

STATE, DONE, LOCK = "state.json", "done.json", "lock"
JOINED, ASIDE = "joined.tmp", "aside.tmp"
OURS = re.compile(r"(\d{8,}\.jsonl|(state|done)\.json)(\.tmp)?|lock|joined\.tmp|aside\.tmp")
RESULT: TypeAdapter[Judged | Aside] = TypeAdapter(Judged | Aside)


class State(Value):
    """What a resume must find as it was."""

    form: Literal[1] = 1
    size: int
    digest: str
    column: str
    ident: str | None
    chunk: int
    options: Options
    versions: Versions

    def difference(self, other: State) -> str | None:
        """Return what is not as in `other`, in words; None where all is."""
        if (self.size, self.digest) != (other.size, other.digest):
            return "the input has changed"
        for name in ("column", "ident", "chunk"):
            if getattr(self, name) != getattr(other, name):
                return f"--{name.replace('ident', 'id')} is not what it was"
        for name in Options.model_fields:
            if getattr(self.options, name) != getattr(other.options, name):
                return f"the option {name.rstrip('s')!r} is not what it was"
        if self.versions != other.versions:
            return "unburnt, its rules or its model have another version now"
        return None


class Done(Value):
    """What came of a job whose result stands, and whose parts are no longer needed."""

    state: State
    verdicts: dict[str, int]
    aside: int
    prefix: str


def digest_of(path: Path) -> str:
    """Return a hash of the whole file: minutes for what takes days to judge."""
    found = blake2b(digest_size=20)
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


class Parts:
    """The folder of one job; open from the first part until the result stands."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: IO[Any] | None = None

    @property
    def joined(self) -> Path:
        """Where the result is written before it takes its place."""
        return self._folder / JOINED

    @property
    def aside(self) -> Path:
        """Where the rows set aside are written before they take their place."""
        return self._folder / ASIDE

    @property
    def unfinished(self) -> bool:
        return any((self._folder / name).exists() for name in (STATE, DONE))

    def earlier(self, job: Job) -> State | Done | None:
        """Return the state of unfinished work that is to go on, or what came of it if only the
        cleaning up was cut short; nothing is touched.

        Raises FileUnusable where `job` does not say what to do with what is there.
        """
        self._refuse_strangers()
        if not (job.resume and self.unfinished):
            if not job.restart:
                _refuse(job, unfinished=self.unfinished)
            return None
        with suppress(ValidationError):
            if (self._folder / DONE).exists() and job.out.exists():
                return Done.model_validate_json((self._folder / DONE).read_bytes())
            if not (self._folder / STATE).exists():
                return None
            return State.model_validate_json((self._folder / STATE).read_bytes())
        raise FileUnusable(f"{self._folder}: the state of the work cannot be read; use --restart.")

    def begin(self, state: State, *, afresh: bool) -> None:
        """Enter the folder, alone, and write down what a resume must find as it was."""
        self.enter()
        if afresh:
            self._empty(LOCK)
        (self._folder / DONE).unlink(missing_ok=True)
        self._write(self._folder / STATE, state.model_dump_json().encode())

    def enter(self) -> None:
        """Enter the folder; raises FileUnusable where another run is at work there."""
        self._folder.mkdir(exist_ok=True)
        self._hold()

    def distrust(self) -> None:
        """Let nothing of this work ever be resumed."""
        (self._folder / STATE).unlink(missing_ok=True)

    def has(self, number: int) -> bool:
        return self._path(number).exists()

    def save(self, part: Part) -> None:
        """Keep `part`: whole, or not at all where this process ends meanwhile."""
        lines = (f"{result.model_dump_json()}\n" for result in part.results)
        self._write(self._path(part.number), "".join(lines).encode())

    def results(self, count: int) -> Iterator[Judged | Aside]:
        """Yield the results of parts 0 to `count` - 1, in the order of the rows."""
        for number in range(count):
            try:
                content = self._path(number).read_bytes()
                yield from [RESULT.validate_json(line) for line in content.splitlines()]
            except (OSError, ValidationError):
                raise FileUnusable(
                    f"{self._path(number)}: this part is missing or damaged; remove it, and go on "
                    "with --resume."
                ) from None

    def place(self, made: Path, target: Path) -> None:
        """Let `made` take its place as `target`: at once, and for good, also on another disk."""
        if made.stat().st_dev != target.parent.stat().st_dev:
            made = _copied(made, target.with_name(f"{target.name}.unburnt.tmp"))
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(target)
        _sync(target.parent)

    def remove(self, done: Done) -> None:
        """Remove the folder of a job that is `done`; that is told until the very end."""
        self._write(self._folder / DONE, done.model_dump_json().encode())
        (self._folder / STATE).unlink(missing_ok=True)
        self._empty(LOCK, DONE)
        self.close()
        (self._folder / LOCK).unlink(missing_ok=True)
        (self._folder / DONE).unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def close(self) -> None:
        if self._lock is not None:
            self._lock.close()

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:08}.jsonl"

    def _write(self, path: Path, content: bytes) -> None:
        draft = path.with_name(f"{path.name}.tmp")
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync(path.parent)

    def _hold(self) -> None:
        self._lock = (self._folder / LOCK).open("wb")
        if fcntl is None:
            return
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FileUnusable(f"{self._folder}: another run is at work there.") from None

    def _refuse_strangers(self) -> None:
        if self._folder.exists() and not self._folder.is_dir():
            raise FileUnusable(f"{self._folder}: this is in the way; a folder is made there.")
        for path in self._folder.iterdir() if self._folder.exists() else ():
            if not OURS.fullmatch(path.name):
                raise FileUnusable(f"{self._folder}: {path.name} there is not ours; move it away.")

    def _empty(self, *kept: str) -> None:
        for path in self._folder.iterdir():
            if path.name not in kept:
                path.unlink()


def _refuse(job: Job, *, unfinished: bool) -> None:
    if unfinished:
        raise FileUnusable(
            f"{job.folder}: there is unfinished work; add --resume to go on with it, or --restart "
            "to begin again."
        )
    for path in (job.out, job.errors):
        if path.exists():
            raise FileUnusable(f"{path}: exists already; add --restart to write it anew.")


def _copied(made: Path, beside: Path) -> Path:
    try:
        shutil.copyfile(made, beside)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _sync(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

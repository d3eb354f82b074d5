"""models/<name>/manifest.json: what a model is, checked before it is used."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.errors import ModelError
from app.results import GrievanceKind, Kind, MentionKind, TargetKind, Tolerance, Unit

LARGEST_FILE = 80 << 20
"""No model file may be larger, in bytes."""
LARGEST_MANIFEST = 1 << 20
"""No manifest may be larger, in bytes."""
MOST_FAULTS = 10
"""Faults of a manifest that an error names."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(Part):
    """What every manifest says first: the name is that of its folder."""

    name: str = Field(pattern=r"^[a-z]+-v\d+$")
    created: str
    licence: str


M = TypeVar("M", bound=Named)


class ModelFile(Part):
    name: str = Field(pattern=r"^[A-Za-z0-9_.-]+$")
    sha256: Sha256


class Labels(Part):
    """Meaning of the outputs, in their order."""

    verdicts: tuple[str, str, str]
    targets: tuple[TargetKind, ...]
    grievances: tuple[GrievanceKind, ...]
    kinds: tuple[Kind, ...]
    mentions: tuple[MentionKind, ...]


class Threshold(Part):
    """`warn`: least risk for warn; `clear`: least probability of clear for clear, and `most`: the
    highest risk that may be called clear.
    """

    warn: Unit
    clear: Unit
    most: Unit = 1.0


class Shifts(Part):
    """Added to the log-odds of a label, so that 0.5 is where it is told apart best (dev split)."""

    kinds: dict[Kind, float]
    grievances: dict[GrievanceKind, float]


class CombinationSpec(Part):
    """Coefficients of the verdict over `features`, against caution as the reference."""

    features: tuple[str, ...]
    warn: tuple[float, ...]
    clear: tuple[float, ...]
    thresholds: dict[Tolerance, Threshold]


class KnownAnswer(Part):
    """A text whose probability of warn is known, within `tolerance` either way."""

    text: str
    warn: Unit
    tolerance: Unit = 0.1


class Edits(Part):
    """The head that says what an editor would do: whose hidden states it was fitted to, how well.

    The areas under the curve are of word pieces of dev.
    """

    stands_on: str
    keep_auc_dev: Unit
    drop_auc_dev: Unit


class Manifest(Named):
    base: str
    model: ModelFile
    weights: ModelFile | None = Field(
        default=None, description="kept beside the model, so that they are mapped and not copied"
    )
    tokenizer: ModelFile
    max_tokens: int = Field(ge=16, le=512)
    labels: Labels
    temperature: float = Field(gt=0, description="divides the verdict scores before the softmax")
    shifts: Shifts
    combination: CombinationSpec
    known_answers: tuple[KnownAnswer, ...] = Field(min_length=2)
    figures: dict[str, float] = Field(default={}, description="on the held-out test split")
    edits: Edits | None = Field(default=None, description="the head of fates, where there is one")
    data: dict[str, str] = Field(description="training data: name -> sha256 or version")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the reader in `folder`; raises as `checked` does."""
    manifest = checked(folder, Manifest)
    for file in (manifest.model, manifest.weights, manifest.tokenizer):
        if file is not None:
            verify(folder / file.name, file.sha256)
    return manifest


def checked(folder: Path, kind: type[M]) -> M:
    """Return the manifest in `folder`; its files are for the caller to verify.

    Raises ModelError where it is not valid, or is that of another folder.
    """
    content = content_of(folder)
    try:
        manifest = kind.model_validate(content)
    except ValidationError as cause:
        told = cause.errors()[:MOST_FAULTS]
        faults = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in told)
        raise ModelError(
            f"{folder.name}/manifest.json cannot be used: {'; '.join(faults)}"
        ) from cause
    if manifest.name != folder.name:
        raise ModelError(f"the folder {folder.name} holds a model called {manifest.name}")
    return manifest


def content_of(folder: Path) -> Any:
    """Return what the manifest in `folder` says, of any shape.

    Raises ModelError where it is no JSON, or more than a manifest may be.
    """
    shown = f"{folder.name}/manifest.json"
    try:
        with (folder / "manifest.json").open("rb") as file:
            words = file.read(LARGEST_MANIFEST + 1)
        if len(words) > LARGEST_MANIFEST:
            raise ModelError(f"{shown} is larger than {LARGEST_MANIFEST:,} bytes")
        return json.loads(words)
    except (OSError, ValueError, RecursionError) as cause:
        raise ModelError(f"{shown} cannot be used: {cause}") from cause


def number_of(folder: Path) -> int:
    """Return the number at the end of a model's name, -1 where there is none."""
    number = folder.name.rpartition("-v")[2]
    return int(number) if number.isdecimal() else -1


def sha256(path: Path) -> str:
    """Return what a manifest says of a file; raises OSError where it cannot be read."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def verify(path: Path, wanted: str) -> None:
    """Raise ModelError where a model file is missing, too large or not the one that was meant."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ModelError(f"{shown} is larger than a model may be ({LARGEST_FILE >> 20} MiB)")
        found = sha256(path)
    except OSError as cause:
        raise ModelError(f"{shown} cannot be read") from cause
    if found != wanted:
        raise ModelError(f"{shown} is not the file that the manifest names (sha256 differs)")

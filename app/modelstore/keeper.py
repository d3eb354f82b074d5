"""What of a draft is worth keeping: how likely a clause states something that happened."""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field, ValidationError

from app.errors import ModelError
from app.modelstore.manifest import ModelFile, Part, verify
from app.results import Kind

FOLDER = "keep-v1"
_SIGN = re.compile(r"[a-z]+(?:'[a-z]+)?|[@#]\w*|\d+|[^\w\s]")
_PLAIN = ((re.compile(r"@\w+"), "@"), (re.compile(r"\d+"), "0"))
"""Whose handle it is and which figure, no other draft will tell."""


class KeepManifest(Part):
    """models/keep-v1/manifest.json: a logistic regression over hashed words and pairs of words."""

    name: str = Field(pattern=r"^keep-v\d+$")
    created: str
    licence: str
    weights: ModelFile
    bits: int = Field(ge=8, le=20, description="there are 2**bits weights, int8")
    scale: float = Field(gt=0, description="a weight is its int8 value times this")
    bias: float
    slope: float = Field(description="of the words' log-odds, in the final log-odds")
    heat: dict[Kind, float] = Field(description="added where all of a clause is hot, by kind")
    offset: float
    figures: dict[str, float]
    data: dict[str, str]


Weights = Annotated[np.ndarray, "int8, shape (2**bits,)"]


Hot = Mapping[Kind, float]
"""Kind -> share of a clause that is hot in that way, 0..1."""


class Keeper:
    """Says how likely a careful editor would keep what a clause states, 0..1.

    Insults and calls to avoid are let go more often than their words alone would say.
    """

    def __init__(self, manifest: KeepManifest, weights: Weights) -> None:
        self._manifest, self._weights = manifest, weights

    def probability(self, clause: str, hot: Hot) -> float:
        spec = self._manifest
        odds = spec.slope * self.log_odds(clause) + spec.offset
        odds += sum(spec.heat.get(kind, 0.0) * share for kind, share in hot.items())
        return 1 / (1 + math.exp(-odds))

    def log_odds(self, clause: str) -> float:
        """Return what the words alone say."""
        places = places_of(clause, len(self._weights))
        total = int(self._weights[places].astype(np.int32).sum())
        return self._manifest.bias + self._manifest.scale * total / math.sqrt(len(places))


def places_of(clause: str, size: int) -> Sequence[int]:
    """Return the weights that a clause meets, by word and pair of words; figures count as one."""
    for pattern, plain in _PLAIN:
        clause = pattern.sub(plain, clause)
    signs = ["^", *_SIGN.findall(clause.lower()), "$"]
    pairs = (f"{one} {other}" for one, other in pairwise(signs))
    return sorted(
        {zlib.crc32(each.encode("utf-8", "surrogatepass")) % size for each in (*signs, *pairs)}
    )


def open_keeper(folder: Path) -> Keeper | None:
    """Return the keeper in `folder`/keep-v1, or None where there is none; raises ModelError."""
    place = folder / FOLDER
    if not place.is_dir():
        return None
    try:
        manifest = KeepManifest.model_validate(
            json.loads((place / "manifest.json").read_text("utf-8"))
        )
    except ValidationError as cause:
        raise ModelError(f"{FOLDER}/manifest.json cannot be used") from cause
    except (OSError, ValueError) as cause:
        raise ModelError(f"{FOLDER}/manifest.json cannot be read") from cause
    verify(place / manifest.weights.name, manifest.weights.sha256)
    weights = np.load(place / manifest.weights.name, allow_pickle=False)
    if weights.shape != (1 << manifest.bits,) or weights.dtype != np.int8:
        raise ModelError(f"the weights of {FOLDER} have another shape than its manifest says")
    return Keeper(manifest, weights)

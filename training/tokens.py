"""The tokenizer of a base, set to cut and pad batches."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

PADS = ("<pad>", "[PAD]")


def load_tokenizer(base: str | Path, longest: int) -> Tokenizer:
    """Return the tokenizer in `base`, cutting at `longest` pieces and padding with its own sign."""
    tokenizer = Tokenizer.from_file(f"{base}/tokenizer.json")
    pad = next(p for p in PADS if tokenizer.token_to_id(p) is not None)
    tokenizer.enable_truncation(longest)
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(pad), pad_token=pad)
    return tokenizer

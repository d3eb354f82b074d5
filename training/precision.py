"""How precisely networks are taught on this processor."""

from __future__ import annotations

import torch


def halves() -> torch.autocast:
    """Return the context in which products are of half precision where that is faster.

    A processor that does not multiply bfloat16 itself is a hundred times slower with it: on two
    cores with AVX2 alone 0.6 instead of 77 GFLOPS.
    """
    able = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=able)

"""The plots of the model card, as SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log10
from typing import Any

import numpy as np

COLOURS = ("#1f6f5c", "#b4552d", "#3d5a99")


def reliability(truth: Sequence[int], risk: Sequence[float]) -> str:
    """Return an SVG plot of how often posts were warn, by the risk that was said."""
    warn, said = np.array(truth) == 2, np.array(risk)
    dots = []
    for low in np.arange(10) / 10:
        inside = (said >= low) & (said < low + 0.1 + (low > 0.85))
        if inside.sum():
            x, y = 30 + 240 * said[inside].mean(), 270 - 240 * warn[inside].mean()
            size = 3 + np.sqrt(inside.sum()) / 4
            dots.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size:.1f}" fill="#1f6f5c"/>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300" font-family="sans-serif">'
        '<rect width="300" height="300" fill="#fff"/>'
        '<path d="M30 270H270M30 270V30" stroke="#444" fill="none"/>'
        '<path d="M30 270L270 30" stroke="#bbb" stroke-dasharray="4"/>'
        f"{''.join(dots)}"
        '<text x="150" y="294" text-anchor="middle" font-size="12">risk said</text>'
        '<text x="14" y="150" font-size="12" transform="rotate(-90 14 150)">share warn</text>'
        "</svg>\n"
    )


def curve(points: Sequence[dict[str, Any]]) -> str:
    """Return an SVG plot of dev error (1 - accuracy) against the number of training posts."""
    lines: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for point in points:
        x = 40 + 260 * (log10(point["posts"]) - 3) / (log10(40_000) - 3)
        y = 250 - 220 * (1 - point["accuracy"]) / 0.5
        lines[point["encoder"]].append((x, y, f"{1 - point['accuracy']:.3f}"))
    drawn = []
    for (name, spots), colour in zip(lines.items(), COLOURS, strict=False):
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y, _ in spots)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}"/>')
        drawn += [
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>'
            f'<text x="{x:.0f}" y="{y - 8:.0f}" font-size="9" text-anchor="middle">{said}</text>'
            for x, y, said in spots
        ]
        at = 30 + 14 * list(lines).index(name)
        drawn.append(f'<text x="180" y="{at}" font-size="11" fill="{colour}">{name}</text>')
    ticks = "".join(
        f'<text x="{40 + 260 * (log10(n) - 3) / (log10(40_000) - 3):.0f}" y="266" '
        f'text-anchor="middle" font-size="10">{n:,}</text>'
        for n in (1_000, 3_000, 10_000, 30_000)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 330 300" font-family="sans-serif">'
        '<rect width="330" height="300" fill="#fff"/>'
        '<path d="M40 250H310M40 250V20" stroke="#444" fill="none"/>'
        f"{''.join(drawn)}{ticks}"
        '<text x="175" y="290" text-anchor="middle" font-size="12">posts trained on</text>'
        '<text x="14" y="140" font-size="12" transform="rotate(-90 14 140)">dev error</text>'
        "</svg>\n"
    )

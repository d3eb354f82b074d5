"""Answers of a made-up service, shaped as the real one's, about words that it knows by heart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
Change = tuple[int, int, str]
"""Start and end in code points, and what to put there."""
HARSH = {"bunch of clowns": "team", "idiots": "people", "liars": "mistaken", "!!!": "."}
MILD = {"disappointed": "not happy"}
WHY = "“{}” is what readers would remember."


def units(text: str, position: int) -> int:
    """Return a position in UTF-16 units."""
    return len(text[:position].encode("utf-16-le")) // 2


def apply(text: str, changes: Sequence[Change]) -> str:
    """Return the text with changes made; they are in order and do not overlap."""
    for start, end, replacement in sorted(changes, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def report(text: str, verdict: str, changes: Sequence[Change]) -> Json:
    """Return a report that finds fault with every stretch that its rewrite changes."""
    spots = [
        {"start": units(text, start), "end": units(text, end), "text": text[start:end]}
        for start, end, _ in changes
    ]
    severity = {"warn": "high", "caution": "low"}.get(verdict, "low")
    edits = [
        spot | {"replacement": change[2], "why": "This stays with what happened."}
        for spot, change in zip(spots, changes, strict=True)
    ]
    calm = {"verdict": "clear", "risk": 0.05, "heat": 0.1}
    return {
        "verdict": verdict,
        "risk": {"warn": 0.95, "caution": 0.4}.get(verdict, 0.05),
        "heat": {"warn": 0.9, "caution": 0.4}.get(verdict, 0.05),
        "target": {"kind": "company", "confidence": 0.9},
        "grievance": {"kind": None, "confidence": 0.9},
        "summary": f"The made-up service says {verdict}.",
        "mentions": [],
        "findings": [
            spot
            | {
                "rule": f"insult.number-{number}",
                "kind": "insult",
                "severity": severity,
                "why": WHY.format(spot["text"]),
                "advice": "Say what happened.",
                "source": "rule",
                "confidence": 0.9,
            }
            for number, spot in enumerate(spots)
            if spot["text"]
        ],
        "spared": [],
        "sentences": [
            {
                "start": units(text, each.start()),
                "end": units(text, each.end()),
                "verdict": verdict,
                "risk": 0.5,
                "sentiment": 0.0,
            }
            for each in re.finditer(r"[^.\n]+\.?", text)
        ],
        "sentiment": {"compound": 0.0, "negative": 0.0, "neutral": 1.0, "positive": 0.0},
        "rewrites": [
            {
                "style": "neutral",
                "text": apply(text, changes),
                "edits": edits,
                "facts": {"kept": [], "dropped": [], "added": []},
                "source": "rules",
                **calm,
            }
        ]
        if changes
        else [],
        "rewrite_refused": None,
        "second_reading": None,
        "notices": [],
        "platform": None,
        "language": {"code": "en", "supported": True},
        "versions": {"app": "0.0.0", "rules": "0", "model": None},
    }


def by_heart(asked: Json) -> Json:
    """Answer a draft by the words that we know: HARSH ones are a warning, MILD ones a question."""
    text = asked["text"]
    known = HARSH | MILD
    found = list(re.finditer("|".join(map(re.escape, known)), text))
    changes = [(each.start(), each.end(), known[each[0]]) for each in found]
    words = {each[0] for each in found}
    verdict = "warn" if words & set(HARSH) else "caution" if words else "clear"
    return report(text, verdict, changes)

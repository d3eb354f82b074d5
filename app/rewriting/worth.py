"""Whether a safe rewrite is worth posting: learned from what readers said."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate

from app.results import Edit, Kind
from app.rewriting.asked import changes
from app.rewriting.scene import Harsh
from app.rewriting.seen import Seen
from app.rewriting.segments import segments_of
from app.rewriting.sense import Keeps, shares
from app.text.text import Text

_WORD = re.compile(r"[\w'’@#$€£]+")
_STAND_IN = re.compile(
    r"have not had a good experience|(?:is|are|was|were|'s|'re) hard to deal with"
)
_LOST, _WHOLE = 0.35, 0.9
"""Share of a clause that stands, below which it is lost, and from which it is whole."""


def measures(
    text: Text,
    harsh: Sequence[Harsh],
    edits: Sequence[Edit],
    keeps: Keeps,
    risk: float,
    again: Seen,
    trusted: Set[str] = frozenset(),
) -> dict[str, float]:
    """Return what can be told of a rewrite from its edits and from the rewritten text, by name.

    `kept`: share of what is worth keeping that stands as it was; `lost`: how worth keeping the most
    telling clause is that went; `cut`: clauses, and `dropped`: share of sentences, that stand in
    part, or no more; `new`: share of words that the draft does not have; `risk`: the draft's.
    Of the rewritten text: `stump`: how little its least telling sentence tells; `told`: how much it
    tells in all; `complaint`: whether it still complains of something.

    What a rule says in other words stands: `trusted` are the reasons that rules give.
    """
    edits = [*_said_anew([e for e in edits if not (e.why in trusted and e.replacement)])]
    standing = _standing(text.original, edits)
    due = kept = lost = 0.0
    cut = dropped = 0
    for sentence in text.sentences:
        held = 0.0
        parts = segments_of(text.clean, sentence)
        for part in parts:
            start, end = text.to_original(part.start, part.end)
            size = len(_WORD.findall(text.original, start, end))
            stands = (standing[end] - standing[start]) / max(1, end - start)
            worth = keeps(text.clean[part.start : part.end], shares(part, harsh))
            due, kept = due + worth * size, kept + worth * size * stands
            lost = max(lost, worth) if stands < _LOST else lost
            cut += _LOST <= stands < _WHOLE
            held += stands
        dropped += held < _LOST * len(parts)
    fresh = [word for edit in edits for word in _WORD.findall(edit.replacement)]
    gone = sum(len(_WORD.findall(edit.text)) for edit in edits)
    words = len(_WORD.findall(text.original))
    return {
        "kept": kept / max(due, 1e-6),
        "lost": lost,
        "cut": min(cut, 3),
        "dropped": dropped / max(1, len(text.sentences)),
        "new": len(fresh) / max(1, words - gone + len(fresh)),
        "stand_in": float(any(_STAND_IN.search(edit.replacement) for edit in edits)),
        "length": math.log(max(1, words - gone + len(fresh))),
        "risk": risk,
        **_of_the_rewrite(again, keeps),
    }


def _of_the_rewrite(again: Seen, keeps: Keeps) -> dict[str, float]:
    words = again.text.clean
    said = [words[s.start : s.end] for s in again.text.sentences]
    telling = [keeps(sentence, {}) for sentence in said]
    told = sum(p * len(_WORD.findall(s)) for p, s in zip(telling, said, strict=True))
    complains = any(hit.kind is Kind.COMPLAINT for hit in again.evidence.hits)
    return {
        "stump": 1 - min(telling, default=0.0),
        "told": math.log1p(told),
        "complaint": float(complains),
    }


def worth(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the probability that a careful reader would not refuse to post it, 0..1."""
    odds = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-odds))


def _said_anew(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the parts of `edits` that change more than capitals."""
    for edit in edits:
        for start, end, new in changes(_quiet(edit.text), _quiet(edit.replacement)):
            yield edit.model_copy(
                update={
                    "start": edit.start + start,
                    "end": edit.start + end,
                    "text": edit.text[start:end],
                    "replacement": new,
                }
            )


def _quiet(words: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in words)


def _standing(draft: str, edits: Sequence[Edit]) -> list[float]:
    """Return how much of the draft before each position stands, as it was or in other words."""
    left = [1.0] * len(draft)
    for edit in edits:
        size = edit.end - edit.start
        said = 0.0 if _STAND_IN.search(edit.replacement) else len(edit.replacement)
        left[edit.start : edit.end] = [min(1.0, said / max(1, size))] * size
    return [0.0, *accumulate(left)]

"""Whether a safe rewrite is worth posting: learned from what readers said."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

from app.modelstore import Fates
from app.results import Edit, Kind
from app.rewriting.asked import changes
from app.rewriting.seen import Seen, fates_in
from app.rewriting.segments import segments_of
from app.text.text import Text

_WORD = re.compile(r"[\w'’@#$€£]+")
_STAND_IN = re.compile(
    r"have not had a good experience|(?:is|are|was|were|'s|'re) hard to deal with"
)
USUAL, LEAST = -0.2, -1.2
"""A likelihood that is not known counts as the first; none counts as less than the second."""
_LOST, _WHOLE = 0.35, 0.9
"""Share of a clause that stands, below which it is lost, and from which it is whole."""


@dataclass(frozen=True)
class Likelihoods:
    """How likely the decoder says a draft as a version, and as it is; None where it cannot tell."""

    version: float | None = None
    as_it_is: float | None = None

    @property
    def told(self) -> float:
        return USUAL if self.version is None else max(self.version, LEAST)

    @property
    def gained(self) -> float:
        return 0.0 if self.as_it_is is None else self.told - max(self.as_it_is, LEAST)


def measures(
    text: Text,
    edits: Sequence[Edit],
    fates: Fates,
    risk: float,
    again: Seen,
    trusted: Set[str] = frozenset(),
    likely: Likelihoods = Likelihoods(),
) -> dict[str, float]:
    """Return what can be told of a rewrite from its edits and from the rewritten text, by name.

    `kept`: share of what is worth keeping that stands as it was; `lost`: how worth keeping the most
    telling clause is that went; `unsaid`: the same, where saying it in other words counts, too;
    `left`: how little worth keeping the least telling clause is that stands; `agree`: how likely a
    careful editor does the same, per word, as a logarithm; `cut`: clauses, and `dropped`: share of
    sentences, that stand in part, or no more; `new`: share of words that the draft does not have;
    `risk`: the draft's; `likely`: how likely the decoder says it so, per piece, as a logarithm, and
    `gain`: how much more likely than that it leaves the draft as it is.
    Of the rewritten text: `stump`: how little its least telling sentence tells; `told`: how much it
    tells in all; `complaint`: whether it still complains of something; `after`: its risk.

    What a rule says in other words stands: `trusted` are the reasons that rules give. The decoder
    does not know their wording, so what it finds likely does not count there.
    """
    recast = [e for e in edits if e.why in trusted and e.replacement]
    likely = Likelihoods() if recast else likely
    edits = [*_said_anew([e for e in edits if e not in recast])]
    standing = _standing(text.original, edits)
    due = kept = lost = unsaid = left = 0.0
    cut = dropped = 0
    for sentence in text.sentences:
        held = 0.0
        parts = segments_of(text.clean, sentence)
        for part in parts:
            start, end = text.to_original(part.start, part.end)
            size = len(_WORD.findall(text.original, start, end))
            stands = (standing[end] - standing[start]) / max(1, end - start)
            worth = fates.keep(part.start, part.end)
            due, kept = due + worth * size, kept + worth * size * stands
            told = 1 - fates.drop(part.start, part.end)
            lost = max(lost, worth) if stands < _LOST else lost
            unsaid = max(unsaid, told) if stands < _LOST else unsaid
            left = max(left, 1 - worth) if stands >= _WHOLE else left
            cut += _LOST <= stands < _WHOLE
            held += stands
        dropped += held < _LOST * len(parts)
    fresh = [word for edit in edits for word in _WORD.findall(edit.replacement)]
    gone = sum(len(_WORD.findall(edit.text)) for edit in edits)
    words = len(_WORD.findall(text.original))
    return {
        "kept": kept / max(due, 1e-6),
        "lost": lost,
        "unsaid": unsaid,
        "left": left,
        "agree": _agreement(text, fates, standing),
        "cut": min(cut, 3),
        "dropped": dropped / max(1, len(text.sentences)),
        "new": len(fresh) / max(1, words - gone + len(fresh)),
        "stand_in": float(any(_STAND_IN.search(edit.replacement) for edit in edits)),
        "length": math.log(max(1, words - gone + len(fresh))),
        "risk": risk,
        "likely": likely.told,
        "gain": likely.gained,
        **_of_the_rewrite(again),
    }


def _agreement(text: Text, fates: Fates, standing: Sequence[float]) -> float:
    """Return the mean logarithm of how likely each telling word fares as it did."""
    total, count = 0.0, 0
    for word in fates.words:
        start, end = text.to_original(word.start, word.end)
        if not word.telling or start >= end:
            continue
        stands = (standing[end] - standing[start]) / (end - start)
        keep = min(max(word.keep, 0.02), 0.98)
        total += stands * math.log(keep) + (1 - stands) * math.log(1 - keep)
        count += 1
    return total / max(1, count)


def _of_the_rewrite(again: Seen) -> dict[str, float]:
    words, fates = again.text.clean, fates_in(again)
    sentences = again.text.sentences
    telling = [fates.keep(s.start, s.end) if fates else 1.0 for s in sentences]
    sizes = [len(_WORD.findall(words, s.start, s.end)) for s in sentences]
    told = sum(p * size for p, size in zip(telling, sizes, strict=True))
    complains = any(hit.kind is Kind.COMPLAINT for hit in again.evidence.hits)
    return {
        "stump": 1 - min(telling, default=0.0),
        "told": math.log1p(told),
        "complaint": float(complains),
        "after": again.judgement.risk,
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

"""What can be told of a rewrite beside its draft, for whoever says whether it is worth posting."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

from app.modelstore import Fates, Likelihood
from app.results import Edit, Kind
from app.rewriting.asked import changes
from app.rewriting.fault import DOUBTED, Fault
from app.rewriting.seen import Seen, fates_in
from app.rewriting.segments import segments_of
from app.text.text import Text

_WORD = re.compile(r"[\w'’@#$€£]+")
_STAND_IN = re.compile(r"have not had a good experience")
_USUAL, _LEAST = Likelihood(-0.3, -2.2), -1.2
"""A likelihood that is not known counts as the first; no mean counts as less than the second."""
_LOST = 0.35
"""Share of a clause that stands, below which it is lost."""


@dataclass(frozen=True)
class Likelihoods:
    """How likely the decoder says a draft as a version, and as it is; None where it cannot tell."""

    version: Likelihood | None = None
    as_it_is: Likelihood | None = None

    @property
    def told(self) -> float:
        return max((self.version or _USUAL).mean, _LEAST)

    @property
    def gained(self) -> float:
        return 0.0 if self.as_it_is is None else self.told - max(self.as_it_is.mean, _LEAST)

    @property
    def worst(self) -> float:
        return (self.version or _USUAL).worst


def measures(
    text: Text,
    edits: Sequence[Edit],
    fates: Fates,
    risk: float,
    again: Seen,
    said: bool,
    trusted: Set[str] = frozenset(),
    likely: Likelihoods = Likelihoods(),
    faults: Set[Fault] = frozenset(),
) -> dict[str, float]:
    """Return what can be told of a rewrite from its edits and from the rewritten text, by name.

    `kept`: share of what is worth keeping that stands as it was; `unsaid`: how telling the most
    telling clause is that went, where saying it in other words counts, too; `dropped`: share of
    sentences that went; `new`: share of words that the draft does not have; `size`: of the rewrite,
    as the logarithm of its words; `share`: of the draft's length that it has; `risk`: the draft's;
    `likely`: how likely the decoder says it so, per piece, as a logarithm, `worst`: the same of its
    least likely pieces, and `gain`: how much likelier than that it leaves the draft as it is.
    Of the rewritten text: `told`: how much it tells in all; `complaint`: whether it still complains
    of something; `stand_in`: whether it says of something no more than that it was not good;
    `after`: its risk; `heat`: how hot it is, and where it is not at all the point may have gone.

    `said`: by the decoder, and not by rules and cuts; each of `faults` counts too. What a rule says
    in other words stands: `trusted` are the reasons that rules give.
    """
    recast = [e for e in edits if e.why in trusted and e.replacement and not said]
    edits = [*_said_anew([e for e in edits if e not in recast])]
    standing = _standing(text.original, edits)
    due = kept = unsaid = 0.0
    dropped = 0
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
            unsaid = max(unsaid, told) if stands < _LOST else unsaid
            held += stands
        dropped += held < _LOST * len(parts)
    fresh = [word for edit in edits for word in _WORD.findall(edit.replacement)]
    gone = sum(len(_WORD.findall(edit.text)) for edit in edits)
    words = len(_WORD.findall(text.original))
    return {
        "kept": kept / max(due, 1e-6),
        "unsaid": unsaid,
        "dropped": dropped / max(1, len(text.sentences)),
        "new": len(fresh) / max(1, words - gone + len(fresh)),
        "size": math.log(max(1, words - gone + len(fresh))),
        "share": len(again.text.clean) / max(1, len(text.original)),
        "risk": risk,
        "likely": likely.told,
        "worst": likely.worst,
        "gain": likely.gained,
        "said": float(said),
        **{fault.value: float(fault in faults) for fault in DOUBTED},
        **_of_the_rewrite(again),
    }


def _of_the_rewrite(again: Seen) -> dict[str, float]:
    words, fates = again.text.clean, fates_in(again)
    sentences = again.text.sentences
    telling = [fates.keep(s.start, s.end) if fates else 1.0 for s in sentences]
    sizes = [len(_WORD.findall(words, s.start, s.end)) for s in sentences]
    told = sum(p * size for p, size in zip(telling, sizes, strict=True))
    complains = any(hit.kind is Kind.COMPLAINT for hit in again.evidence.hits)
    return {
        "told": math.log1p(told),
        "complaint": float(complains),
        "stand_in": float(_STAND_IN.search(words) is not None),
        "after": again.judgement.risk,
        "heat": again.judgement.heat,
    }


def new_in(draft: Text, version: Text) -> list[tuple[int, int]]:
    """Return the ranges of `version` that `draft` lacks; empty ones where something went."""
    found, shift = [], 0
    for start, end, new in changes(draft.clean, version.clean):
        found.append((start + shift, start + shift + len(new)))
        shift += len(new) - (end - start)
    return found


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

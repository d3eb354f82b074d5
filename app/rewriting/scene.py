"""What a rewrite works on: words, sentences, heat and names of one state of the draft.

The first round sees the checker's own evidence, on cleaned text; later rounds see the report on the
draft as rewritten so far. `Scene.place` leads from the words to the positions of that draft.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from app.mentions.found import FoundMention
from app.modelstore import Fates
from app.results import GrievanceKind, Kind, MentionKind, Report, Severity, Verdict
from app.rewriting.segments import segments_of
from app.scoring.evidence import Evidence
from app.text.text import Range, Text, ZoneKind

COLD = frozenset({Kind.COMPLAINT, Kind.SHOUTING, Kind.LEAK})
"""What is no attack by its wording: it may stand in a post that is fit to be read."""

IDLE = 0.3
"""A clause whose words are less likely kept than so tells nothing."""
FIRMS = frozenset({MentionKind.COMPANY, MentionKind.HANDLE})
"""How a firm is named."""
ABUSE = frozenset({Kind.INSULT, Kind.PROFANITY})
_QUOTED = re.compile(r'"[^"\n]{3,300}"|`[^`\n]{1,300}`|(?m:^>.*$)|https?://\S+')
_HASHTAG = re.compile(r"#\w+")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "´": "'", "`": "'"})


class SentenceView(Protocol):
    @property
    def verdict(self) -> Verdict: ...
    @property
    def risk(self) -> float: ...


class JudgementView(Protocol):
    """What the rewriter reads of the verdict room's judgement; sentences as in `Text.sentences`."""

    @property
    def risk(self) -> float: ...
    @property
    def heat(self) -> float: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def sentences(self) -> Sequence[SentenceView]: ...


@dataclass(frozen=True, slots=True)
class Passage(Range):
    """One sentence; `burning` where it has a part in the verdict."""

    verdict: Verdict
    risk: float
    burning: bool


@dataclass(frozen=True, slots=True)
class Harsh(Range):
    """Words that count against the draft."""

    kind: Kind
    severity: Severity
    why: str = ""


@dataclass(frozen=True, slots=True)
class Name(Range):
    """Somebody or something the draft speaks of."""

    kind: MentionKind
    ours: bool


@dataclass(frozen=True)
class Scene:
    words: str
    passages: tuple[Passage, ...]
    harsh: tuple[Harsh, ...]
    names: tuple[Name, ...]
    protected: tuple[Range, ...]
    hashtags: tuple[Range, ...] = ()
    grievance: GrievanceKind | None = None
    grave: tuple[str, ...] = ()
    text: Text | None = None
    fates: Fates | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the draft that `words[start:end]` stands for; may be empty."""
        if self.text is None:
            return start, end
        if start < end:
            return self.text.to_original(start, end)
        at = self.text.starts[start] if start < len(self.words) else len(self.text.original)
        return at, at

    def passage_at(self, position: int) -> Passage | None:
        held = [p for p in self.passages if p.start <= position]
        return held[-1] if held else None

    def is_grave_in(self, text: str) -> bool:
        """Say whether the words by which the draft raises its grievance all stand in `text`."""
        said = text.lower()
        return bool(self.grave) and all(words.lower() in said for words in self.grave)

    @cached_property
    def hot(self) -> tuple[Harsh, ...]:
        """The harsh words that are an attack by their wording."""
        return tuple(each for each in self.harsh if each.kind not in COLD)

    @cached_property
    def idle(self) -> tuple[Range, ...]:
        """The clauses that tell nothing: a careful editor would hardly keep them."""
        if self.fates is None:
            return ()
        parts = (part for p in self.passages for part in segments_of(self.words, p))
        return tuple(p for p in parts if self.fates.keep(p.start, p.end) < IDLE)

    def is_protected(self, start: int, end: int) -> bool:
        """Say whether a change would cut into quoted or spared words; a whole quote may go."""
        ordered, reach = self._by_start
        first = bisect_right(reach, start)
        last = bisect_left(ordered, end, key=lambda each: each.start)
        return any(
            each.overlaps(start, end) and not (start < each.start and each.end < end)
            for each in ordered[first:last]
        )

    @cached_property
    def _by_start(self) -> tuple[list[Range], list[int]]:
        """`protected` by start, and how far those up to each one reach."""
        ordered = sorted(self.protected, key=lambda each: each.start)
        return ordered, [*accumulate((each.end for each in ordered), max)]


def scene_of_evidence(
    text: Text,
    mentions: Sequence[FoundMention],
    evidence: Evidence,
    judgement: JudgementView,
    fates: Fates | None = None,
) -> Scene:
    """Return the scene of the first round."""
    harsh = tuple(Harsh(h.start, h.end, h.kind, h.severity) for h in evidence.hits)
    views = list(judgement.sentences)
    whole = len(views) == len(text.sentences)
    passages = tuple(
        _passage(
            Range(sentence.start, sentence.end),
            views[index].verdict if whole else judgement.verdict,
            views[index].risk if whole else judgement.risk,
            harsh,
        )
        for index, sentence in enumerate(text.sentences)
    )
    quotes = [
        zone
        for zone in text.zones_of(ZoneKind.QUOTE, ZoneKind.CODE, ZoneKind.URL)
        if zone.end - zone.start > 3 and not _hit_inside(zone, harsh)
    ]
    spared = [Range(s.start, s.end) for s in evidence.spared]
    names = tuple(
        Name(m.start, m.end, m.kind, m.company_side)
        for m in mentions
        if _is_whole(text.clean, m.start, m.end)
    )
    best = max(evidence.grievances, key=lambda g: g.confidence, default=None)
    return Scene(
        words=text.clean,
        passages=passages,
        harsh=harsh,
        names=names,
        protected=(*quotes, *spared),
        hashtags=tuple(Range(z.start, z.end) for z in text.zones_of(ZoneKind.HASHTAG)),
        grievance=best.kind if best else None,
        grave=tuple(
            text.clean[g.start : g.end]
            for g in evidence.grievances
            if not any(h.kind in ABUSE and h.holds(g.start, g.end) for h in harsh)
        ),
        text=text,
        fates=fates,
    )


def scene_of_report(
    draft: str, report: Report, grave: tuple[str, ...] = (), fates: Fates | None = None
) -> Scene:
    """Return the scene of a later round, on the draft as it stands.

    `grave` are the words by which the draft raised a grievance: they stay.
    """
    harsh = tuple(Harsh(f.start, f.end, f.kind, f.severity) for f in report.findings)
    words = draft.translate(_STRAIGHT)
    quotes = [
        Range(*m.span())
        for m in _QUOTED.finditer(words)
        if not _hit_inside(Range(*m.span()), harsh)
    ]
    return Scene(
        words=words,
        passages=tuple(
            _passage(Range(s.start, s.end), s.verdict, s.risk, harsh) for s in report.sentences
        ),
        harsh=harsh,
        names=tuple(Name(m.start, m.end, m.kind, True) for m in report.mentions),
        protected=(*quotes, *(Range(s.start, s.end) for s in report.spared)),
        hashtags=tuple(Range(*m.span()) for m in _HASHTAG.finditer(words)),
        grievance=report.grievance.kind,
        grave=grave,
        fates=fates,
    )


def _passage(where: Range, verdict: Verdict, risk: float, harsh: Sequence[Harsh]) -> Passage:
    burning = verdict is Verdict.WARN or any(
        each.kind not in COLD and each.overlaps(where.start, where.end) for each in harsh
    )
    return Passage(where.start, where.end, verdict, risk, burning)


def _is_whole(words: str, start: int, end: int) -> bool:
    """Say whether `words[start:end]` cuts no word in two."""
    before, after = words[max(start - 1, 0) : start + 1], words[end - 1 : end + 1]
    return not any(len(pair) == 2 and pair.isalpha() for pair in (before, after))


def _hit_inside(where: Range, harsh: Sequence[Harsh]) -> bool:
    return any(where.holds(each.start, each.end) for each in harsh)

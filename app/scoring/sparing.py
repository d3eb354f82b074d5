"""Why harsh words may not count: negated, asked, supposed, quoted, meant kindly, about oneself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.results import Kind
from app.rulebook import Rulebook
from app.rulebook.patterns import PatternSet, expand
from app.rulebook.reasons import Cue, Reason
from app.scoring.scene import Scene
from app.text.text import Range, Zone, ZoneKind

PLACES = ("before", "after", "phrase", "sentence", "near", "apart")
_REACH = 160
_AROUND = 40
_SCARE = 26
"""Quoted words no longer than this, said by nobody, are scare quotes: the author's own mockery."""

_SPEECH = re.compile(
    r"\b(?:said|says?|saying|told|tells?|telling|asked|wrote|writes?|written|called|calls?|calling|"
    r"shouted|shouts|yelled|screamed|posted|commented|replied|claims?|claimed|headlines?|titled?|"
    r"comments?|reviews?|emails?|messages?|texts?|texted|notes?|signs?|names?|named|song|lyrics?|"
    r"quote|quotes|quoted|heard|read|reads|saw|thinks?|thought|described|put it|went|like|labelled|"
    r"labeled|words?|phrase|line|post|article|caption|subject|report|rumou?rs?|people say)\b",
    re.IGNORECASE,
)
_ENDORSED = re.compile(
    r"\b(?:(?:he|she|they|it|who|and)(?:'s| is| are|'re| was| were) "
    r"(?:so |absolutely |totally |damn |dead |completely |100 ?% |100 percent )?"
    r"(?:right|correct|spot on|not wrong)|could(?:n't| not) agree more|"
    r"(?:i|we) (?:fully |totally |completely |could only )?agree|nailed it|spot on|so true|"
    r"exactly (?:this|that|right)|too right|hit the nail|and it(?:'s| is) true|"
    r"(?:was|is) being kind|(?:is|was) (?:an understatement|generous|too kind)|"
    r"putting it (?:mildly|nicely|kindly)|took the words|for once (?:he|she|they|i)|checks out|"
    r"no lies? (?:told|detected)|every word (?:is |was )?true|proved? (?:him|her|them|it) right|"
    r"i stand by|said what)\b",
    re.IGNORECASE,
)


_OWN_SPEECH = re.compile(
    r"\b(?:i|we)(?:'d| would| just| only| then)? (?:said|say|told (?:him|her|them|hr)|wrote|"
    r"replied|answered|call it|call them|call that|meant)[\s,:]*[\"']*$",
    re.IGNORECASE,
)


class Sparer:
    """Finds the reason, if any, why some words do not count, whomever they are about."""

    def __init__(self, book: Rulebook) -> None:
        reasons = book.spared.reasons if book.spared is not None else ()
        self.reasons = {reason.id: reason for reason in reasons}
        invented = [r"^\W*(?:the )?{{fictional}}\W*$"] if "fictional" in book.words else []
        self._invented = PatternSet.of(invented, book.words)
        self._cues = [(reason, cue) for reason in reasons for cue in reason.cues]
        self._sets: dict[str, PatternSet] = {}
        self._owners: dict[str, list[int]] = {}
        for place in PLACES:
            owners = [n for n, (_, cue) in enumerate(self._cues) if getattr(cue, place)]
            self._owners[place] = owners
            self._sets[place] = PatternSet(
                [_anchored(place, self._cues[n][1], book.words) for n in owners]
            )

    def reason(self, scene: Scene, words: Range, kind: Kind) -> Reason | None:
        """Return why `words` do not count, or None where they do."""
        return self._quoted(scene, words) or next(self._told(scene, words, kind), None)

    def topic(self, scene: Scene, words: Range, kind: Kind) -> Reason | None:
        """Return the reason of topic for which `words`, a sentence perhaps, do not count."""
        return next((each for each in self._told(scene, words, kind) if each.topic), None)

    def is_invented(self, name: str) -> bool:
        """Say whether a name is that of a firm or a boss in a story."""
        return bool(self._invented.matching(name))

    def _told(self, scene: Scene, words: Range, kind: Kind) -> Iterator[Reason]:
        """Yield the reasons whose cues stand around `words`, in the order of the rulebook."""
        if not self._cues:
            return
        found = {place: self._matching(place, scene, words) for place in PLACES}
        for number, (reason, cue) in enumerate(self._cues):
            if reason.kinds and kind not in reason.kinds:
                continue
            if number in found["apart"]:
                continue
            places = (place for place in PLACES[:-1] if getattr(cue, place) is not None)
            if not all(number in found[place] for place in places):
                continue
            if not (reason.topic and number in self._matching("apart", scene, words, "near")):
                yield reason

    def _matching(
        self, place: str, scene: Scene, words: Range, view: str | None = None
    ) -> frozenset[int]:
        """Return the numbers of the cues whose `place` matches around `words`, or in a `view`."""
        text, offset = _view(view or place, scene, words)
        owners, patterns = self._owners[place], self._sets[place]
        if place != "phrase":
            return frozenset(owners[index] for index in patterns.matching(text))
        return frozenset(
            owners[match.index]
            for match in patterns.finditer(text)
            if match.start < words.end - offset and words.start - offset < match.end
        )

    def _quoted(self, scene: Scene, words: Range) -> Reason | None:
        for zone in scene.text.zones_of(ZoneKind.CODE, ZoneKind.QUOTE):
            if zone.start > words.start:
                break
            if not zone.holds(words.start, words.end):
                continue
            if zone.kind is ZoneKind.CODE:
                return self.reasons.get("code")
            if not self._own(scene, zone):
                return self.reasons.get("quoted")
        return None

    def _own(self, scene: Scene, zone: Zone) -> bool:
        """Whether the author means quoted words: scare quotes, or speech that is agreed with."""
        clean = scene.text.clean
        home = scene.sentence_index(zone.start)
        before = clean[max(scene.sentences[home].start, zone.start - 60) : zone.start]
        after = clean[zone.end : zone.end + 120]
        if _ENDORSED.search(after) or _OWN_SPEECH.search(before):
            return True
        short = zone.end - zone.start <= _SCARE
        return short and not _SPEECH.search(before) and not _SPEECH.search(after[:30])


def _anchored(place: str, cue: Cue, words: Mapping[str, tuple[str, ...]]) -> str:
    pattern = expand(getattr(cue, place), words)
    if place == "before":
        return rf"(?:{pattern})[\s\"'*_(#-]*$"
    if place == "after":
        return rf"^(?:{pattern})"
    return pattern


def _view(place: str, scene: Scene, words: Range) -> tuple[str, int]:
    """Return the text that a place looks at, and where in the post it starts."""
    clean, home = scene.text.clean, scene.sentence_index(words.start)
    start, end = scene.sentences[home].start, scene.sentences[home].end
    if place == "before":
        low = max(start, words.start - _REACH)
        return clean[low : words.start], low
    if place == "after":
        return clean[words.end : min(max(end, words.end), words.end + _REACH)], words.end
    if place == "phrase":
        low = max(0, words.start - _AROUND)
        return clean[low : words.end + _AROUND], low
    if place == "near":
        low = scene.sentences[max(0, home - 1)].start
        high = scene.sentences[min(len(scene.sentences) - 1, home + 1)].end
        return clean[max(low, words.start - 3 * _REACH) : min(high, words.end + 3 * _REACH)], 0
    return clean[max(start, words.start - 2 * _REACH) : min(end, words.end + 2 * _REACH)], 0


def explain(reason: Reason, words: str, about: str) -> str:
    """Return the sentence that tells the author why `words` do not count."""
    return reason.why.replace("{words}", words).replace("{about}", about)

"""Handles and hashtags, and whether they stand on a company's side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.mentions.found import FoundMention
from app.mentions.gazetteer import Gazetteer
from app.mentions.lists import Lists
from app.mentions.ownlist import OwnList
from app.results import MentionKind
from app.text.text import Text, Zone, ZoneKind

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_OFFICIAL = re.compile(
    r"help|care|support|assist|careers|jobs|talent|recruit|hire|hiring|hr$|hq$|official_?(?:uk|us)"
    r"|customer|service|bank|_?(?:uk|us|ng|in|sg|ke|za|au|ie|de|global|group|inc|ltd|app|co)$"
    r"|air(?:line|ways)?|mobile|tel|gym|shop|store|hotel|rail|bus|energy|power|water|foods?|media"
    r"|studio|agency|parcel|delivery|homes|health|insur|claims|fit|tech|labs?|cosmetics|boutique",
    re.IGNORECASE,
)
_FRIENDLY = re.compile(
    r"\b(?:friend|mate|bestie|sister|sis|brother|bro|cousin|mum|mom|dad|wife|husband|buddy|twin|girl"
    r"|with|miss|love you|happy birthday|haha|lol|congrat\w*|cc|tag|via|rt|photo by)[ ,:]*$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"([A-Za-z0-9-]{2,40})\.(?:com|io|ai|co|app|net|co\.uk|ie|ph)")
_CASHTAG = re.compile(r"(?<![\w$])\$(?!USD|CAD|AUD|NZD|SGD|HKD)([A-Z]{1,5})(?![\w$])")
_LEAST_NAME = 4


class TagReader:
    """Finds handles and hashtags; pure, so one reader serves all texts."""

    def __init__(self, lists: Lists, gazetteer: Gazetteer) -> None:
        self._lists = lists
        self._gazetteer = gazetteer
        tags = {tag.replace("_", "").replace(" ", "") for tag in lists.employer_tags}
        self._employer_tag = re.compile("|".join(sorted(map(re.escape, tags)))) if tags else None

    def read(self, text: Text, own: OwnList) -> Iterator[FoundMention]:
        """Yield every handle and hashtag of `text`, in order of kind and position."""
        masked = {(z.start, z.end) for z in text.zones_of(ZoneKind.MASKED)}
        for zone in text.zones_of(ZoneKind.HANDLE):
            if (zone.start, zone.end) not in masked:
                yield self._handle(text, zone, own)
        for zone in text.zones_of(ZoneKind.HASHTAG):
            yield self._hashtag(text, zone, own)

    def addresses(self, text: Text) -> Iterator[FoundMention]:
        """Yield web addresses that are written as a company's name: "Booking.com"."""
        for zone in text.zones_of(ZoneKind.URL):
            written = text.clean[zone.start : zone.end]
            match = _DOMAIN.fullmatch(written)
            if match is None:
                continue
            known = self._gazetteer.lookup(written) or self._gazetteer.lookup(match.group(1))
            if known or written[0].isupper():
                name = known.name if known else None
                yield FoundMention(
                    zone.start, zone.end, MentionKind.COMPANY, name=name, confidence=0.8
                )

    def cashtags(self, text: Text) -> Iterator[FoundMention]:
        """Yield tickers behind a dollar sign: "$TSLA"; sums of money are none."""
        if "$" not in text.clean:
            return
        for match in _CASHTAG.finditer(text.clean):
            known = self._gazetteer.lookup(match.group(1))
            name = known.name if known else None
            yield FoundMention(*match.span(), MentionKind.COMPANY, name=name, confidence=0.8)

    def _handle(self, text: Text, zone: Zone, own: OwnList) -> FoundMention:
        written = text.clean[zone.start : zone.end].lstrip("@")
        employer = own.handle(written)
        name = employer.name if employer else self._company(written)
        side = employer is not None or name is not None or self._official(text, zone, written)
        return FoundMention(
            zone.start,
            zone.end,
            MentionKind.HANDLE,
            name=name,
            relation=employer.relation if employer else None,
            confidence=0.99 if name else 0.9,
            company_side=side,
        )

    def _company(self, handle: str) -> str | None:
        name = self._gazetteer.handle(handle)
        if name is None and (known := self._gazetteer.lookup(handle.replace("_", " "))):
            name = known.name
        return name

    def _official(self, text: Text, zone: Zone, written: str) -> bool:
        """Return whether a handle unknown to us looks like a company's and not like a friend's."""
        if _OFFICIAL.search(written):
            return True
        pieces = [p.lower() for p in _PIECE.findall(written)]
        if any(piece in self._lists.company_nouns for piece in pieces):
            return True
        if "." in written or self._personal(written, pieces):
            return False
        return not _FRIENDLY.search(text.clean[max(0, zone.start - 24) : zone.start])

    def _personal(self, written: str, pieces: list[str]) -> bool:
        first = pieces[0] if pieces else ""
        named = len(first) >= _LEAST_NAME - 1 and first in self._lists.first_names
        return named and len(written) > len(first)

    def _hashtag(self, text: Text, zone: Zone, own: OwnList) -> FoundMention:
        tag = text.clean[zone.start : zone.end].lstrip("#")
        joined = re.sub(r"[^a-z0-9&]", "", tag.lower())
        employer = own.inside(joined)
        known = None if employer else self._gazetteer.lookup(tag)
        name = employer.name if employer else known.name if known else None
        about_work = self._employer_tag is not None and self._employer_tag.search(joined)
        return FoundMention(
            zone.start,
            zone.end,
            MentionKind.HASHTAG,
            name=name,
            relation=employer.relation if employer else None,
            confidence=0.9,
            company_side=name is not None or bool(about_work),
        )

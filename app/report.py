"""Clean-text ranges -> the public Report, in code points of the draft as it was sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version

from app.errors import DraftTooLong, InvalidDraft, RulebookError
from app.mentions import FoundMention
from app.results import (
    MAX_CHARACTERS,
    Finding,
    Grievance,
    Language,
    Mention,
    MentionKind,
    Notice,
    Options,
    PlatformNote,
    Report,
    Sentence,
    Sentiment,
    Spared,
    Target,
    Verdict,
    Versions,
)
from app.rulebook import Rulebook
from app.rulebook.platforms import counted_length
from app.scoring.evidence import Evidence, Hit, SparedHit
from app.text import Text
from app.text.language import LanguageGuess, LanguageGuesser
from app.verdict import Judgement

UNSUPPORTED_NOTICE = "language-unsupported"


def _round(share: float) -> float:
    return round(min(max(share, 0.0), 1.0), 3)


class Reporter:
    """Validates what comes in and words what goes out."""

    def __init__(self, book: Rulebook, model: str | None) -> None:
        self._book = book
        self._languages = LanguageGuesser(book.languages)
        self._notices = {notice.id: notice for notice in book.notices}
        if UNSUPPORTED_NOTICE not in self._notices:
            raise RulebookError(f"notices/ lacks {UNSUPPORTED_NOTICE}.yaml")
        self.versions = Versions(app=_own_version(), rules=book.version, model=model)

    def validate(self, draft: str, options: Options) -> None:
        """Raise InvalidDraft or DraftTooLong where the request cannot be answered."""
        if len(draft) > MAX_CHARACTERS:
            raise DraftTooLong(len(draft), MAX_CHARACTERS)
        if not draft.strip():
            raise InvalidDraft("The draft is empty. Write or paste something first.")
        if options.platform is not None and self._book.platform(options.platform) is None:
            known = ", ".join(p.id for p in self._book.platforms)
            raise InvalidDraft(f"Unknown platform; it is one of {known}.", "/platform")

    def wants_rewrite(self, judgement: Judgement) -> bool:
        return judgement.verdict is not Verdict.CLEAR

    def report(
        self,
        text: Text,
        mentions: Sequence[FoundMention],
        evidence: Evidence,
        judgement: Judgement,
        options: Options,
    ) -> Report:
        """Return the report without rewrites."""
        language = self._languages.guess(text)
        return Report(
            verdict=judgement.verdict,
            risk=_round(judgement.risk),
            heat=_round(judgement.heat),
            target=Target(kind=judgement.target, confidence=_round(judgement.target_confidence)),
            grievance=Grievance(
                kind=judgement.grievance, confidence=_round(judgement.grievance_confidence)
            ),
            summary=self._summary(judgement, language),
            mentions=tuple(_mention(text, m) for m in mentions),
            findings=_told_once(_finding(text, h) for h in judgement.hits),
            spared=() if judgement.supportive else tuple(_spared(text, s) for s in evidence.spared),
            sentences=_sentences(text, judgement),
            sentiment=Sentiment(
                compound=evidence.mood.compound,
                negative=_round(evidence.mood.negative),
                neutral=_round(evidence.mood.neutral),
                positive=_round(evidence.mood.positive),
            ),
            rewrites=(),
            rewrite_refused=None,
            notices=self._notice_texts(judgement, language),
            platform=self._platform(text.original, options),
            language=Language(code=language.code, supported=language.supported),
            versions=self.versions,
        )

    def _summary(self, judgement: Judgement, language: LanguageGuess) -> str:
        if language.supported or judgement.supportive or judgement.verdict is Verdict.WARN:
            return judgement.summary
        return self._book.summaries["unsupported"]

    def _notice_texts(self, judgement: Judgement, language: LanguageGuess) -> tuple[Notice, ...]:
        wanted = list(judgement.notices)
        speak = not (language.supported or judgement.supportive)
        if speak and UNSUPPORTED_NOTICE not in wanted:
            wanted.insert(0, UNSUPPORTED_NOTICE)
        return tuple(self.notice(ident) for ident in wanted)

    def notice(self, ident: str) -> Notice:
        """Return the notice `ident` in the rulebook's words; raises KeyError without one."""
        told = self._notices[ident]
        return Notice(id=ident, title=told.title, text=told.text)

    def _platform(self, draft: str, options: Options) -> PlatformNote | None:
        platform = self._book.platform(options.platform) if options.platform else None
        if platform is None:
            return None
        return PlatformNote(
            id=platform.id,
            limit=platform.limit,
            length=counted_length(platform, draft),
            audience=platform.audience,
        )


def _own_version() -> str:
    try:
        return version("unburnt")
    except PackageNotFoundError:
        return "0"


def _mention(text: Text, mention: FoundMention) -> Mention:
    start, end = text.to_original(mention.start, mention.end)
    return Mention(
        start=start,
        end=end,
        text=text.original[start:end],
        kind=mention.kind,
        name=mention.name or _plain_name(text, mention),
        relation=mention.relation,
        confidence=_round(mention.confidence),
    )


def _plain_name(text: Text, mention: FoundMention) -> str | None:
    """Return the name of a company nobody told us about: as it stands, once unmasked."""
    if mention.kind is not MentionKind.COMPANY:
        return None
    return " ".join(text.clean[mention.start : mention.end].split())


def _told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, but one alone where several say the same of the same words."""
    told: dict[tuple[int, int, str], Finding] = {}
    for finding in findings:
        told.setdefault((finding.start, finding.end, finding.why), finding)
    return tuple(told.values())


def _finding(text: Text, hit: Hit) -> Finding:
    start, end = text.to_original(hit.start, hit.end)
    return Finding(
        start=start,
        end=end,
        rule=hit.rule,
        kind=hit.kind,
        severity=hit.severity,
        text=text.original[start:end],
        why=hit.why,
        advice=hit.advice,
        source=hit.source,
        confidence=_round(hit.confidence),
    )


def _spared(text: Text, spared: SparedHit) -> Spared:
    start, end = text.to_original(spared.start, spared.end)
    return Spared(start=start, end=end, text=text.original[start:end], why=spared.why)


def _sentences(text: Text, judgement: Judgement) -> tuple[Sentence, ...]:
    sentences = []
    for sentence in judgement.sentences:
        start, end = text.to_original(sentence.start, sentence.end)
        sentences.append(
            Sentence(
                start=start,
                end=end,
                verdict=sentence.verdict,
                risk=_round(sentence.risk),
                sentiment=sentence.sentiment,
            )
        )
    return tuple(sentences)

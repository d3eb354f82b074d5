"""A checker that knows a dozen phrases: enough to see the web shell work, and quick to start."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from app.errors import Abandoned, InvalidDraft
from app.results import (
    Edit,
    Employer,
    Facts,
    Finding,
    Grievance,
    GrievanceKind,
    Kind,
    Language,
    Mention,
    MentionKind,
    Notice,
    Options,
    PlatformNote,
    Refusal,
    Report,
    Rewrite,
    Sentence,
    Sentiment,
    Severity,
    Source,
    Spared,
    Style,
    Target,
    TargetKind,
    Verdict,
    Versions,
)
from app.rulebook import Rulebook
from app.rulebook.schema import Examples, NoticeFile, Platform, ToneFile, ToneRule

VERSIONS = Versions(app="0.1.0", rules="2026.11", model=None)


@dataclass(frozen=True)
class Phrase:
    rule: str
    kind: Kind
    severity: Severity
    pattern: str
    instead: str
    why: str
    advice: str


PHRASES = (
    Phrase(
        "insult.clown",
        Kind.INSULT,
        Severity.HIGH,
        r"what a bunch of clowns",
        "I was disappointed",
        "“{match}” calls the people there names, and that is what readers will remember.",
        "Say what happened; readers will draw the conclusion themselves.",
    ),
    Phrase(
        "boycott.avoid",
        Kind.BOYCOTT,
        Severity.HIGH,
        r",? ?avoid them at all costs",
        "",
        "Telling others to stay away reads as a campaign, not as an experience.",
        "Leave the decision to your readers.",
    ),
    Phrase(
        "shouting.marks",
        Kind.SHOUTING,
        Severity.LOW,
        r"!!+",
        ".",
        "A row of exclamation marks reads as shouting.",
        "One full stop is enough.",
    ),
    Phrase(
        "accusation.liars",
        Kind.ACCUSATION,
        Severity.MEDIUM,
        r"they lied to me",
        "what I was told did not match what I saw",
        "An accusation of lying is hard to prove and easy to quote.",
        "Say what you were told, and what happened instead.",
    ),
    Phrase(
        "complaint.disappointing",
        Kind.COMPLAINT,
        Severity.LOW,
        r"the silence was disappointing",
        "I did not hear back",
        "This is a measured complaint, but still one in public.",
        "Ask yourself whether a private message would do more.",
    ),
)


def rulebook() -> Rulebook:
    examples = Examples(
        flags=("What a [[bunch of clowns]]!",), allows=("We saw clowns.", "A circus came.")
    )
    return Rulebook(
        version="2026.11",
        words={},
        tone=tuple(
            ToneFile(
                kind=phrase.kind,
                rules=(
                    ToneRule(
                        id=phrase.rule,
                        since="2026.11",
                        severity=phrase.severity,
                        any_of=(phrase.pattern,),
                        why=phrase.why,
                        advice=phrase.advice,
                        examples=examples,
                    ),
                ),
            )
            for phrase in PHRASES
        ),
        platforms=tuple(
            Platform(
                id=ident,
                name=name,
                limit=limit,
                audience=audience,
                source="the platform's help pages",
                example="Hello",
                example_length=5,
            )
            for ident, name, limit, audience in (
                ("linkedin", "LinkedIn", 3000, "Recruiters, colleagues and future managers."),
                ("x", "X", 280, "Anyone, also without an account."),
                ("other", "Somewhere else", None, "Possibly anyone."),
            )
        ),
        notices=_notice_files(),
        **_nothing_else(),
    )


def _notice_files() -> tuple[NoticeFile, ...]:
    examples = Examples(flags=("All is [[hopeless]].",), allows=("I hope.", "Nothing."))
    support = "You are not alone. Please talk to somebody you trust."
    return (
        NoticeFile(id="despair", title="You matter", text=support, alone=True, examples=examples),
    )


def _nothing_else() -> dict[str, tuple[()]]:
    given = {"version", "words", "tone", "platforms", "notices", "model"}
    return {name: () for name in Rulebook.__dataclass_fields__ if name not in given}


class FakeChecker:
    """Answers as the real one does; `hold` keeps drafts that say "slow" waiting."""

    def __init__(self) -> None:
        self.rulebook = rulebook()
        self.versions = VERSIONS
        self.figures = None
        self.chat = None
        self.hold = threading.Event()
        self.entered = threading.Event()
        self.seen: list[tuple[str, Options]] = []
        self.stopped: list[str] = []
        self.given_up: Callable[[], bool] = lambda: False

    def watched(self, _: object) -> FakeChecker:
        return self  # it has no stages

    def unless(self, given_up: Callable[[], bool]) -> FakeChecker:
        twin = copy(self)
        twin.given_up = given_up
        return twin

    def check(self, draft: str, options: Options | None = None) -> Report:
        options = options or Options()
        return self.rewrite(draft, options, options.rewrite, 1)

    def rewrite(
        self, draft: str, options: Options, styles: tuple[Style, ...], count: int
    ) -> Report:
        self.seen.append((draft, options))
        if "crash" in draft:
            raise RuntimeError(f"a bug, with the draft in its message: {draft}")
        if "unusable" in draft:
            raise InvalidDraft("This draft cannot be used.")
        if "slow" in draft:
            self.entered.set()
            self.hold.wait(20)
        if self.given_up():
            self.stopped.append(draft)
            raise Abandoned
        return _report(draft, options, styles, count)


def _report(draft: str, options: Options, styles: tuple[Style, ...], count: int) -> Report:
    kept = {(item.rule, item.text.lower()) for item in options.ignored}
    matches = [
        (phrase, match)
        for phrase in PHRASES
        if phrase.rule not in options.disabled_rules
        for match in re.finditer(phrase.pattern, draft, re.I)
        if (phrase.rule, match[0].lower()) not in kept
    ]
    foreign = "bonjour" in draft.lower()
    gravest = max(
        (("low", "medium", "high").index(p.severity.value) for p, _ in matches), default=-1
    )
    verdict = (Verdict.CLEAR, Verdict.CAUTION, Verdict.WARN, Verdict.WARN)[gravest + 1]
    mentions = _mentions(draft, options.employers)
    rest = re.sub("|".join(p.pattern for p in PHRASES), "", draft, flags=re.I)
    refused = verdict is not Verdict.CLEAR and not re.search(r"\w", rest)
    grievance = GrievanceKind.PAY if "unpaid" in draft else None
    company = mentions[0].text if mentions else "the company"
    place = next((p for p in rulebook().platforms if p.id == options.platform), None)
    return Report(
        verdict=verdict,
        risk=(0.03, 0.3, 0.78, 0.94)[gravest + 1],
        heat=(0.05, 0.2, 0.6, 0.9)[gravest + 1],
        target=Target(kind=TargetKind.COMPANY if mentions else TargetKind.NONE, confidence=0.9),
        grievance=Grievance(kind=grievance, confidence=0.9),
        summary="This does not look like English, which is all that I can judge."
        if foreign
        else {
            Verdict.WARN: f"This reads as a rant about {company}.",
            Verdict.CAUTION: f"This is negative about {company}, though measured.",
            Verdict.CLEAR: "Nothing here is likely to burn a bridge.",
        }[verdict],
        mentions=mentions,
        findings=tuple(
            Finding(
                start=match.start(),
                end=match.end(),
                rule=phrase.rule,
                kind=phrase.kind,
                severity=phrase.severity,
                text=match[0],
                why=phrase.why.format(match=match[0]),
                advice=phrase.advice,
                source=Source.RULE,
                confidence=0.9,
            )
            for phrase, match in matches
        ),
        spared=tuple(
            Spared(
                start=m.start(),
                end=m.end(),
                text=m[0],
                why="Harsh, but about the weather, not about a company.",
            )
            for m in re.finditer("hate (this )?rain", draft)
        ),
        sentences=_sentences(draft, matches),
        sentiment=Sentiment(
            compound=-0.6 if matches else 0.1, negative=0.3, neutral=0.7, positive=0
        ),
        rewrites=()
        if refused or verdict is Verdict.CLEAR
        else tuple(_rewrite(draft, matches, style) for style in styles for _ in range(count)),
        rewrite_refused=Refusal(
            reason="Without the insults nothing is left to post.",
            alternatives=("Write it down for yourself first.", "Tell a friend instead."),
        )
        if refused
        else None,
        notices=_notices(draft),
        platform=PlatformNote(
            id=place.id, limit=place.limit, length=len(draft), audience=place.audience
        )
        if place
        else None,
        language=Language(code="fr" if foreign else "en", supported=not foreign),
        versions=VERSIONS,
    )


def _mentions(draft: str, employers: tuple[Employer, ...]) -> tuple[Mention, ...]:
    names = {"Norvane": None} | {employer.name: employer.relation for employer in employers}
    return tuple(
        Mention(
            start=match.start(),
            end=match.end(),
            text=match[0],
            kind=MentionKind.COMPANY,
            name=name,
            relation=relation,
        )
        for name, relation in names.items()
        for match in re.finditer(re.escape(name), draft)
    )


def _sentences(draft: str, matches: list[tuple[Phrase, re.Match[str]]]) -> tuple[Sentence, ...]:
    found = []
    for sentence in re.finditer(r"[^.!?\n]+[.!?]*", draft):
        hot = [p for p, m in matches if sentence.start() <= m.start() < sentence.end()]
        verdict = Verdict.WARN if len(hot) > 1 else Verdict.CAUTION if hot else Verdict.CLEAR
        found.append(
            Sentence(
                start=sentence.start(),
                end=sentence.end(),
                verdict=verdict,
                risk=(0.05, 0.4, 0.9)[verdict.rank],
                sentiment=-0.6 if hot else 0,
            )
        )
    return tuple(found)


def _rewrite(draft: str, matches: list[tuple[Phrase, re.Match[str]]], style: Style) -> Rewrite:
    text = draft
    for phrase, match in sorted(matches, key=lambda pair: -pair[1].start()):
        text = text[: match.start()] + phrase.instead + text[match.end() :]
    return Rewrite(
        style=style,
        text=text,
        verdict=Verdict.CLEAR,
        risk=0.04,
        heat=0.05,
        edits=tuple(
            Edit(
                start=match.start(),
                end=match.end(),
                text=match[0],
                replacement=phrase.instead,
                why=phrase.advice,
            )
            for phrase, match in sorted(matches, key=lambda pair: pair[1].start())
        ),
        facts=_facts(draft, style),
    )


def _facts(draft: str, style: Style) -> Facts:
    if "Norvane" not in draft:
        return Facts()
    if style is Style.PRIVATE:
        return Facts(kept=("Five rounds",), dropped=("Norvane",))
    return Facts(kept=("Five rounds", "Norvane"))


def _notices(draft: str) -> tuple[Notice, ...]:
    if "hopeless" in draft:
        [support] = _notice_files()
        return (Notice(id=support.id, title=support.title, text=support.text),)
    if "unpaid" not in draft:
        return ()
    return (
        Notice(
            id="protected-activity",
            title="You may have a right to say this",
            text="In many places, talking about pay is protected. Keep the facts in.",
        ),
    )

"""The table of contents: one draft in, one report out, in the order the stages run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from dataclasses import dataclass
from typing import Protocol, Self

from app.afterwards.advice import Adviser
from app.afterwards.values import Aftercare
from app.errors import Abandoned, InvalidDraft
from app.llm import Chat, Conversation
from app.mentions import FoundMention, MentionFinder
from app.modelstore import Reading
from app.report import Reporter
from app.results import Options, Report, Style, StyleRefusal, Verdict, Versions
from app.rewriting import Rewriter
from app.rulebook import Rulebook
from app.scoring import Evidence, Scorer
from app.text import Text, TextReader
from app.verdict import Judge, Judgement, SecondReader

DEFAULTS = Options()


class Reader(Protocol):
    """A learned reader: one text in, one reading out; `name` is echoed in every report."""

    name: str

    @property
    def figures(self) -> dict[str, float]: ...

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Reading: ...


class Note(Protocol):
    """Is told sizes and counts of a stage, by name; never words."""

    def __call__(self, **counts: int) -> None: ...


Watch = Callable[[str], AbstractContextManager[Note]]
"""Stage -> what is entered when it begins and left when it ends: for traces, blind to the draft."""


def _forget(**_: int) -> None:
    """Take the counts of a stage that nobody watches."""


def unwatched(_: str) -> AbstractContextManager[Note]:
    """Watch nothing: what a checker does unless it is given somebody who watches."""
    return _NOBODY


_NOBODY: AbstractContextManager[Note] = nullcontext(_forget)


def never() -> bool:
    """Say that the report is still waited for: what a checker assumes unless it is told."""
    return False


@dataclass(frozen=True)
class Checked:
    """A draft after all stages but the rewriting."""

    text: Text
    mentions: tuple[FoundMention, ...]
    evidence: Evidence
    judgement: Judgement
    report: Report
    reading: Reading | None = None


class Checker:
    """Says whether a draft burns a bridge, why, and what to post instead.

    Pure: the same draft, options and versions give the same report. Nothing is stored, and no stage
    meets the network.
    """

    def __init__(
        self,
        book: Rulebook,
        *,
        texts: TextReader,
        mentions: MentionFinder,
        scorer: Scorer,
        judge: Judge,
        rewriter: Rewriter,
        reporter: Reporter,
        adviser: Adviser,
        reader: Reader | None = None,
        chat: Chat | None = None,
        second: SecondReader | None = None,
        watch: Watch = unwatched,
    ) -> None:
        self.rulebook = book
        self._texts, self._mentions, self._scorer = texts, mentions, scorer
        self._judge, self._rewriter, self._reporter = judge, rewriter, reporter
        self.reader = reader
        self.chat, self._second, self._adviser = chat, second, adviser
        self._watch, self._given_up = watch, never

    def watched(self, watch: Watch) -> Self:
        """Return this checker with its stages told to `watch`; all that it holds is shared."""
        twin = copy(self)
        twin._watch = watch
        return twin

    def unless(self, given_up: Callable[[], bool]) -> Self:
        """Return this checker, which raises Abandoned at the next stage once `given_up` says so.

        A rewrite reads version after version: each begins with a stage.
        """
        twin = copy(self)
        twin._given_up = given_up
        return twin

    @property
    def figures(self) -> dict[str, float] | None:
        """The model's figures on posts it never saw, or None where rules judge alone."""
        return self.reader.figures if self.reader is not None else None

    @property
    def versions(self) -> Versions:
        """Versions of code, rules and model; equal versions give equal reports."""
        return self._reporter.versions

    def check(self, draft: str, options: Options = DEFAULTS) -> Report:
        """Return the report on `draft`, with the rewrites that `options` asks for.

        Raises InvalidDraft (blank text, unknown platform) and DraftTooLong.
        """
        return self.rewrite(draft, options, options.rewrite, count=1)

    def rewrite(
        self, draft: str, options: Options, styles: Sequence[Style], count: int = 1
    ) -> Report:
        """Return the report with up to `count` rewrites of each style."""
        checked = self.examine(draft, options)
        conversation = self.chat.open() if self.chat is not None else None
        report = self._with_rewrites(checked, options, styles, count, conversation)
        return self._with_second_reading(checked, report, conversation)

    def afterwards(self, draft: str, options: Options = DEFAULTS) -> Aftercare:
        """Return what may help after a no: a private note and letters, from the author's words."""
        checked = self.examine(draft, options)
        made = self._with_rewrites(checked, options, (Style.NEUTRAL,), 1, None).rewrites
        calm = self.examine(made[0].text, options) if made else None
        alone = [n for n in checked.report.notices if checked.judgement.supportive]
        return self._adviser.advise(checked, calm, alone, self.versions)

    def examine(self, draft: str, options: Options) -> Checked:
        """Return what each stage found, without rewrites; raises as `check` does."""
        self._reporter.validate(draft, options)
        with self._stage("read") as note:
            text = self._texts.read(draft)
            note(characters=len(draft), sentences=len(text.sentences))
            if not text.sentences:
                raise InvalidDraft("The draft has no words to read.")
            reading = self._read(text)
        with self._stage("mentions") as note:
            mentions = self._mentions.find(text, options.employers, reading)
            note(mentions=len(mentions))
        with self._stage("scoring") as note:
            evidence = self._scorer.score(text, mentions, options, reading)
            note(findings=len(evidence.hits), spared=len(evidence.spared))
        with self._stage("verdict") as note:
            judgement = self._judge.judge(text, mentions, evidence, options)
            if judgement.verdict is not Verdict.CLEAR and evidence.wordless:
                # Nothing that is said against a draft goes without its words.
                unexcused = evidence.unexcused
                judgement = self._judge.judge(text, mentions, unexcused, options)
                if judgement.verdict is not Verdict.CLEAR:
                    evidence = unexcused
            note(sentences=len(judgement.sentences))
        report = self._reporter.report(text, mentions, evidence, judgement, options)
        return Checked(text, mentions, evidence, judgement, report, reading)

    def _stage(self, name: str) -> AbstractContextManager[Note]:
        if self._given_up():
            raise Abandoned
        return self._watch(name)

    def _read(self, text: Text) -> Reading | None:
        if self.reader is None:
            return None
        return self.reader.read(text.clean, [(s.start, s.end) for s in text.sentences])

    def _with_rewrites(
        self,
        checked: Checked,
        options: Options,
        styles: Sequence[Style],
        count: int,
        conversation: Conversation | None,
    ) -> Report:
        if not self._reporter.wants_rewrite(checked.judgement) or not styles:
            return checked.report
        recheck_options = options.model_copy(update={"rewrite": ()})

        def recheck(draft: str) -> Checked:
            return self.examine(draft, recheck_options)

        with self._stage("rewriting") as note:
            outcomes = self._rewriter.rewrite(
                checked, options, recheck, styles, count, conversation
            )
            rewrites = tuple(rewrite for outcome in outcomes for rewrite in outcome.rewrites)
            note(styles=len(styles), rewrites=len(rewrites))
        refused = tuple(
            StyleRefusal(style=style, **outcome.refused.model_dump())
            for style, outcome in zip(styles, outcomes, strict=True)
            if outcome.refused is not None
        )
        first = next((o.refused for o in outcomes if o.refused is not None), None)
        told = dict.fromkeys(o.notice for o in outcomes if o.notice is not None)
        return checked.report.model_copy(
            update={
                "rewrites": rewrites,
                "rewrite_refused": None if rewrites else first,
                "styles_refused": refused,
                "notices": (*checked.report.notices, *map(self._reporter.notice, told)),
            }
        )

    def _with_second_reading(
        self, checked: Checked, report: Report, conversation: Conversation | None
    ) -> Report:
        if conversation is None or self.chat is None or self._second is None:
            return report
        if not checked.judgement.unsure:
            return report
        read = self._second.read(conversation, self.chat.model, checked.text.original)
        return report.model_copy(update={"second_reading": read})

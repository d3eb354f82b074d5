"""A draft that burns -> the same draft, calmer, in the styles that are asked for.

What a style wants said first is said first; then the draft is calmed (`own.py`), or the user's
language model does that; then the style's last touches. Each version is read anew, and the first
that keeps every fact and reads safely is offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from app.errors import LanguageModelFailed
from app.llm import Conversation
from app.results import Kind, Options, Refusal, Rewrite, Style, Verdict
from app.rewriting.asked import AskedWriter
from app.rewriting.attempt import Attempt
from app.rewriting.canvas import Canvas
from app.rewriting.change import Change, paint, strongest
from app.rewriting.claims import Claims
from app.rewriting.guards import Before, account, is_no_hotter, is_safer
from app.rewriting.outcome import RewriteOutcome
from app.rewriting.own import MOST_HITS, Tools, Work, scene_of
from app.rewriting.ranking import Ranking
from app.rewriting.recipes import Recipes
from app.rewriting.refusals import Refusals
from app.rewriting.rounds import Rounds
from app.rewriting.sayings import Recaster
from app.rewriting.scene import Scene
from app.rewriting.seen import Recheck, Seen
from app.rewriting.sense import Sense
from app.rewriting.styles import Styles
from app.rewriting.substance import Substance
from app.rewriting.task import Critic
from app.rewriting.tidy import tidy
from app.rewriting.tries import Tries
from app.rewriting.turn import Turn
from app.rulebook import Rulebook
from app.rulebook.platforms import counted_length

UNAVAILABLE, NOT_USED = "llm-unavailable", "llm-not-used"
"""Notices: why a language model that was asked has no part in the answer."""


class Rewriter:
    """Makes safer versions of a draft out of its own words."""

    def __init__(
        self,
        book: Rulebook,
        sense: Sense | None = None,
        recaster: Recaster | None = None,
        critic: Critic | None = None,
    ) -> None:
        self._book, self._sense = book, sense or Sense()
        recipes = Recipes(book)
        self._styles = Styles(book, self._sense.parse)
        self._ranking = Ranking(critic, recipes.whys | self._styles.whys)
        claims = Claims(book.prompts.claims) if book.prompts else None
        tries = Tries(Rounds(recipes), self._ranking, self._sense, claims)
        substance = Substance(book.words.get("soft_label", ()))
        self._tools = Tools(tries, self._ranking, self._sense, substance, recaster, critic)
        self._refusals = Refusals(book.refusals)
        self._writer = AskedWriter(book.prompts, claims) if book.prompts and claims else None

    def rewrite(
        self,
        seen: Seen,
        options: Options,
        recheck: Recheck,
        styles: Sequence[Style],
        count: int = 1,
        conversation: Conversation | None = None,
    ) -> list[RewriteOutcome]:
        """Return, for each of the `styles`, up to `count` rewrites, best first.

        A clear draft gets none. A language model, where there is a `conversation` with one, is
        asked first.
        """
        if seen.judgement.verdict is Verdict.CLEAR or count < 1:
            return [RewriteOutcome() for _ in styles]
        platform = self._book.platform(options.platform) if options.platform else None
        length = partial(counted_length, platform) if platform else len
        limit = platform.limit if platform else None
        work = Work(self._tools, seen, recheck, length, limit, wanted=count)
        return [self._in_style(work, style, count, conversation) for style in styles]

    def _in_style(
        self, work: Work, style: Style, count: int, conversation: Conversation | None
    ) -> RewriteOutcome:
        turn = self._styles.turn(style, work.scene)
        if not turn.possible:
            return RewriteOutcome(refused=self._refusals.for_style(style))
        told, notice = None, None
        if conversation is not None and self._writer is not None:
            try:
                told = self._told(conversation, work, turn)
                notice = None if told else NOT_USED
            except LanguageModelFailed:
                notice = UNAVAILABLE
        first = (told,) if told else ()
        own = islice(self._turned(work, turn), count - len(first))
        made = first + tuple(self._offer(a, work.before, style) for a in own)
        if made:
            return RewriteOutcome(made, None, notice)
        calm = style is not Style.NEUTRAL and work.versions
        refused = self._refusals.of("unturned") if calm else self._refused(work)
        return RewriteOutcome((), refused, notice)

    def _turned(self, work: Work, turn: Turn) -> Iterator[Attempt]:
        """Yield our versions in a style, best first, none twice."""
        if turn.style is Style.NEUTRAL:
            yield from work.versions
            return
        known: set[str] = set()
        for base in self._bases(work, turn):
            made = self._finished(work, turn, base)
            if made is not None and made.canvas.text not in known:
                known.add(made.canvas.text)
                yield made

    def _bases(self, work: Work, turn: Turn) -> Iterator[Attempt]:
        """Yield what the style's last touches go to: calm versions, and a draft that is no rant."""
        opening = turn.opening()
        if opening:
            canvas = _painted(work.scene, work.before.draft, opening)
            seen = work.task.once(canvas.text)
            if seen.judgement.verdict is not Verdict.CLEAR:
                for calm in work.of(seen).versions:
                    yield replace(calm, canvas=canvas.then(calm.canvas))
            if seen.judgement.verdict is not Verdict.WARN and not scene_of(seen).hot:
                yield work.rated(Attempt(canvas, seen))
        yield from work.versions
        if work.before.verdict is not Verdict.WARN:
            yield work.untouched()

    def _finished(self, work: Work, turn: Turn, base: Attempt) -> Attempt | None:
        """Return a version with the style's last touches, where it passes every guard."""
        scene, seen, canvas = scene_of(base.seen), base.seen, base.canvas
        later = _painted(scene, canvas.text, turn.closing(scene))
        changed = later.text != canvas.text
        canvas = canvas.then(later) if changed else canvas
        if not work.keeps(turn.facts_to_keep(work.before), canvas.text):
            return None
        if changed:
            seen = work.task.once(canvas.text)
            scene = scene_of(seen)
        grave = work.scene.is_grave_in(canvas.text)
        if not turn.is_met(scene) or not is_no_hotter(work.before, seen.report, grave):
            return None
        return replace(base, canvas=canvas, seen=seen)

    def _refused(self, work: Work) -> Refusal:
        scene, before = work.scene, work.before
        if work.limit is not None and work.length(before.draft) > work.limit:
            return self._refusals.of("too-long")
        if len(work.seen.evidence.hits) > MOST_HITS:
            return self._refusals.of("attack")
        calls = [h for h in scene.hot if h.kind is Kind.BOYCOTT]
        tells = any(self._sense.tells(scene, p, beside=calls) for p in scene.passages)
        if tells and work.task.passed_over and before.verdict is Verdict.WARN:
            return self._refusals.of("clumsy")
        return self._refusals.for_scene(scene, before.verdict, tells)

    def _told(self, conversation: Conversation, work: Work, turn: Turn) -> Rewrite | None:
        """Return the language model's version where it passes the guards that ours must pass."""
        assert self._writer is not None  # noqa: S101
        before, passed = work.before, dict[str, Seen]()

        def fault(text: str) -> str | None:
            if not work.keeps(turn.facts_to_keep(before), text):
                return "content"
            again = work.recheck(text)
            if not turn.is_met(scene_of(again)):
                return "content"
            if not is_safer(before, again.report, work.scene.is_grave_in(text)):
                return "heat"
            passed[text] = again
            return None

        text = self._writer.ask(conversation, before.draft, turn.style, fault)
        if text is None:
            return None
        report = passed[text].report
        return Rewrite(
            style=turn.style,
            text=text,
            verdict=report.verdict,
            risk=report.risk,
            heat=report.heat,
            edits=self._writer.edits(before.draft, text),
            facts=account(before, text),
            source="llm",
        )

    def _offer(self, attempt: Attempt, before: Before, style: Style) -> Rewrite:
        report = attempt.report
        return Rewrite(
            style=style,
            text=attempt.canvas.text,
            verdict=report.verdict,
            risk=report.risk,
            heat=report.heat,
            confidence=attempt.confidence,
            doubtful=not self._ranking.is_sure(attempt),
            edits=attempt.canvas.edits(),
            facts=account(before, attempt.canvas.text),
        )


def _painted(scene: Scene, draft: str, changes: Sequence[Change]) -> Canvas:
    canvas = Canvas(draft)
    if changes:
        paint(canvas, scene, strongest(changes))
        tidy(canvas)
    return canvas

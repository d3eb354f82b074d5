"""A draft that burns -> the same draft, calmer: edit, re-check, take out more, re-check.

Each round plans changes, paints them on the canvas and asks `recheck` for a full report on the
result. The first version that keeps every fact and reads safely is offered.
"""

from __future__ import annotations

from dataclasses import replace

from app.errors import LanguageModelFailed
from app.llm import Conversation
from app.results import Options, Refusal, Rewrite, Style, Verdict
from app.rewriting.asked import AskedWriter
from app.rewriting.canvas import Canvas
from app.rewriting.facts import facts_of, missing
from app.rewriting.guards import (
    Before,
    account,
    is_safer,
    keeps_its_content,
)
from app.rewriting.outcome import RewriteOutcome
from app.rewriting.parts import assembled, is_long
from app.rewriting.ranking import Attempt, Ranking
from app.rewriting.recipes import Recipes
from app.rewriting.refusals import Refusals
from app.rewriting.rounds import Rounds
from app.rewriting.sayings import Recaster, attacks, opened
from app.rewriting.scene import Scene, scene_of_evidence
from app.rewriting.seen import Recheck, Seen, fates_in
from app.rewriting.sense import Sense
from app.rewriting.styles import Stylist
from app.rewriting.task import Critic, Task
from app.rewriting.tidy import tidy
from app.rewriting.tries import Tries
from app.rulebook import Rulebook
from app.rulebook.platforms import counted_length

MOST_HITS = 150
"""A draft with more counted words than this has no calm version, and planning one costs seconds."""


UNAVAILABLE, NOT_USED = "llm-unavailable", "llm-not-used"
"""Notices: why a language model that was asked has no part in the answer."""
SETTLING = 3
"""Most times that a rewrite is itself rewritten: an author who checks it again gets it back (of a
long draft each part is)."""


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
        self._critic = critic
        self._ranking = Ranking(critic, recipes.whys)
        self._tries = Tries(Rounds(recipes), self._ranking, self._sense)
        self._recaster = recaster
        self._refusals = Refusals(book.refusals)
        self._writer = AskedWriter(book.prompts) if book.prompts else None

    def rewrite(
        self,
        seen: Seen,
        options: Options,
        recheck: Recheck,
        style: Style,
        count: int = 1,
        conversation: Conversation | None = None,
    ) -> RewriteOutcome:
        """Return up to `count` rewrites, least change first; a clear draft gets none.

        A language model, where there is a `conversation` with one, is asked first.
        """
        if seen.judgement.verdict is Verdict.CLEAR or count < 1:
            return RewriteOutcome()
        scene = _scene(seen)
        stylist = Stylist(style, scene)
        if not stylist.possible:
            return RewriteOutcome(refused=self._refusals.for_style(style))
        before = self._before(seen, scene, options)
        told, notice = None, None
        if conversation is not None and self._writer is not None:
            try:
                told = self._told(conversation, scene, before, recheck, stylist, options)
                notice = None if told else NOT_USED
            except LanguageModelFailed:
                notice = UNAVAILABLE
        if told is not None and count == 1:
            return RewriteOutcome((told,))
        task = self._task(scene, before, recheck, stylist, options)
        own = self._own(seen, task, options)
        made = ((told,) if told else ()) + tuple(self._offer(a, before, style) for a in own)
        refused = None if made else self._refused(seen, task, options)
        return RewriteOutcome(made[:count], refused, notice)

    def _own(self, seen: Seen, task: Task, options: Options) -> list[Attempt]:
        """Return our own versions, best first."""
        if len(seen.evidence.hits) > MOST_HITS:
            return []
        return (
            self._in_parts(task, options) if is_long(task.scene) else self._as_whole(task, options)
        )

    def _as_whole(self, task: Task, options: Options) -> list[Attempt]:
        """Return the versions of a draft, or of a part of one, best first."""
        best = self._tries.versions(task)[::-1]
        if not best or task.stylist.style is not Style.NEUTRAL:
            return best
        settled = self._settled(best[0], task.before, options, task.recheck)
        if settled is best[0]:
            return best
        worthy = self._ranking.worthy(task, [settled])
        known = {each.canvas.text for each in worthy}
        return [*worthy, *(each for each in best[1:] if each.canvas.text not in known)]

    def _in_parts(self, task: Task, options: Options) -> list[Attempt]:
        """Return the version of a long draft that its parts' versions make, where it passes."""
        canvas, made = assembled(
            task,
            attacks(task.scene, self._sense),
            lambda seen, around: self._of_part(task, seen, around, options),
        )
        canvas = self._styled(canvas, task)
        if not task.may_stand(task.before, canvas.text):
            return []
        seen = task.once(canvas.text)
        if not is_safer(task.before, seen.report, task.scene.is_grave_in(canvas.text)):
            return []
        least = min((m.confidence for m in made if m.confidence is not None), default=None)
        whole = Attempt(canvas, seen, all(m.said for m in made), least)
        if least is None:
            return self._ranking.worthy(task, [whole])
        return [whole] if self._ranking.is_good(task, whole) else []

    def _of_part(self, whole: Task, seen: Seen, around: str, options: Options) -> Attempt | None:
        """Return the best version of a part of a draft; what is said `around` it, too, may go."""
        scene = _scene(seen)
        known = around.lower()
        names = (n for n in scene.names if scene.words[n.start : n.end].lower() not in known)
        scene = replace(scene, names=tuple(names))
        before = self._before(seen, scene, options)
        before = replace(before, facts=missing(before.facts, around))
        stylist = Stylist(Style.NEUTRAL, scene)
        task = self._task(scene, before, whole.recheck, stylist, options)
        return next(iter(self._as_whole(task, options)), None)

    def _styled(self, canvas: Canvas, task: Task) -> Canvas:
        """Return the canvas, changed calmly in parts, as the style wants it."""
        if task.stylist.style is Style.NEUTRAL:
            return canvas
        scene, later = _scene(task.once(canvas.text)), Canvas(canvas.text)
        Stylist(task.stylist.style, scene).paint(later, scene, ())
        tidy(later)
        return canvas.then(later)

    def _task(
        self, scene: Scene, before: Before, recheck: Recheck, stylist: Stylist, options: Options
    ) -> Task:
        def keeps(before: Before, text: str) -> bool:
            return self._keeps(before, text, options)

        recasting = opened(self._recaster, scene)
        return Task(scene, before, recheck, stylist, keeps, recasting, self._critic)

    def _refused(self, seen: Seen, task: Task, options: Options) -> Refusal:
        scene, before = task.scene, task.before
        if before.limit is not None and self._length(before.draft, options) > before.limit:
            return self._refusals.of("too-long")
        if len(seen.evidence.hits) > MOST_HITS:
            return self._refusals.of("attack")
        tells = any(self._sense.tells(scene, p) for p in scene.passages)
        if tells and task.passed_over and before.verdict is Verdict.WARN:
            return self._refusals.of("clumsy")
        return self._refusals.for_scene(scene, seen.judgement.verdict, tells)

    def _told(
        self,
        conversation: Conversation,
        scene: Scene,
        before: Before,
        recheck: Recheck,
        stylist: Stylist,
        options: Options,
    ) -> Rewrite | None:
        """Return the language model's version where it passes the guards that ours must pass."""
        assert self._writer is not None  # noqa: S101
        passed: dict[str, Seen] = {}

        def fault(text: str) -> str | None:
            facts = stylist.facts_to_keep(before)
            if not self._keeps(facts, text, options):
                return "content"
            again = recheck(text)
            if not is_safer(before, again.report, scene.is_grave_in(text)):
                return "heat"
            passed[text] = again
            return None

        text = self._writer.ask(conversation, before.draft, stylist.style, fault)
        if text is None:
            return None
        report = passed[text].report
        return Rewrite(
            style=stylist.style,
            text=text,
            verdict=report.verdict,
            risk=report.risk,
            heat=report.heat,
            edits=self._writer.edits(before.draft, text),
            facts=account(before, text),
            source="llm",
        )

    def _settled(
        self, attempt: Attempt, first: Before, options: Options, recheck: Recheck
    ) -> Attempt:
        """Return the attempt after the edits that its own text would get, and theirs."""
        for _ in range(SETTLING):
            if attempt.seen.judgement.verdict is Verdict.CLEAR:
                break
            scene = _scene(attempt.seen)
            before = self._before(attempt.seen, scene, options)
            stylist = Stylist(Style.NEUTRAL, scene)
            again = self._tries.versions(self._task(scene, before, recheck, stylist, options))
            if not again or not self._keeps(first, again[-1].canvas.text, options):
                break
            canvas = attempt.canvas.then(again[-1].canvas)
            attempt = Attempt(canvas, again[-1].seen, attempt.said)
        return attempt

    def _keeps(self, before: Before, text: str, options: Options) -> bool:
        return keeps_its_content(before, text, self._length(text, options))

    def _before(self, seen: Seen, scene: Scene, options: Options) -> Before:
        platform = self._book.platform(options.platform) if options.platform else None
        return Before(
            draft=seen.text.original,
            facts=facts_of(scene.words, scene.names, scene.hot, scene.idle),
            verdict=seen.judgement.verdict,
            risk=seen.judgement.risk,
            grievance=scene.grievance,
            limit=platform.limit if platform else None,
        )

    def _length(self, words: str, options: Options) -> int:
        platform = self._book.platform(options.platform) if options.platform else None
        return counted_length(platform, words) if platform else len(words)

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


def _scene(seen: Seen) -> Scene:
    return scene_of_evidence(
        seen.text, seen.mentions, seen.evidence, seen.judgement, fates_in(seen)
    )

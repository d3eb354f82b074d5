"""The shape of the files that say whom words are about, and why harsh words may not count."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.results import Kind, Severity, TargetKind
from app.rulebook.schema import Entry, Pattern, Post

Slug = Annotated[str, Field(pattern=r"^[a-z-]+$")]


class TargetGroup(Entry):
    """People and things that are no company; `about` names them in a sentence ("the weather").

    In each example the words between `[[ ]]` are harsh and do not count. `person` groups are what
    "he", "she" and "you" can stand for.
    """

    id: Slug
    about: str = Field(min_length=2)
    target: TargetKind = TargetKind.OTHER
    person: bool = False
    any_of: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    pull: float = Field(default=0.7, gt=0, le=1, description="how readily vague words are about it")
    examples: tuple[Post, ...] = Field(min_length=1)


class TargetsFile(Entry):
    """rules/targets.yaml; `context` are words that show a post is about work or custom."""

    groups: tuple[TargetGroup, ...] = Field(min_length=1)
    context: tuple[Pattern, ...] = Field(min_length=1)


class Cue(Entry):
    """A place in the post that must match; of several places all must.

    `before` ends where the harsh words begin, `after` begins where they end (both within the
    sentence), `phrase` overlaps them, `sentence` is anywhere in their sentence, and `near` anywhere
    in it, the one before and the one after. `apart` must not be in the sentence.
    """

    before: Pattern | None = None
    after: Pattern | None = None
    phrase: Pattern | None = None
    sentence: Pattern | None = None
    near: Pattern | None = None
    apart: Pattern | None = None


class ReasonExamples(Entry):
    """`spared`: the words between `[[ ]]` do not count; `counts`: they do."""

    spared: tuple[Post, ...] = Field(min_length=1)
    counts: tuple[Post, ...] = ()


class Reason(Entry):
    """A reason why harsh words do not count; `why` may use {words} and {about}.

    A reason without cues is given by the code. `kinds`: only findings of these kinds (none: all).
    `topic`: what stands around the words excuses them, so it holds for what the reader marks, too;
    its `apart` must not be in the sentences around either. `yields`: not where the sentence names
    a company that the words are about.
    """

    id: Slug
    why: str = Field(min_length=10)
    target: TargetKind = TargetKind.NONE
    kinds: tuple[Kind, ...] = ()
    topic: bool = False
    yields: bool = False
    cues: tuple[Cue, ...] = ()
    examples: ReasonExamples


class SparedFile(Entry):
    """rules/spared.yaml: reasons in the order in which they are tried."""

    reasons: tuple[Reason, ...] = Field(min_length=1)


class ModelText(Entry):
    """What to say of words that the learned reader points at; `question` where it is not sure."""

    kind: Kind
    severity: Severity
    why: str = Field(min_length=10)
    question: str = Field(min_length=10)
    advice: str = Field(min_length=10)


class ModelFile(Entry):
    """rules/model.yaml: one entry for each kind of finding."""

    texts: tuple[ModelText, ...] = Field(min_length=1)

"""The shape of rules/afterwards.yaml: what may help after a rejection, and how it is worded."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.rulebook.schema import Entry, Examples, Pattern
from app.rulebook.slots import slots

Letter = Annotated[str, slots("who", "stage", "company", "kind", "ask")]


class Occasion(Entry):
    """What the draft is about, told by its words; the first occasion that matches counts."""

    id: str = Field(pattern=r"^[a-z-]+$")
    any_of: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    ask: str = Field(min_length=1, description="last line of the thank-you note")
    examples: Examples


class NoteSection(Entry):
    """A part of the private note; the first section whose words match takes a sentence."""

    id: str = Field(pattern=r"^[a-z-]+$")
    title: str = Field(min_length=1)
    ask: str = Field(min_length=1, description="shown where the draft says nothing of it")
    any_of: tuple[Pattern, ...] = Field(
        default=(), description="words of its sentences; none: what no other section takes"
    )
    unless: tuple[Pattern, ...] = Field(
        default=(), description="words of sentences that it leaves to the sections below it"
    )
    examples: tuple[str, ...] = ()
    allows: tuple[str, ...] = Field(default=(), description="sentences that do not belong here")


class AftercareFile(Entry):
    """rules/afterwards.yaml; letters hold {who}, {stage}, {company}, {kind} and {ask}.

    `stages` find, as group 1, what the author can give thanks for: "five rounds of interviews".
    Of `invitations` the first that can be filled and is short enough is taken.
    """

    occasions: tuple[Occasion, ...] = Field(min_length=1)
    sections: tuple[NoteSection, ...] = Field(min_length=2)
    stages: tuple[Pattern, ...] = Field(min_length=1)
    any_stage: str = Field(min_length=1, description="where no stage is named")
    team: Annotated[str, slots("company")] = Field(
        min_length=1, description="whom a letter greets where no person is named"
    )
    thank_you: Letter = Field(min_length=1)
    invitations: tuple[Letter, ...] = Field(min_length=1)
    longest_invitation: int = Field(gt=0, description="characters that LinkedIn allows")
    source: str
    missing_name: str = Field(min_length=1)
    no_occasion: str = Field(min_length=1)

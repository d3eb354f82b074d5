"""The shape of rules/styles.yaml: what the styles beside the neutral one look for and say."""

from __future__ import annotations

from pydantic import Field, model_validator

from app.rulebook.schema import BeforeAfter, Entry, Examples, Pattern


class Relation(Entry):
    """How a company is spoken of without its name, where the draft has one of the words."""

    id: str = Field(pattern=r"^[a-z-]+$")
    any_of: tuple[Pattern, ...] = Field(default=(), description="none: any draft")
    first: str = Field(min_length=1, description="at its first mention")
    later: str = Field(min_length=1, description="from then on, and where it owns something")


class PersonWords(Entry):
    """How a person is spoken of without the name."""

    first: str = Field(min_length=1)
    alone: str = Field(min_length=1, description="where the draft speaks of no company")
    later: str = Field(min_length=1, description="from the second time on")


class PrivateStyle(Entry):
    """How companies and people are left unnamed; the first relation that fits is taken."""

    why: str = Field(min_length=1)
    relations: tuple[Relation, ...] = Field(min_length=1)
    close: tuple[Pattern, ...] = Field(
        description="words before a name that say the relation, so that `close_first` is enough"
    )
    close_first: str = Field(min_length=1)
    another: str = Field(min_length=1, description="a second company, at its only mention")
    nouns: tuple[Pattern, ...] = Field(description="beside one of these a company's name just goes")
    kin: tuple[Pattern, ...] = Field(description="the same for a person's name")
    titles: tuple[Pattern, ...] = Field(description="what goes with a person's name")
    greetings: tuple[Pattern, ...] = Field(description="what goes with a name that is called")
    person: PersonWords
    examples: tuple[BeforeAfter, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_any_draft(self) -> PrivateStyle:
        if self.relations[-1].any_of:
            raise ValueError("the last relation needs words: it has to fit any draft")
        return self


class ConstructiveStyle(Entry):
    """Words by which a draft asks for something."""

    any_of: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    examples: Examples


class GraciousStyle(Entry):
    """Words by which a draft thanks somebody, or says something good of them."""

    why: str = Field(min_length=1)
    any_of: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    leans: tuple[Pattern, ...] = Field(
        description="openings of sentences that lean on the one before: they stay where they are"
    )
    turns: tuple[Pattern, ...] = Field(
        description="what goes from the front of a sentence that comes first"
    )
    examples: Examples


class StylesFile(Entry):
    """rules/styles.yaml"""

    private: PrivateStyle
    constructive: ConstructiveStyle
    gracious: GraciousStyle

"""The shape of every file under rules/: the reference for rule authors.

Unknown fields, missing examples and malformed ids are errors that stop the start.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.results import GrievanceKind, Kind, MentionKind, Severity, Style
from app.rulebook.slots import slots

RuleId = Annotated[str, Field(pattern=r"^[a-z-]+\.[a-z0-9-]+$")]
Pattern = Annotated[str, Field(min_length=2)]
Post = Annotated[str, Field(min_length=1)]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """Life of a rule: a `preview` rule fires only on demand, a `retired` id stays but is silent."""

    PREVIEW = "preview"
    STABLE = "stable"
    RETIRED = "retired"


class Examples(Entry):
    """Posts that prove a rule: `[[ ]]` marks the exact words it must find, once per post.

    `flags` must fire at the mark; `allows` are near misses on which the rule must not count.
    """

    flags: tuple[Post, ...] = Field(min_length=1)
    allows: tuple[Post, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _marked(self) -> Examples:
        for post in self.flags:
            if post.count("[[") != 1 or post.count("]]") != 1:
                raise ValueError(f"mark the words once with [[ ]]: {post!r}")
        return self


class Binding(StrEnum):
    """What a rule needs before it counts.

    `bound`: the words must be about a company or its people (the default).
    `spoken`: the pattern itself says so ("my boss is a clown", "never apply there"); it counts
    unless it is quoted, negated, hypothetical, or plainly about somebody else.
    """

    BOUND = "bound"
    SPOKEN = "spoken"


class ToneRule(Entry):
    """Words that can burn a bridge. `why` and `advice` may use {match} and {target}."""

    id: RuleId
    status: Status = Status.STABLE
    since: str = Field(pattern=r"^\d{4}\.\d{2}$")
    severity: Severity
    weight: float | None = Field(default=None, gt=0, le=1, description="default by severity")
    binding: Binding = Binding.BOUND
    nearness: float = Field(
        default=0.0, ge=0, le=1, description="how plainly the words must be about a company"
    )
    question: bool = Field(default=False, description="subtle: put to the author as a question")
    any_of: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = Field(
        default=(), description="harmless phrases: a match that overlaps one of these is no match"
    )
    why: str
    advice: str
    examples: Examples


class ToneFile(Entry):
    """rules/tone/<kind or kind-topic>.yaml"""

    kind: Kind
    rules: tuple[ToneRule, ...] = Field(min_length=1)


class GrievanceRule(Entry):
    """Words that raise a serious matter at work or as a customer."""

    id: RuleId
    confidence: float = Field(default=0.8, gt=0, le=1)
    any_of: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    examples: Examples


class GrievanceFile(Entry):
    """rules/grievances/<kind>.yaml"""

    kind: GrievanceKind
    rules: tuple[GrievanceRule, ...] = Field(min_length=1)


class MentionRule(Entry):
    """Words by which people speak of a company or its people without naming it.

    Where a pattern has a group, the mention is what the first group found: the rest is context.
    """

    id: RuleId
    company_side: bool = True
    only_unnamed: bool = Field(
        default=False, description="counts only in a post that names no company and no handle"
    )
    only_alone: bool = Field(
        default=False,
        description="counts only in a post about work or custom in which nobody else is mentioned",
    )
    any_of: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    examples: Examples


class MentionFile(Entry):
    """rules/mentions/<kind>.yaml"""

    kind: MentionKind
    rules: tuple[MentionRule, ...] = Field(min_length=1)


class NameExamples(Entry):
    """For a name that is an ordinary word: posts where it is the company, and where it is not."""

    company: tuple[Post, ...] = Field(min_length=1)
    word: tuple[Post, ...] = Field(min_length=1)


class Company(Entry):
    """A well-known company; `ordinary` names count only where the context says so."""

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    tickers: tuple[str, ...] = Field(default=(), description="only where used as a name in posts")
    ordinary: bool = False
    examples: NameExamples | None = None

    @model_validator(mode="after")
    def _proved(self) -> Company:
        if self.ordinary and self.examples is None:
            raise ValueError(f"{self.name} is an ordinary word: give examples of both readings")
        return self


class CompanyFile(Entry):
    """rules/companies/<sector>.yaml"""

    sector: str
    source: str
    companies: tuple[Company, ...] = Field(min_length=1)


class LexiconEntry(Entry):
    """A word that VADER misjudges in posts about work; `valence` is VADER's scale, -4..4.

    With the entry the compound of each `lower` post falls, and that of each `higher` post rises.
    """

    word: str = Field(min_length=1, description="one word, or a phrase")
    valence: float = Field(ge=-4, le=4)
    lower: tuple[Post, ...] = ()
    higher: tuple[Post, ...] = ()


class LexiconFile(Entry):
    """rules/lexicon/<topic>.yaml"""

    topic: str
    entries: tuple[LexiconEntry, ...] = Field(min_length=1)


class Counting(StrEnum):
    """What a platform counts as one character.

    `weighted`: code points, those outside Latin, Greek, Cyrillic and kin count double (X);
    `graphemes`: characters as people see them.
    """

    CODE_POINTS = "code-points"
    WEIGHTED = "weighted"
    GRAPHEMES = "graphemes"


class Platform(Entry):
    """rules/platforms/<id>.yaml: a place to post, as data."""

    id: str = Field(pattern=r"^[a-z]+$")
    name: str
    limit: int | None = Field(description="longest post, counted as the platform counts")
    counting: Counting = Counting.CODE_POINTS
    url_length: int | None = Field(default=None, description="fixed cost of a URL")
    emoji_length: int | None = Field(default=None, description="fixed cost of an emoji")
    audience: str = Field(description="who could read it, one sentence for the author")
    source: str
    example: Post
    example_length: int


class NoticeFile(Entry):
    """rules/notices/<id>.yaml: advice shown beside the verdict, on a grievance, a kind or words."""

    id: str = Field(pattern=r"^[a-z-]+$")
    title: str
    text: str
    alone: bool = Field(default=False, description="show this and nothing else (despair)")
    grievances: tuple[GrievanceKind, ...] = ()
    kinds: tuple[Kind, ...] = ()
    except_rules: tuple[str, ...] = Field(
        default=(), description="rules of these kinds whose findings do not call for it"
    )
    any_of: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    examples: Examples


class RewriteAction(StrEnum):
    """What happens to the words found.

    `replace`: they become `replace`, where `\\1` is a group and `{past:1}`, `{base:1}` or
    `{gerund:1}` its first word inflected; `delete`: they go, and the sentence is tidied;
    `drop-sentence`: their whole sentence goes.
    """

    REPLACE = "replace"
    DELETE = "delete"
    DROP = "drop-sentence"


class BeforeAfter(Entry):
    before: Post
    after: str


class RewriteRule(Entry):
    """A safer wording; each `before` must come out as its `after`, and score no higher."""

    id: RuleId
    action: RewriteAction
    any_of: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    replace: str = ""
    rank: int = Field(default=50, ge=0, le=100, description="higher is tried first")
    anywhere: bool = Field(
        default=False, description="also in a sentence of a heated post that is calm itself"
    )
    last_resort: bool = Field(
        default=False, description="only where a draft has no rewrite without it"
    )
    why: str = Field(default="", description="one kind line for the author; else the family's")
    examples: tuple[BeforeAfter, ...] = Field(min_length=1)


class RewriteFile(Entry):
    """rules/rewrites/<family>.yaml"""

    family: str
    kinds: tuple[Kind, ...] = Field(
        min_length=1, description="kinds of finding this family answers"
    )
    why: str = Field(min_length=1, description="one kind line for the author")
    style: Style = Field(
        default=Style.NEUTRAL, description="the style whose versions alone are worded so"
    )
    rules: tuple[RewriteRule, ...] = Field(min_length=1)


class RefusalEntry(Entry):
    """What to say where no rewrite is offered: why, and what the author could do instead."""

    id: str = Field(pattern=r"^[a-z-]+$")
    reason: str = Field(min_length=1)
    alternatives: tuple[str, ...] = Field(min_length=1)


class RefusalFile(Entry):
    """rules/refusals.yaml"""

    refusals: tuple[RefusalEntry, ...] = Field(min_length=1)


class ClaimWords(Entry):
    """Words by which a claim is weaker, wider, or about the author's heart."""

    hedges: tuple[Pattern, ...] = ()
    sweeping: tuple[Pattern, ...] = ()
    feelings: tuple[Pattern, ...] = ()


FAULTS = frozenset("content said denied heat surer felt swapped".split())
"""What a guard may find wrong with a version, and the model is then told."""


class PromptsFile(Entry):
    """rules/prompts.yaml: what an opt-in language model is asked, as format strings."""

    rewrite: Annotated[str, slots("mark", "style")] = Field(min_length=1)
    again: Annotated[str, slots("fault")] = Field(min_length=1)
    styles: dict[Style, str]
    faults: dict[str, str]
    claims: ClaimWords = ClaimWords()
    why: str = Field(min_length=1, description="why of each edit that it makes")
    read: Annotated[str, slots("mark")] = Field(min_length=1)

    @model_validator(mode="after")
    def _words_every_fault(self) -> PromptsFile:
        if missing := FAULTS - set(self.faults):
            raise ValueError(f"faults lacks {', '.join(sorted(missing))}")
        return self


class WordsFile(Entry):
    """rules/words.yaml: word lists that patterns name as {{list}}."""

    words: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], tuple[str, ...]]


class NameListId(StrEnum):
    """What the words of a list say about a capitalised word in a post."""

    COMMON = "common"  # ordinary English words
    FIRST_NAMES = "first-names"  # people's given names
    PLACES = "places"  # countries, regions, cities
    NOT_COMPANIES = (
        "not-companies"  # days, months, languages, skills, products, feasts, abbreviations
    )
    COMPANY_NOUNS = "company-nouns"  # last words of company names: Logistics, Bank, Ltd
    COMPANY_PARTS = (
        "company-parts"  # words that follow a company's name: 's recruiter, support, app
    )
    COMPANY_VERBS = "company-verbs"  # what companies do: ghosted, shipped, charged
    OPENERS = "openers"  # capital only because they open a sentence: Thanks, Dear, Why, Avoid
    WORK_WORDS = "work-words"  # tell that a post is about work or custom: shift, refund, interview
    EMPLOYER_TAGS = "employer-tags"  # parts of hashtags about an employer: boss, toxic workplace
    LEGAL_SUFFIXES = "legal-suffixes"  # ltd, inc, gmbh
    TITLES = "titles"  # words before a person's name: mr, dr, captain
    ROLE_NOUNS = "role-nouns"  # what people are at a company: manager, recruiter
    KIN = "kin"  # who people are at home: brother, friend
    DEPARTMENTS = "departments"  # where colleagues sit: hr, accounts
    VENUES = "venues"  # names that posts use more often as a place or tool than as a company
    PEOPLE_VERBS = "people-verbs"  # what people do and companies do not: smiled, taught


class NameList(Entry):
    """rules/names/<list>.yaml: words by which the mentions room tells names from other words."""

    list: NameListId
    source: str
    words: str = Field(description="separated by white space; `_` stands for a blank inside one")

    @property
    def entries(self) -> frozenset[str]:
        return frozenset(word.replace("_", " ") for word in self.words.split())


class Scorecard(Entry):
    """rules/scorecard.yaml: points by which a run of capitalised words is read as a name.

    `company` and `person` map a feature to its points; the points of the features that hold add up
    to a log-odds against "neither". Features are described in app/mentions/features.py.
    """

    source: str
    company: dict[str, float] = Field(default_factory=dict)
    person: dict[str, float] = Field(default_factory=dict)


class GraceFile(Entry):
    """rules/grace.yaml: words that tell of a rejection, and words that take it well."""

    rejection: tuple[Pattern, ...] = Field(min_length=1)
    gracious: tuple[Pattern, ...] = Field(min_length=1)
    examples: Examples


class SummariesFile(Entry):
    """rules/summaries.yaml: one sentence by verdict; {target} and {grievance} are filled in."""

    summaries: dict[
        Annotated[str, Field(pattern=r"^[a-z-]+$")],
        Annotated[str, slots("target", "grievance")],
    ]


class LanguageExamples(Entry):
    """Drafts that are in this language, and drafts that only look like it."""

    is_: tuple[Post, ...] = Field(alias="is", min_length=1)
    is_not: tuple[Post, ...] = ()


class LanguageWords(Entry):
    """Small words that tell a language."""

    code: str = Field(pattern=r"^[a-z]{2}$")
    words: tuple[str, ...] = Field(min_length=20)
    examples: LanguageExamples


class LanguagesFile(Entry):
    """rules/languages.yaml"""

    languages: tuple[LanguageWords, ...]


FileKind = Literal[
    "tone",
    "harsh",
    "grievances",
    "mentions",
    "companies",
    "names",
    "lexicon",
    "platforms",
    "notices",
    "rewrites",
]
SCHEMAS: dict[FileKind, type[Entry]] = {
    "tone": ToneFile,
    "harsh": ToneFile,
    "grievances": GrievanceFile,
    "mentions": MentionFile,
    "companies": CompanyFile,
    "names": NameList,
    "lexicon": LexiconFile,
    "platforms": Platform,
    "notices": NoticeFile,
    "rewrites": RewriteFile,
}

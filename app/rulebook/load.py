"""rules/ on disk -> one validated, frozen Rulebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.errors import RulebookError
from app.rulebook import aftercare, reasons, schema
from app.rulebook.files import read, words_of
from app.rulebook.needed import refuse_gaps
from app.rulebook.styling import StylesFile

E = TypeVar("E", bound=schema.Entry)


@dataclass(frozen=True)
class Rulebook:
    """Everything under rules/; `version` is the calendar version in rules/VERSION."""

    version: str
    words: Mapping[str, tuple[str, ...]]
    summaries: Mapping[str, str]
    languages: tuple[schema.LanguageWords, ...]
    tone: tuple[schema.ToneFile, ...]
    grievances: tuple[schema.GrievanceFile, ...]
    mentions: tuple[schema.MentionFile, ...]
    companies: tuple[schema.CompanyFile, ...]
    lexicon: tuple[schema.LexiconFile, ...]
    platforms: tuple[schema.Platform, ...]
    notices: tuple[schema.NoticeFile, ...]
    rewrites: tuple[schema.RewriteFile, ...]
    grace: schema.GraceFile | None = None
    harsh: tuple[schema.ToneFile, ...] = ()
    targets: reasons.TargetsFile | None = None
    spared: reasons.SparedFile | None = None
    model: reasons.ModelFile | None = None
    names: tuple[schema.NameList, ...] = ()
    scorecard: schema.Scorecard | None = None
    refusals: tuple[schema.RefusalEntry, ...] = ()
    prompts: schema.PromptsFile | None = None
    aftercare: aftercare.AftercareFile | None = None
    styles: StylesFile | None = None

    def platform(self, ident: str) -> schema.Platform | None:
        return next((p for p in self.platforms if p.id == ident), None)


def load_rulebook(folder: Path) -> Rulebook:
    """Return the rulebook in `folder`; raises RulebookError naming file and fault."""
    words = read(folder / "words.yaml", schema.WordsFile).words
    book = Rulebook(
        version=words_of(folder / "VERSION").strip(),
        words=words,
        languages=load_languages(folder),
        summaries=read(folder / "summaries.yaml", schema.SummariesFile).summaries,
        tone=_family(folder, "tone", schema.ToneFile),
        grievances=_family(folder, "grievances", schema.GrievanceFile),
        mentions=_family(folder, "mentions", schema.MentionFile),
        companies=_family(folder, "companies", schema.CompanyFile),
        lexicon=_family(folder, "lexicon", schema.LexiconFile),
        platforms=_family(folder, "platforms", schema.Platform),
        notices=_family(folder, "notices", schema.NoticeFile),
        rewrites=_family(folder, "rewrites", schema.RewriteFile),
        grace=read(folder / "grace.yaml", schema.GraceFile),
        harsh=_family(folder, "harsh", schema.ToneFile),
        targets=_optional(folder / "targets.yaml", reasons.TargetsFile),
        spared=_optional(folder / "spared.yaml", reasons.SparedFile),
        model=_optional(folder / "model.yaml", reasons.ModelFile),
        names=_family(folder, "names", schema.NameList),
        scorecard=_optional(folder / "scorecard.yaml", schema.Scorecard),
        refusals=_refusals(folder / "refusals.yaml"),
        prompts=_optional(folder / "prompts.yaml", schema.PromptsFile),
        aftercare=_optional(folder / "afterwards.yaml", aftercare.AftercareFile),
        styles=_optional(folder / "styles.yaml", StylesFile),
    )
    _unique(book)
    refuse_gaps(book)
    return book


def load_languages(folder: Path) -> tuple[schema.LanguageWords, ...]:
    """Return the languages that can be told apart; English is the only one we read."""
    return read(folder / "languages.yaml", schema.LanguagesFile).languages


def _family(folder: Path, name: schema.FileKind, shape: type[E]) -> tuple[E, ...]:
    return tuple(read(path, shape) for path in sorted((folder / name).glob("*.yaml")))


def _refusals(path: Path) -> tuple[schema.RefusalEntry, ...]:
    found = _optional(path, schema.RefusalFile)
    return found.refusals if found else ()


def _optional(path: Path, shape: type[E]) -> E | None:
    return read(path, shape) if path.exists() else None


def _unique(book: Rulebook) -> None:
    """Ids name one entry among those that find something, and one among those that rewrite."""
    findings = [rule.id for file in (*book.tone, *book.harsh) for rule in file.rules]
    findings += [rule.id for file in book.grievances for rule in file.rules]
    findings += [rule.id for file in book.mentions for rule in file.rules]
    for ids in (findings, [rule.id for file in book.rewrites for rule in file.rules]):
        counts = Counter(ids)
        repeated = [ident for ident, count in counts.items() if count > 1]
        if repeated:
            raise RulebookError(f"rule ids used twice: {', '.join(sorted(repeated))}")

"""What the code asks of a rulebook by name; a folder without it is refused at the start.

`tests/contract/test_needed_ids.py` compares these names with those in the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from app.errors import RulebookError
from app.results import Kind, Style
from app.rulebook.patterns import expand, groups_of
from app.rulebook.schema import RewriteRule

if TYPE_CHECKING:
    from app.rulebook.load import Rulebook

STYLED: Final = frozenset(f"style-{style}" for style in Style if style is not Style.NEUTRAL)
REFUSALS: Final = STYLED | frozenset(
    "already-measured anger attack clumsy entangled irony leak too-long unturned".split()
)
"""Of rules/refusals.yaml: why there is no rewrite."""
NOTICES: Final = frozenset(("language-unsupported", "llm-not-used", "llm-unavailable"))
"""Files of rules/notices/."""
REASONS: Final = frozenset(
    "code fiction impostors negated nobody other quoted self stranger supposed".split()
)
"""Of rules/spared.yaml, where there is one: reasons that are given, or told apart, by the code."""
SECTIONS: Final = frozenset(("happened", "went-well"))
"""Of rules/afterwards.yaml, where there is one: what a note opens with, what a letter repeats."""
WORDS: Final = frozenset(("abbreviation", "fictional", "soft_label"))
"""Lists of rules/words.yaml that the code, and not a pattern alone, reads."""
_SLOT = re.compile(r"\\(\d)|\{[a-z]+:(\d)\}")


def refuse_gaps(book: Rulebook) -> None:
    """Raise RulebookError, naming file and ids, where `book` lacks what the code asks of it."""
    for file, needed, known in _asked(book):
        if missing := needed.difference(known):
            raise RulebookError(f"{file} lacks {', '.join(sorted(missing))}")
    for rewrites in book.rewrites:
        for rule in rewrites.rules:
            _refuse_empty_slots(rule, book)
    for stage in book.aftercare.stages if book.aftercare else ():
        if _groups(stage, book) < 1:
            raise RulebookError(f"afterwards.yaml: no group in the stage {stage!r}")


def _asked(book: Rulebook) -> Iterator[tuple[str, frozenset[str], Iterable[str]]]:
    """Yield file, the names that are needed there, and those that are there."""
    yield "refusals.yaml", REFUSALS, (each.id for each in book.refusals)
    yield "notices/", NOTICES, (each.id for each in book.notices)
    yield "words.yaml", WORDS, book.words
    if book.spared is not None:
        yield "spared.yaml", REASONS, (each.id for each in book.spared.reasons)
    if book.aftercare is not None:
        yield "afterwards.yaml", SECTIONS, (each.id for each in book.aftercare.sections)
    if book.model is not None:
        yield "model.yaml", frozenset(Kind), (each.kind for each in book.model.texts)
    if book.prompts is not None:
        yield "prompts.yaml: styles", frozenset(Style), book.prompts.styles


def _refuse_empty_slots(rule: RewriteRule, book: Rulebook) -> None:
    """Raise RulebookError where `replace` speaks of a group that a pattern of the rule lacks."""
    asked = [int(plain or inflected) for plain, inflected in _SLOT.findall(rule.replace)]
    if asked and any(_groups(pattern, book) < max(asked) for pattern in rule.any_of):
        raise RulebookError(f"rewrites/: {rule.id} has a pattern without group {max(asked)}")


def _groups(pattern: str, book: Rulebook) -> int:
    return groups_of(expand(pattern, book.words))

"""Random drafts and random edits of them, the same for the same seed."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from itertools import pairwise

from tests.extension.answers import Change, Json, apply, report
from tests.extension.loopback import Backend
from tests.extension.sites import Composer, eventually

WORDS = (
    "Norvane they never called me back, after five rounds. What a day! 😀 👩‍👩‍👧 🇬🇧 naïve "
    "@norvane #hiring https://norvane.example/jobs שלום مرحبا 你好 and so it went (as ever) - end"
).split()
MOST_EDITS = 6
STEPS, TRIES, GLANCE = 12, 80, 25
"""Steps of undo that are tried, and how often each is looked at, milliseconds apart."""


@dataclass(frozen=True)
class Scribble:
    text: str
    changes: tuple[Change, ...]

    @property
    def wanted(self) -> str:
        return apply(self.text, self.changes)


@dataclass
class Scribbler:
    """Makes drafts, and answers for the service with edits of them."""

    seed: str
    known: dict[str, Scribble] = field(default_factory=dict)
    edits: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def next(self) -> Scribble:
        """Return a new draft of some lines, and edits of whole words of it."""
        while True:
            made = self._make()
            if made.changes and made.wanted.strip() and made.text not in self.known:
                self.known[made.text] = made
                self.edits += len(made.changes)
                return made

    def answer(self, asked: Json) -> Json:
        made = self.known.get(asked["text"].replace("\u00a0", " "))
        return report(asked["text"], "warn" if made else "clear", made.changes if made else ())

    def _make(self) -> Scribble:
        text = "\n".join(self._line() for _ in range(self._random.randint(1, 4)))
        return Scribble(text, tuple(self._changes(text)))

    def _line(self) -> str:
        if self._random.random() < 0.2:
            return ""
        return " ".join(self._random.choices(WORDS, k=self._random.randint(1, 9)))

    def _changes(self, text: str) -> list[Change]:
        if not text.strip() or not re.search(r"\S\s+\S", text):
            return []  # the second word is not there yet: nobody is asked
        borders = sorted({0, len(text), *_borders(text)})
        many = self._random.randint(1, min(MOST_EDITS, len(borders) // 2))
        cuts = sorted(self._random.sample(borders, 2 * many))
        made = [(start, end, self._replacement()) for start, end in pairwise(cuts)][::2]
        return [change for change in made if text[change[0] : change[1]] != change[2]]

    def _replacement(self) -> str:
        if self._random.random() < 0.3:
            return ""
        return " ".join(self._random.choices(WORDS, k=self._random.randint(1, 4)))


def _borders(text: str) -> list[int]:
    """Return where words begin and end."""
    inside = [not each.isspace() for each in text]
    return [at for at in range(1, len(text)) if inside[at] != inside[at - 1]]


def write(composer: Composer, draft: Scribble, backend: Backend) -> None:
    """Put a draft into a composer, in place of whatever is there, and wait for its answer."""
    composer.editor.focus()
    before = len(backend.asked)
    composer.put(draft.text)
    composer.says(draft.text)

    def answered() -> None:
        sent = [text.replace("\u00a0", " ") for text in backend.texts()[before:]]
        assert draft.text in sent, f"sent {sent!r}, not {draft.text!r}"
        assert composer.mark.get_attribute("data-state") == "warn"

    eventually(composer.page, answered)


def take_over(composer: Composer, draft: Scribble) -> str:
    """Take the rewrite over; return what came of it: right, refused, or damaged and how."""
    if composer.card.is_visible():
        composer.choose("Close")  # with what it said of the draft before
    composer.look()
    composer.choose("Use the rewrite")
    said = composer.card.get_by_role("status").filter(has_text=re.compile("Done|copy"))
    said.wait_for()
    text = composer.text()
    if text == draft.wanted:
        return "right"
    if text == draft.text:
        return "refused"
    return f"damaged: {text!r} in place of {draft.wanted!r} for {draft.text!r}"


def undone(composer: Composer, text: str) -> int:
    """Press undo until the model is `text` again; return how often that took."""
    composer.editor.focus()
    for pressed in range(1, STEPS + 1):
        before = composer.text()
        composer.undo()
        for _ in range(TRIES):
            now = composer.text()
            if now == text:
                return pressed
            if now != before:
                break
            composer.page.wait_for_timeout(GLANCE)
    raise AssertionError(f"undo leads to {composer.text()!r}, not to {text!r}")

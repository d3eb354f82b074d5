"""Every exception that unburnt raises on purpose, as a tree.

UnburntError
├── InvalidDraft          the draft or an option of the request cannot be used (422)
├── DraftTooLong          more characters than the limit (413)
├── UnknownRule           no rule has this id (404)
├── RulebookError         a file under rules/ breaks its schema (start-up)
├── ModelError            a file under models/ is missing, changed or incompatible (start-up)
└── Busy                  the service has more work than it may queue (503)

Each class carries `slug`, `title` and `status`, which the web shell turns into a problem document.
"""

from __future__ import annotations

from typing import ClassVar


class UnburntError(Exception):
    """Base of all errors a caller can act on."""

    slug: ClassVar[str] = "error"
    title: ClassVar[str] = "Something went wrong"
    status: ClassVar[int] = 500


class InvalidDraft(UnburntError):
    """The draft, or an option beside it, cannot be checked; `pointer` is an RFC 6901 path to it."""

    slug, title, status = "invalid-draft", "The draft cannot be checked", 422

    def __init__(self, detail: str, pointer: str = "/text") -> None:
        super().__init__(detail)
        self.pointer = pointer


class DraftTooLong(UnburntError):
    """The draft has more code points than `limit`."""

    slug, title, status = "draft-too-long", "The draft is too long", 413

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"The draft has {length:,} characters; the limit is {limit:,}.")
        self.length, self.limit = length, limit


class UnknownRule(UnburntError):
    """No rule in the rulebook has this id."""

    slug, title, status = "unknown-rule", "There is no such rule", 404

    def __init__(self, rule: str) -> None:
        super().__init__(f"There is no rule with the id {rule!r}.")


class RulebookError(UnburntError):
    """A rule file is not valid; the message names the file, the entry and the fault."""

    slug, title = "rulebook", "The rulebook is not valid"


class ModelError(UnburntError):
    """A model file is missing, was changed, or does not fit this version."""

    slug, title = "model", "The model cannot be used"


class Busy(UnburntError):
    """The queue is full; try again after `retry_after` seconds."""

    slug, title, status = "busy", "The service is busy", 503

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__("More drafts are waiting than can be read in time. Please try again.")
        self.retry_after = retry_after

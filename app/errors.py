"""Every exception that unburnt raises on purpose, as a tree.

UnburntError
├── InvalidDraft          the draft or an option of the request cannot be used (422)
├── DraftTooLong          more characters than the limit (413)
├── UnknownRule           no rule has this id (404)
├── RulebookError         a file under rules/ breaks its schema (start-up)
├── ModelError            a file under models/ is missing, changed or incompatible (start-up)
├── FileUnusable          a file to read or write cannot be used (the command)
├── LanguageModelFailed   the opt-in language model gave no usable answer (the embedded one answers)
├── Abandoned             nobody waits for the report any more (never answered)
├── Busy                  the service has more work than it may queue (503)
├── KeyNeeded             no known API key came with the request (401)
├── TooMany               more requests than the owner allows (429)
├── NotReady              the service is still starting, or its self-test failed (503)
└── BadRequest            the HTTP request itself cannot be read
    ├── NotJson           the body is not JSON (400)
    ├── NotForThisPage    a browser asks for a page of an origin that is not named (400)
    ├── TooSlow           the request takes too long to arrive (408)
    ├── BodyTooLarge      the body has more bytes than the limit (413)
    ├── WrongType         the body is of a media type that we do not read (415)
    └── HeadTooLarge      address and headers have more bytes than the limit (431)

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


class FileUnusable(UnburntError):
    """A file to read or write cannot be used; the message names it and holds nothing it says."""


class LanguageModelFailed(UnburntError):
    """The opt-in language model gave no usable answer; `passing` where a further try may help.

    The message never holds words of the draft or of the answer.
    """

    slug, title = "language-model", "The language model gave no usable answer"

    def __init__(self, what: str, *, passing: bool = False) -> None:
        super().__init__(f"The language model gave no usable answer ({what}).")
        self.passing = passing


class Abandoned(UnburntError):
    """The work on a draft ended early, since nobody waits for what it would say."""


class Busy(UnburntError):
    """There is no time for the draft now; try again after `retry_after` seconds."""

    slug, title, status = "busy", "The service is busy", 503

    FULL = "More drafts are waiting than can be read in time. Please try again."
    OVER = "This took longer than the service may spend on it. A shorter draft may do, or a retry."
    UNREAD = "The time for this batch was over before this draft. Please send it again."

    def __init__(self, retry_after: int = 1, detail: str = FULL) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class KeyNeeded(UnburntError):
    """The service wants an API key, and none that it knows came with the request."""

    slug, title, status = "key-needed", "This service asks for a key", 401

    def __init__(self) -> None:
        super().__init__("Send a key as `Authorization: Bearer ...` or `X-API-Key`.")


class TooMany(UnburntError):
    """More requests than the limit; there is room again after `retry_after` seconds.

    A batch counts as many as it has drafts.
    """

    slug, title, status = "too-many-requests", "Please slow down", 429

    ONE = "More requests came than this service allows; see `Retry-After`."
    SEVERAL = "Each draft of a batch counts as a request: these are too many now; see `RateLimit`."

    def __init__(self, retry_after: int, detail: str = ONE) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class NotReady(UnburntError):
    """The checker cannot answer yet; try again after `retry_after` seconds."""

    slug, title, status = "not-ready", "The service is not ready", 503

    def __init__(self, detail: str, retry_after: int = 1) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class BadRequest(UnburntError):
    """The HTTP request cannot be read, whatever its content means."""

    slug, title, status = "bad-request", "The request cannot be read", 400


class NotJson(BadRequest):
    """The body is not a JSON document that we can read."""

    slug, title = "not-json", "The body is not JSON"


class NotForThisPage(BadRequest):
    """A browser asks whether a page may send a request that the owner does not allow."""

    slug, title = "not-for-this-page", "This page may not ask here"

    def __init__(self) -> None:
        super().__init__("The owner of the service names who may ask from a browser, and how.")


class TooSlow(BadRequest):
    """The head of the request, or its body, did not arrive in time."""

    slug, title, status = "too-slow", "The request takes too long to arrive", 408

    def __init__(self) -> None:
        super().__init__("The request did not arrive in time. Please send it again, in one go.")


class BodyTooLarge(BadRequest):
    """The body has more than `limit` bytes; found out while it streams in."""

    slug, title, status = "body-too-large", "The body is too large", 413

    def __init__(self, limit: int) -> None:
        super().__init__(f"The body of this request may have at most {limit:,} bytes.")
        self.limit = limit


class WrongType(BadRequest):
    """The body is not of the media type `wanted`."""

    slug, title, status = "unsupported-media-type", "The body is of the wrong type", 415

    def __init__(self, wanted: str) -> None:
        super().__init__(f"Send the body as {wanted}, in UTF-8 and not compressed.")
        self.wanted = wanted


class HeadTooLarge(BadRequest):
    """The address and headers of the request have more than `limit` bytes."""

    slug, title, status = "head-too-large", "The headers are too large", 431

    def __init__(self, limit: int) -> None:
        super().__init__(f"Address and headers may have at most {limit:,} bytes.")
        self.limit = limit

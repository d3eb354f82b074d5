"""The draft under the pen: every character knows its origin, so the edits fall out at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.results import TIDIED, Edit

NEW = -1
"""Origin of a character that the draft does not have."""

_STOP = re.compile(r"[.!?…](?:\s|\Z)")
_EMOJI = re.compile(r"\s*(?:[\U0001F000-\U0001FAFF\u2600-\u27BF]\uFE0F?\s*)+")
STUB = "What was left of the sentence said nothing on its own."


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a stretch of the draft (code points, half-open) was changed."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class _Hunk:
    start: int
    end: int
    replacement: str


class Canvas:
    """A copy of `draft` that can be changed; positions are into `text` as it now stands."""

    def __init__(self, draft: str) -> None:
        self.draft = draft
        self._chars = list(draft)
        self._origin = list(range(len(draft)))
        self._reasons: list[Reason] = []
        self._text: str | None = draft

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = "".join(self._chars)
        return self._text

    def copy(self) -> Canvas:
        twin = Canvas(self.draft)
        twin._chars, twin._origin = list(self._chars), list(self._origin)
        twin._reasons, twin._text = list(self._reasons), self._text
        return twin

    def then(self, later: Canvas) -> Canvas:
        """Return the canvas of this draft after a further round on this text, which is `later`."""
        made = Canvas(self.draft)
        made._chars, made._text = list(later._chars), None
        made._origin = [NEW if at == NEW else self._origin[at] for at in later._origin]
        made._reasons = list(self._reasons)
        for reason in later._reasons:
            made._reasons += self._explained(reason.start, reason.end, reason.why)
        return made

    def replace(self, start: int, end: int, new: str, why: str | None = None) -> None:
        """Put `new` in place of `text[start:end]`; what both share at the ends is left as it is."""
        if why is not None:
            self._reasons += self._explained(start, end, why)
        old = self._chars[start:end]
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        first, last = start + head, end - tail
        fresh = new[head : len(new) - tail]
        self._chars[first:last] = fresh
        self._origin[first:last] = [NEW] * len(fresh)
        self._text = None

    def find(self, position: int) -> int:
        """Return where the draft's `position`, or what follows it, now stands in `text`."""
        for index, origin in enumerate(self._origin):
            if origin >= position:
                return index
        return len(self._origin)

    def fresh_before(self, position: int) -> int:
        """Return how many characters that the draft does not have stand right before `position`."""
        at = position
        while at > 0 and self._origin[at - 1] == NEW:
            at -= 1
        return position - at

    def lost_before(self, position: int) -> bool:
        """Say whether words of the same sentence went, or came, just before `text[position]`."""
        gap = self._gap(position)
        return gap is None or (
            any(c.isalnum() for c in gap) and not gap.rstrip(" ").endswith((".", "!", "?", "\n"))
        )

    def lost_after(self, position: int) -> bool:
        """Say whether words of the same sentence went, or came, just before `text[position]`,
        counted as the end of what stands before it.
        """
        gap = self._gap(position)
        return gap is None or (
            any(c.isalnum() for c in gap) and not gap.lstrip(" ").startswith((".", "!", "?", "\n"))
        )

    def lost_stop(self, start: int, end: int) -> bool:
        """Say whether the end of a sentence went with what was taken out within `start..end`."""
        gaps = (self._gap(position) for position in range(start, end + 1))
        return any(gap and _STOP.search(gap) for gap in gaps)

    def lost_emoji(self, start: int, end: int) -> bool:
        """Say whether all that went within `start..end` are emoji: they part sentences, too."""
        gaps = [self._gap(position) for position in range(start, end + 1)]
        return any(gap and _EMOJI.fullmatch(gap) for gap in gaps)

    def stretches(self, start: int, end: int) -> list[int]:
        """Return the lengths of the unbroken stretches of the draft that `text[start:end]` is."""
        lengths = [1] if start < end else []
        for position in range(start + 1, end):
            if self._origin[position] == self._origin[position - 1] + 1:
                lengths[-1] += 1
            else:
                lengths.append(1)
        return lengths

    def _gap(self, position: int) -> str | None:
        """Return what the draft had right before `text[position]`; None at new characters."""
        here = self._origin[position] if position < len(self._origin) else len(self.draft)
        before = self._origin[position - 1] if position > 0 else -1
        if here == NEW or (position > 0 and before == NEW):
            return None
        return self.draft[before + 1 : here]

    def touched(self, start: int, end: int) -> bool:
        """Say whether anything came in or went within `start..end`, its borders included."""
        for position in range(max(start, 0), min(end, len(self._origin)) + 1):
            before = self._origin[position - 1] if position > 0 else -1
            here = self._origin[position] if position < len(self._origin) else len(self.draft)
            at_start = position == 0
            if (not at_start and before == NEW) or here == NEW:
                return True
            if here != (0 if at_start else before + 1):
                return True
        return False

    def edits(self) -> tuple[Edit, ...]:
        """Return the changes, by position in the draft; all applied to it they give `text`."""
        return tuple(
            Edit(
                start=hunk.start,
                end=hunk.end,
                text=self.draft[hunk.start : hunk.end],
                replacement=hunk.replacement,
                why=self._why(hunk),
            )
            for hunk in self._changes()
        )

    def _changes(self) -> list[_Hunk]:
        """Changes in one word become one change of the whole word; neighbours become one."""
        words = _joined(self.draft, self._hunks(), _in_one_word)
        whole = [_whole_words(self.draft, hunk) for hunk in words]
        return _joined(self.draft, whole, _unspoken)

    def _explained(self, start: int, end: int, why: str) -> Iterator[Reason]:
        """Yield the reason for a change of `text[start:end]`, as a reason about the draft."""
        if start == end:
            at = next((o for o in self._origin[start:] if o != NEW), len(self.draft))
            yield Reason(at, at, why)
        elif known := [o for o in self._origin[start:end] if o != NEW]:
            yield Reason(known[0], known[-1] + 1, why)

    def _why(self, hunk: _Hunk) -> str:
        """Return the reason that covers most of a change; what went as a stub went for its heat."""
        best, most = TIDIED, (False, 0)
        for reason in self._reasons:
            shared = min(hunk.end, reason.end) - max(hunk.start, reason.start) + 1
            weight = (reason.why != STUB, shared)
            if shared > 0 and weight > most:
                best, most = reason.why, weight
        return best

    def _hunks(self) -> Iterator[_Hunk]:
        done, fresh = 0, ""
        for char, origin in zip(self._chars, self._origin, strict=True):
            if origin == NEW:
                fresh += char
                continue
            if origin > done or fresh:
                yield _Hunk(done, origin, fresh)
            done, fresh = origin + 1, ""
        if done < len(self.draft) or fresh:
            yield _Hunk(done, len(self.draft), fresh)


def apply_edits(draft: str, edits: Sequence[Edit]) -> str:
    """Return `draft` with all `edits` made; they must be in order and not overlap."""
    done, parts = 0, []
    for edit in edits:
        parts += [draft[done : edit.start], edit.replacement]
        done = edit.end
    return "".join([*parts, draft[done:]])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _whole_words(draft: str, hunk: _Hunk) -> _Hunk:
    start, end, new = hunk.start, hunk.end, hunk.replacement
    old = draft[start:end]
    if new and (_cut(draft, start, old, new) or _cut(draft, end, old[::-1], new[::-1], -1)):
        while start > 0 and draft[start - 1].isalnum():
            start, new = start - 1, draft[start - 1] + new
        while end < len(draft) and draft[end].isalnum():
            end, new = end + 1, new + draft[end]
    return _Hunk(start, end, new)


def _cut(draft: str, border: int, old: str, new: str, side: int = 1) -> bool:
    """Say whether a word of the draft is cut at `border` by the change `old` -> `new`."""
    neighbour = border - 1 if side == 1 else border
    if not (0 <= neighbour < len(draft) and draft[neighbour].isalnum()):
        return False
    return old[:1].isalnum() or new[:1].isalnum()


def _joined(draft: str, hunks: Iterable[_Hunk], near: Callable[[str], bool]) -> list[_Hunk]:
    """Join changes where what stands between them is `near`: they read as one."""
    joined: list[_Hunk] = []
    for hunk in hunks:
        if joined and near(draft[joined[-1].end : hunk.start]):
            before = joined.pop()
            between = draft[before.end : hunk.start]
            new = before.replacement + between + hunk.replacement
            joined.append(_Hunk(before.start, hunk.end, new))
        else:
            joined.append(hunk)
    return joined


def _in_one_word(between: str) -> bool:
    return not any(c.isspace() for c in between)


def _unspoken(between: str) -> bool:
    return not any(c.isalnum() for c in between)

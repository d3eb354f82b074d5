"""The learned reader: an int8 ONNX encoder with its heads, on one thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from tokenizers import Encoding, Tokenizer

from app.errors import ModelError
from app.modelstore.clauses import to_clauses
from app.modelstore.decode import Array, sigmoid, softmax, stretches, tagged, whole_words
from app.modelstore.fates import fates_of
from app.modelstore.manifest import Manifest, number_of, read_manifest
from app.modelstore.memory import Pair, WindowMemory
from app.modelstore.reading import Reading, Verdicts
from app.modelstore.session import session_of
from app.modelstore.windows import Window, cut, sentence_rows

K = TypeVar("K")
STATES = ("last", "middle")
"""Outputs that are no answers: hidden states, for whoever reads on from them."""
_STATES_HELD = 4
"""Windows whose hidden states are remembered, some 300 kB each: a draft's, and its versions'."""


class LearnedReader:
    """Reads a text in one pass of the encoder (one per window of a long text)."""

    def __init__(self, folder: Path) -> None:
        self.manifest: Manifest = read_manifest(folder)
        self.name = self.manifest.name
        try:
            self._session = session_of(folder / self.manifest.model.name)
            self._tokenizer = Tokenizer.from_file(str(folder / self.manifest.tokenizer.name))
        except Exception as cause:  # both libraries raise classes of their own, without a base
            raise ModelError(f"{self.name} cannot be loaded: {cause}") from cause
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._first, self._last = self._special()
        outputs = [each.name for each in self._session.get_outputs()]
        self._scores = [name for name in outputs if name not in STATES]
        self.shows_states = self._scores != outputs
        self._memory, self._states = WindowMemory(), WindowMemory(_STATES_HELD)
        labels, shifts = self.manifest.labels, self.manifest.shifts
        self._token_scores = 1 + 2 * len(labels.mentions) + len(labels.kinds) + 3
        self._kind_shifts = np.array([shifts.kinds.get(k, 0.0) for k in labels.kinds])
        self._grievance_shifts = np.array(
            [shifts.grievances.get(g, 0.0) for g in labels.grievances]
        )

    @property
    def figures(self) -> dict[str, float]:
        """The manifest's figures on the held-out test split."""
        return self.manifest.figures

    @property
    def room(self) -> int:
        """Word pieces that are read at a time, beside the two signs that frame them."""
        return self.manifest.max_tokens - 2

    @property
    def width(self) -> int:
        """Numbers in a hidden state of one word piece, for a model that shows its states."""
        shapes = {each.name: each.shape for each in self._session.get_outputs()}
        return int(shapes[STATES[0]][-1])

    def _special(self) -> tuple[int, int]:
        ids = self._tokenizer.encode("").ids
        if len(ids) != 2:
            raise ModelError(
                f"the tokenizer of {self.name} frames a text by {len(ids)} signs, not 2"
            )
        return ids[0], ids[1]

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Reading:
        """Return the reading of `text`; `sentences` are its half-open ranges, at least one."""
        encoded = self.pieces(text)
        offsets = encoded.offsets
        if not offsets:
            return self._blank(len(sentences))
        rows = sentence_rows(offsets, sentences)
        windows = cut(rows, self.room, encoded.ids)
        posts, tokens = self._run(encoded.ids, windows)
        reading = self._reading(posts, tokens, offsets, rows, len(sentences))
        marked = to_clauses(whole_words(reading.risky, text), text, sentences)
        fates = tokens[:, self._token_scores :]
        return replace(
            reading,
            risky=whole_words(marked, text),
            fates=fates_of(text, offsets, fates) if fates.shape[1] else None,
        )

    def pieces(self, text: str) -> Encoding:
        """Return the word pieces of `text`, without the signs that frame it."""
        return self._tokenizer.encode(text, add_special_tokens=False)

    def hidden(self, ids: Sequence[int]) -> tuple[Array, Array]:
        """Return what the last layer and a middle one make of a text of these pieces.

        Each [1, pieces + 2, width], for a model that shows its states. They are at hand where these
        pieces are what was read lately.
        """
        known = self._states.get(self._states.key(ids))
        return known or self._shown(ids, self._session.run(list(STATES), self._framed(ids)))

    def self_test(self) -> None:
        """Raise ModelError where a known text does not get its known answer on this machine."""
        for known in self.manifest.known_answers:
            found = self.read(known.text, [(0, len(known.text))]).post.warn
            if abs(found - known.warn) > known.tolerance:
                raise ModelError(f"self-test of {self.name}: {found:.2f}, not {known.warn:.2f}")

    def _run(self, ids: Sequence[int], windows: Sequence[Window]) -> tuple[Array, Array]:
        """Return (post scores [windows, n], piece scores [pieces, m]); fates stand last."""
        scores = [self._window(ids[window.start : window.end]) for window in windows]
        return np.stack([post for post, _ in scores]), np.concatenate([own for _, own in scores])

    def _window(self, ids: Sequence[int]) -> Pair:
        """Return the scores of one window, read alone or remembered.

        int8 models scale each batch by its extremes: alone, a window always reads the same.
        """
        key = self._memory.key(ids)
        known = self._memory.get(key)
        if known is not None:
            return known
        shown = STATES if self.shows_states else ()
        found = self._session.run([*self._scores, *shown], self._framed(ids))
        post, token, *fates = found[: len(self._scores)]
        if shown:
            self._shown(ids, found[-len(STATES) :])
        scores = post[0], np.concatenate([token[0, 1:-1], *(each[0] for each in fates)], 1)
        self._memory.put(key, scores)
        return scores

    def _shown(self, ids: Sequence[int], states: Sequence[Array]) -> Pair:
        """Return the hidden states of these pieces, remembered from now on."""
        last, middle = states
        self._states.put(self._states.key(ids), (last, middle))
        return last, middle

    def _framed(self, ids: Sequence[int]) -> dict[str, Array]:
        framed = np.array([[self._first, *ids, self._last]], dtype=np.int64)
        return {"input_ids": framed, "attention_mask": np.ones_like(framed)}

    def _reading(
        self,
        posts: Array,
        tokens: Array,
        offsets: Sequence[tuple[int, int]],
        rows: Array,
        count: int,
    ) -> Reading:
        labels = self.manifest.labels
        sizes = [3, len(labels.targets), 1, len(labels.grievances), len(labels.kinds)]
        verdict, target, heat, grievance, kinds = np.split(posts, np.cumsum(sizes)[:-1], axis=1)
        tag_count = 1 + 2 * len(labels.mentions)
        ends = [tag_count, tag_count + len(labels.kinds), self._token_scores]
        tags, risky, sentence, _ = np.split(tokens, ends, axis=1)
        shares = softmax(verdict / self.manifest.temperature)
        worst = int(shares[:, 2].argmax())
        return Reading(
            post=_worst(shares),
            sentences=_sentences(sentence, rows, count),
            heat=float(sigmoid(heat).max()),
            targets=_named(labels.targets, softmax(target)[worst]),
            grievances=_named(
                labels.grievances, sigmoid(grievance + self._grievance_shifts).max(0)
            ),
            kinds=_named(labels.kinds, sigmoid(kinds).max(0)),
            risky=stretches(sigmoid(risky + self._kind_shifts), offsets, labels.kinds),
            mentions=tagged(softmax(tags), offsets, labels.mentions),
        )

    def _blank(self, count: int) -> Reading:
        """Return the reading of a text without a single known sign."""
        labels = self.manifest.labels
        return Reading(
            post=Verdicts(1.0, 0.0, 0.0),
            sentences=(Verdicts(1.0, 0.0, 0.0),) * count,
            heat=0.0,
            targets={t: float(t.value == "none") for t in labels.targets},
            grievances=dict.fromkeys(labels.grievances, 0.0),
            kinds=dict.fromkeys(labels.kinds, 0.0),
            risky=(),
            mentions=(),
        )


def _named(names: Sequence[K], shares: Array) -> dict[K, float]:
    return {name: float(share) for name, share in zip(names, shares, strict=True)}


def _worst(shares: Array) -> Verdicts:
    """Return the verdict of the worst window: the worst part of a post decides."""
    warn, clear = float(shares[:, 2].max()), float(shares[:, 0].min())
    clear = min(clear, 1.0 - warn)
    return Verdicts(clear, max(1.0 - warn - clear, 0.0), warn)


def _sentences(scores: Array, rows: Array, count: int) -> tuple[Verdicts, ...]:
    """Return a verdict per sentence from the mean score of its pieces."""
    total = np.zeros((count, 3))
    np.add.at(total, rows, scores)
    pieces = np.bincount(rows, minlength=count)
    shares = softmax(total / np.maximum(pieces, 1)[:, None])
    return tuple(
        Verdicts(*map(float, share)) if pieces[i] else Verdicts(1.0, 0.0, 0.0)
        for i, share in enumerate(shares)
    )


def open_reader(folder: Path, name: str | None) -> LearnedReader | None:
    """Return the reader called `name`, the newest for "auto", or None where there is none.

    Raises ModelError where the named model is missing or not what its manifest says.
    """
    if not name:
        return None
    if name == "auto":
        found = sorted(folder.glob("tone-v*/manifest.json"), key=lambda p: number_of(p.parent))
        return LearnedReader(found[-1].parent) if found else None
    if not (folder / name / "manifest.json").is_file():
        held = ", ".join(sorted(p.parent.name for p in folder.glob("*/manifest.json"))) or "none"
        raise ModelError(f"there is no model called {name!r} (known: {held})")
    return LearnedReader(folder / name)

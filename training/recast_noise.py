"""Texts made worse, for the decoder to say as they were: it learns which small words go where.

Jabs of labelled posts are put in between, small words are left out or exchanged. The texts are
neutral versions and clear posts of train and harvest.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from training.edit_labels import CORPUS
from training.lines import read_lines

SPLITS = ("train", "harvest")
SMALL = (
    "a an the to of in on at for with from by was were is are be been had have has it its i my me "
    "we our they them their that this which who and but so as after before about"
).split()
"""Words whose loss makes a text worse but no other claim; no negation, no modal verb, no number."""
LOST, CHANGED = 0.12, 0.03
JABS = (0.2, 0.5, 0.3)
"""Chances of no, one, and two jabs."""
LONG = 8
"""Words that a jab may have."""
BURNING = frozenset({"insult", "profanity", "mockery", "shouting", "boycott", "threat"})
_WORD = re.compile(r"\S+\s*")


def noisy(chance: random.Random, most: int) -> Iterator[tuple[str, str]]:
    """Yield (made worse, as it was) of `most` texts drawn by chance."""
    posts = [post for split in SPLITS for post in read_lines(CORPUS / f"{split}.jsonl")]
    jabs = [
        span["text"]
        for post in posts
        for span in post["spans"]
        if span["kind"] in BURNING and len(span["text"].split()) <= LONG
    ]
    texts = [post["text"] if post["label"] == "clear" else post["neutral"] for post in posts]
    for text in chance.sample([*filter(None, texts)], most):
        yield worse(text, jabs, chance), text


def worse(text: str, jabs: list[str], chance: random.Random) -> str:
    """Return the text with jabs in it, and without some of its small words."""
    words = [_changed(word, chance) for word in _WORD.findall(text)]
    for _ in range(chance.choices(range(len(JABS)), JABS)[0]):
        jab = chance.choice(jabs) + " "
        ends = [n + 1 for n, word in enumerate(words) if word.strip()[-1:] in tuple(".!?,")]
        anywhere = chance.randrange(len(words) + 1)
        words.insert(chance.choice(ends) if ends and chance.random() < 0.6 else anywhere, jab)
    return "".join(words)


def _changed(word: str, chance: random.Random) -> str:
    if word.strip().lower() not in SMALL:
        return word
    drawn = chance.random()
    if drawn < LOST:
        return ""
    return chance.choice(SMALL) + " " if drawn < LOST + CHANGED else word
